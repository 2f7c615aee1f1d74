import { useQueryClient } from '@tanstack/react-query';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';

/** The way out of a damaged or missing database that has a snapshot: nothing is given up by it, so nobody has to allow it. */
export function RestorePanel() {
  const { t } = useTexts();
  const restore = useAct('startup.restore');
  const client = useQueryClient();
  const start = async () => {
    const answer = await restore.run({});
    if (answer?.ok) client.setQueryData(['startup.status', {}], answer.value);
  };
  return (
    <section className="recovery" aria-label={t('restore.label')}>
      <p>{t('restore.text')}</p>
      <div className="actions">
        <Button id="restore-start" look="primary" autoFocus disabled={restore.isBusy} onClick={() => void start()}>
          {t('restore.start')}
        </Button>
        <span role="status">{restore.isBusy ? t('restore.busy') : t('restore.note')}</span>
      </div>
      <RefusalMessage id="restore-error" refusal={restore.refusal} />
    </section>
  );
}
