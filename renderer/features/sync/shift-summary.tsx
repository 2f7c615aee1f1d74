import { useCall } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import './sync.css';

/** What one shift leaves to the next (S6): counts only, so that anybody may read it before signing in. */
export function ShiftSummary() {
  const { t } = useTexts();
  const { data } = useCall('sync.overview', {});
  if (data === undefined) return null;
  const { waiting, quarantined } = data;
  return (
    <section
      id="shift-summary"
      className="shift"
      aria-label={t('shift.title')}
      data-waiting={waiting}
      data-quarantined={quarantined}
    >
      <strong>{t('shift.title')}</strong>
      {waiting + quarantined === 0 ? <span>{t('shift.nothing')}</span> : null}
      {waiting > 0 ? <span>{t('shift.waiting', { count: waiting })}</span> : null}
      {quarantined > 0 ? <span className="status-attention">{t('shift.quarantined', { count: quarantined })}</span> : null}
    </section>
  );
}
