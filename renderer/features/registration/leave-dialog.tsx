import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';

/** Asks before an unsubmitted registration is dropped. Escape and Enter stay. */
export function LeaveDialog({ onStay, onDiscard }: { readonly onStay: () => void; readonly onDiscard: () => void }) {
  const { t } = useTexts();
  const actions = (
    <>
      <Button id="leave-discard" onClick={onDiscard}>
        {t('leave.discard')}
      </Button>
      <Button id="leave-stay" look="primary" autoFocus onClick={onStay}>
        {t('leave.stay')}
      </Button>
    </>
  );
  return (
    <Dialog title={t('leave.title')} onCancel={onStay} actions={actions}>
      <p>{t('leave.text')}</p>
    </Dialog>
  );
}
