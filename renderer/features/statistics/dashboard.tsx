import { ageText } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { BarTable, ColumnPlot, type PlotItem } from '#renderer/ui/plots.tsx';
import type { LocalText } from '#src/base/language.ts';
import type { Statistics, StatisticsTable, Waiting } from '#src/domain/statistics/schema.ts';
import { refutedReasons, unanswerableReasons } from '#src/domain/verification/schema.ts';

/** What stands under a column: the week's number, or month and day. */
function shortName(bucket: string): string {
  return bucket.slice(5);
}

function useItems(): (table: StatisticsTable, labelOf: (key: string) => string) => readonly PlotItem[] {
  const { t } = useTexts();
  return ({ cells }, labelOf) =>
    cells.map(({ key, count }) => ({
      key,
      label: labelOf(key),
      value: count,
      text: count === null ? t('statistics.notTold') : String(count),
    }));
}

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

function OverTime({ statistics }: { readonly statistics: Statistics }) {
  const { t } = useTexts();
  const { byTime } = statistics;
  const items = useItems()(byTime, shortName);
  const isYear = statistics.period.length === 4;
  const label = t(isYear ? 'statistics.perWeek' : 'statistics.perDay');
  return (
    <section className="statistics-part statistics-wide" aria-labelledby="statistics-time-title">
      <h2 id="statistics-time-title">{label}</h2>
      <p id="statistics-total" data-total={byTime.total ?? 'hidden'}>
        {byTime.total === null ? t('statistics.totalNotTold') : t('statistics.total', { count: byTime.total })}
      </p>
      <ColumnPlot id="statistics-time" label={label} items={items} labelEvery={isYear ? 4 : 1} />
      <details>
        <summary>{t('statistics.asTable')}</summary>
        <table className="list-table statistics-numbers">
          <thead>
            <tr>
              <th scope="col">{t(isYear ? 'statistics.units.week' : 'statistics.day')}</th>
              <th scope="col" className="number">
                {t('statistics.registrations')}
              </th>
            </tr>
          </thead>
          <tbody>
            {byTime.cells.map(({ key }, index) => (
              <tr key={key}>
                <td>{key}</td>
                <td className="number">{items[index]?.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function Part({
  id,
  title,
  table,
  labelOf,
}: {
  readonly id: string;
  readonly title: string;
  readonly table: StatisticsTable;
  readonly labelOf: (key: string) => string;
}) {
  const { t } = useTexts();
  const items = useItems()(table, labelOf);
  return (
    <section className="statistics-part">
      <BarTable id={id} caption={title} columns={{ label: title, value: t('statistics.registrations') }} items={items} />
    </section>
  );
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
  const isAnyHidden = [statistics.byTime, byBranch, byService, byOutcome].some(
    (table) => table?.cells.some(({ count }) => count === null) === true,
  );
  return (
    <div className="statistics-parts">
      {branchId === null ? null : (
        <p className="statistics-wide" id="statistics-branch">
          {t('statistics.ownBranch', { branch: nameIn(branches, local)(branchId) })}
        </p>
      )}
      {isAnyHidden ? (
        <p className="statistics-wide" id="statistics-hidden">
          {t('statistics.hiddenText', { count: smallestCount })}
        </p>
      ) : null}
      <OverTime statistics={statistics} />
      <Part id="statistics-outcome" title={t('statistics.byOutcome')} table={byOutcome} labelOf={outcomeName} />
      <Waits {...statistics} />
      {byBranch === null ? null : (
        <Part id="statistics-branches" title={t('statistics.byBranch')} table={byBranch} labelOf={nameIn(branches, local)} />
      )}
      <Part id="statistics-services" title={t('statistics.byService')} table={byService} labelOf={nameIn(services, local)} />
    </div>
  );
}
