// What the figures mean: whether they agree, why records were refused, what came late, what still waits.
import type { TFunction } from 'i18next';
import { fullTime } from '#renderer/i18n/formats.ts';
import { refusalText } from '#renderer/i18n/refusal-text.ts';
import { unaccounted } from '#src/domain/reconciliation/rules.ts';
import type { DayReport } from '#src/domain/reconciliation/schema.ts';

interface RemarksProps {
  readonly report: DayReport;
  readonly t: TFunction;
}

/** One line, checked by the program: every captured record is somewhere, or how many are not. */
export function Agreement({ report, t }: RemarksProps) {
  const difference = unaccounted(report.total);
  if (difference === 0) {
    return (
      <p className="day-agrees" data-difference={0}>
        <span aria-hidden="true">✓ </span>
        {t('day.agrees', { ...report.total })}
      </p>
    );
  }
  const name = difference > 0 ? 'missing' : 'surplus';
  return (
    <p className="day-differs" role="alert" data-difference={difference}>
      {t(`day.${name}`, { count: Math.abs(difference) })}
    </p>
  );
}

/** What happened on days after they were signed. */
function Late({ report: { late }, t }: RemarksProps) {
  if (late.length === 0) return null;
  return (
    <section data-late={late.length}>
      <h3>{t('day.late')}</h3>
      <ul>
        {late.map(({ day, figures }) => (
          <li key={day}>{t('day.lateDay', { day, ...figures })}</li>
        ))}
      </ul>
    </section>
  );
}

export function Remarks({ report, t }: RemarksProps) {
  const { refusedBy, queue } = report;
  return (
    <div className="day-remarks">
      <p>
        {t('day.queue', { ...queue })}
        {queue.oldestPendingAt === null ? '' : ` · ${t('day.oldest', { time: fullTime(queue.oldestPendingAt) })}`}
      </p>
      {refusedBy.length === 0 ? null : (
        <section>
          <h3>{t('day.refusedBy')}</h3>
          <ul>
            {refusedBy.map(({ code, count }) => (
              <li key={code}>
                {t('day.times', { count })} · {refusalText(t, { code, params: {} })} <small>{code}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Late report={report} t={t} />
    </div>
  );
}

/** Of one clerk's own figures. */
export function OwnRemarks({ report, t }: RemarksProps) {
  return (
    <div className="day-remarks">
      <Late report={report} t={t} />
      <p>{t('day.own')}</p>
    </div>
  );
}
