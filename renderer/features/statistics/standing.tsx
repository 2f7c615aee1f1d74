// What stands open: restrictions after repeated failure (R3.6), and subjects' requests with their terms (R8.2).
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { Statistics, StatisticsTable } from '#src/domain/statistics/schema.ts';
import { ageBands, answeredKeys, restrictionStates, termBands } from '#src/domain/statistics/standing.ts';
import { OverTime, Part } from './parts.tsx';

/** Names of the keys that a table may have; another one stands for itself. */
function named<K extends string>(keys: readonly K[], name: (key: K) => string): (key: string) => string {
  return (key) => {
    const known = keys.find((one) => one === key);
    return known === undefined ? key : name(known);
  };
}

function RestrictionsInTime({
  name,
  table,
  isYear,
}: {
  readonly name: 'begun' | 'released';
  readonly table: StatisticsTable;
  readonly isYear: boolean;
}) {
  const { t } = useTexts();
  const { total } = table;
  return (
    <OverTime
      id={`statistics-${name}`}
      title={t(isYear ? `statistics.${name}.week` : `statistics.${name}.day`)}
      unit={t('statistics.times')}
      none={t(`statistics.${name}.none`)}
      table={table}
      isYear={isYear}
      total={<p>{total === null ? t('statistics.fewNotTold') : t(`statistics.${name}Total`, { count: total })}</p>}
    />
  );
}

interface StandingProps {
  readonly statistics: Statistics;
  readonly branchName: (id: string) => string;
}

function Restrictions({ statistics: { restrictions, period }, branchName }: StandingProps) {
  const { t } = useTexts();
  const { byState, byBranch, byAge, begun, released } = restrictions;
  const unit = t('statistics.restrictedUsers');
  const isYear = period.length === 4;
  const stateName = named(restrictionStates, (state) => t(`statistics.restrictionStates.${state}`));
  const ageName = named(ageBands, (band) => t(`statistics.ages.${band}`));
  return (
    <>
      <Part
        id="statistics-restricted"
        title={t('statistics.restrictionsNow')}
        unit={unit}
        none={t('statistics.noneRestricted')}
        table={byState}
        labelOf={stateName}
      />
      {byState.total === 0 ? null : (
        <>
          <Part
            id="statistics-restricted-ages"
            title={t('statistics.restrictionsByAge')}
            unit={unit}
            table={byAge}
            labelOf={ageName}
          />
          {byBranch === null ? null : (
            <Part
              id="statistics-restricted-branches"
              title={t('statistics.restrictionsByBranch')}
              unit={unit}
              table={byBranch}
              labelOf={branchName}
            />
          )}
        </>
      )}
      <RestrictionsInTime name="begun" table={begun} isYear={isYear} />
      <RestrictionsInTime name="released" table={released} isYear={isYear} />
    </>
  );
}

function Requests({ requests: { openByTerm, answered } }: Pick<Statistics, 'requests'>) {
  const { t } = useTexts();
  return (
    <>
      <Part
        id="statistics-requests-open"
        title={t('statistics.requestsOpen')}
        unit={t('statistics.requests')}
        none={t('statistics.noneOpen')}
        table={openByTerm}
        labelOf={named(termBands, (band) => t(`statistics.terms.${band}`))}
      />
      <Part
        id="statistics-requests-answered"
        title={t('statistics.requestsAnswered')}
        unit={t('statistics.requests')}
        none={t('statistics.noneAnswered')}
        table={answered}
        labelOf={named(answeredKeys, (key) => t(`statistics.answered.${key}`))}
      />
    </>
  );
}

export function Standing(props: StandingProps) {
  return (
    <>
      <Requests requests={props.statistics.requests} />
      <Restrictions {...props} />
    </>
  );
}
