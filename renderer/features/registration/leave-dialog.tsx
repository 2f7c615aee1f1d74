import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';

interface LeaveDialogProps {
  readonly onStay: () => void;
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
}

/** Asks before an unsubmitted registration is left: kept for later, or dropped. Escape and Enter stay. */
export function LeaveDialog({ onStay, onKeep, onDiscard }: LeaveDialogProps) {
  const { t } = useTexts();
  const actions = (
    <>
      <Button id="leave-discard" onClick={onDiscard}>
        {t('leave.discard')}
      </Button>
      <Button id="leave-keep" onClick={onKeep}>
        {t('leave.keep')}
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
