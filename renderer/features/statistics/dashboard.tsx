import { ageText } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { BarTable, type PlotItem } from '#renderer/ui/plots.tsx';
import type { LocalText } from '#src/base/language.ts';
import type { Statistics, Waiting } from '#src/domain/statistics/schema.ts';
import { refutedReasons, unanswerableReasons } from '#src/domain/verification/schema.ts';
import { OverTime, Part } from './parts.tsx';
import { Standing } from './standing.tsx';

function useOutcomeName(): (key: string) => string {
  const { t } = useTexts();
  return (key) => {
    const [state, reason] = key.split(':');
    const known = [...refutedReasons, ...unanswerableReasons].find((one) => one === reason);
    if (known !== undefined) {
      const why = t(`verification.reasons.${known}`);
      return state === 'refuted' ? t('statistics.refuted', { why }) : t('statistics.undecided', { why });
    }
    if (state === 'verified' || state === 'pending' || state === 'not-required') return t(`statistics.states.${state}`);
    return key;
  };
}

function nameIn(items: readonly { readonly id: string; readonly name: LocalText }[], local: (text: LocalText) => string) {
  return (id: string) => {
    const found = items.find((one) => one.id === id);
    return found === undefined ? id : local(found.name);
  };
}

function Waits({ untilReceipt, untilAnswer }: Pick<Statistics, 'untilReceipt' | 'untilAnswer'>) {
  const { t } = useTexts();
  const itemsOf = (name: 'untilReceipt' | 'untilAnswer', { median, p95 }: Waiting): PlotItem[] =>
    (
      [
        ['median', median],
        ['p95', p95],
      ] as const
    ).map(([share, seconds]) => ({
      key: `${name}-${share}`,
      label: t(`statistics.waits.${name}`, { share: t(`statistics.shares.${share}`) }),
      value: seconds,
      text: seconds === null ? t('statistics.tooFew') : ageText(t, seconds * 1_000),
    }));
  const items = [...itemsOf('untilReceipt', untilReceipt), ...itemsOf('untilAnswer', untilAnswer)];
  const title = t('statistics.waiting');
  return (
    <section className="statistics-part">
      <BarTable id="statistics-waiting" caption={title} columns={{ label: title, value: t('statistics.waited') }} items={items} />
    </section>
  );
}

export function Dashboard({ statistics }: { readonly statistics: Statistics }) {
  const { t, local } = useTexts();
  const outcomeName = useOutcomeName();
  const { byBranch, byService, byOutcome, branches, services, branchId, smallestCount } = statistics;
  const { byTime, restrictions, requests } = statistics;
  const tables = [byTime, byBranch, byService, byOutcome, ...Object.values(restrictions), ...Object.values(requests)];
  const isAnyHidden = tables.some((table) => table?.cells.some(({ count }) => count === null) === true);
  const isYear = statistics.period.length === 4;
  const unit = t('statistics.registrations');
  const branchName = nameIn(branches, local);
  return (
    <div className="statistics-parts">
      {branchId === null ? null : (
        <p className="statistics-wide" id="statistics-branch">
          {t('statistics.ownBranch', { branch: branchName(branchId) })}
        </p>
      )}
      {isAnyHidden ? (
        <p className="statistics-wide" id="statistics-hidden">
          {t('statistics.hiddenText', { count: smallestCount })}
        </p>
      ) : null}
      <OverTime
        id="statistics-time"
        title={t(isYear ? 'statistics.perWeek' : 'statistics.perDay')}
        unit={unit}
        table={byTime}
        isYear={isYear}
        total={
          <p id="statistics-total" data-total={byTime.total ?? 'hidden'}>
            {byTime.total === null ? t('statistics.totalNotTold') : t('statistics.total', { count: byTime.total })}
          </p>
        }
      />
      <Part id="statistics-outcome" title={t('statistics.byOutcome')} unit={unit} table={byOutcome} labelOf={outcomeName} />
      <Waits {...statistics} />
      {byBranch === null ? null : (
        <Part id="statistics-branches" title={t('statistics.byBranch')} unit={unit} table={byBranch} labelOf={branchName} />
      )}
      <Part
        id="statistics-services"
        title={t('statistics.byService')}
        unit={unit}
        table={byService}
        labelOf={nameIn(services, local)}
      />
      <Standing statistics={statistics} branchName={branchName} />
    </div>
  );
}
