import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';

interface DiscardDialogProps {
  readonly isBusy: boolean;
  readonly onCancel: () => void;
  readonly onDiscard: () => void;
}

/** A draft may be days of work, and of several people: dropping it is asked, and keeping it comes first and so has the focus. */
export function DiscardDialog({ isBusy, onCancel, onDiscard }: DiscardDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog
      title={t('design.discarding.title')}
      onCancel={onCancel}
      actions={
        <>
          <Button id="design-discard-cancel" look="primary" keyName="Esc" onClick={onCancel}>
            {t('design.discarding.cancel')}
          </Button>
          <Button id="design-discard-confirm" disabled={isBusy} onClick={onDiscard}>
            {t('design.discarding.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('design.discarding.text')}</p>
    </Dialog>
  );
}
