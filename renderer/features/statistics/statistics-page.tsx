// 统计 (R5.5): counts of a week or a year of weeks, for whoever supervises or inspects. Asked of the server as this person; no value of a
// record is opened for it, and small counts are not told.
import { useState } from 'react';
import { usePersonAct } from '#renderer/bridge/as-person.tsx';
import { useToday } from '#renderer/bridge/today.tsx';
import { fullTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import { formatCalendarDate } from '#src/base/calendar-date.ts';
import { movePeriod, type Period, periodOf, weekOf, yearOf } from '#src/domain/statistics/periods.ts';
import type { Statistics } from '#src/domain/statistics/schema.ts';
import { Dashboard } from './dashboard.tsx';
import './statistics.css';

interface PeriodBarProps {
  readonly period: string;
  readonly unit: Period['unit'];
  /** Nothing lies beyond it. */
  readonly isLast: boolean;
  readonly isBusy: boolean;
  readonly onUnit: (unit: Period['unit']) => void;
  readonly onMove: (count: number) => void;
}

function PeriodBar({ period, unit, isLast, isBusy, onUnit, onMove }: PeriodBarProps) {
  const { t } = useTexts();
  const { from = '', to = '' } = periodOf(period) ?? {};
  return (
    <div className="statistics-bar">
      <label htmlFor="statistics-unit">{t('statistics.unit')}</label>
      <select
        id="statistics-unit"
        className="input"
        value={unit}
        disabled={isBusy}
        onChange={({ currentTarget }) => onUnit(currentTarget.value === 'week' ? 'week' : 'year')}
      >
        <option value="year">{t('statistics.units.year')}</option>
        <option value="week">{t('statistics.units.week')}</option>
      </select>
      <Button id="statistics-earlier" keyName="←" disabled={isBusy} onClick={() => onMove(-1)}>
        {t('statistics.earlier')}
      </Button>
      <strong id="statistics-period" data-period={period}>
        {t('statistics.period', { period, from, to })}
      </strong>
      <Button id="statistics-later" keyName="→" disabled={isBusy || isLast} onClick={() => onMove(1)}>
        {t('statistics.later')}
      </Button>
    </div>
  );
}

export function StatisticsPage() {
  const { t } = useTexts();
  const thisWeek = weekOf(formatCalendarDate(useToday()));
  const [period, setPeriod] = useState(() => yearOf(thisWeek));
  const [shown, setShown] = useState<Statistics | null>(null);
  const asking = usePersonAct('statistics.show');
  const unit = period.length === 4 ? 'year' : 'week';
  const isLast = period === (unit === 'year' ? yearOf(thisWeek) : thisWeek);
  const ask = async (name: string) => {
    if (asking.isBusy) return;
    const answer = await asking.run({ period: name });
    if (answer?.ok !== true) return;
    setPeriod(name);
    setShown(answer.value);
  };
  const move = (count: number) => {
    if (shown !== null && !(isLast && count > 0)) void ask(movePeriod(period, count));
  };
  useKeys({
    arrowleft: { text: t('statistics.earlier'), act: () => move(-1) },
    arrowright: { text: t('statistics.later'), act: () => move(1) },
  });
  return (
    <div className="statistics" data-view="statistics">
      <h1>{t('statistics.title')}</h1>
      {shown === null ? (
        <div id="statistics-intro" className="statistics-intro">
          <p>{t('statistics.intro')}</p>
          <Button id="statistics-show" look="primary" disabled={asking.isBusy} onClick={() => void ask(period)}>
            {asking.isBusy ? t('statistics.busy') : t('statistics.show')}
          </Button>
        </div>
      ) : (
        <PeriodBar
          period={period}
          unit={unit}
          isLast={isLast}
          isBusy={asking.isBusy}
          onUnit={(chosen) => void ask(chosen === 'year' ? yearOf(thisWeek) : thisWeek)}
          onMove={move}
        />
      )}
      <RefusalMessage id="statistics-error" refusal={asking.refusal} />
      {shown === null ? null : (
        <ScrollRegion className="statistics-scroll" label={t('statistics.title')}>
          <Dashboard statistics={shown} />
          <p className="statistics-foot">{t('statistics.at', { at: fullTime(shown.at) })}</p>
        </ScrollRegion>
      )}
      {asking.dialog}
    </div>
  );
}
