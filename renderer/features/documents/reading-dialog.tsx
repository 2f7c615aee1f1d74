import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { DocumentReading } from '#src/domain/documents/reading.ts';
import { groupDocumentNumber } from '#src/domain/identity/documents.ts';
import './documents.css';

interface ReadingDialogProps {
  /** Null: the reader is still waiting for the document. */
  readonly reading: DocumentReading | null;
  readonly onTake: () => void;
  readonly onLeave: () => void;
}

/** What a reader said, for the clerk to compare with the document before it is taken. Escape leaves everything as it was. */
export function ReadingDialog({ reading, onTake, onLeave }: ReadingDialogProps) {
  const { t } = useTexts();
  if (reading === null) {
    const cancel = (
      <Button id="reading-cancel" keyName="Esc" autoFocus onClick={onLeave}>
        {t('reader.cancel')}
      </Button>
    );
    return (
      <Dialog title={t('reader.waiting')} onCancel={onLeave} actions={cancel}>
        <p role="status" aria-busy="true" id="reading-waiting">
          {t('reader.waitingText')}
        </p>
        <progress className="reading-progress" aria-label={t('reader.waiting')} />
      </Dialog>
    );
  }
  const rows = [
    ['name', reading.name],
    ['type', t(`documentTypes.${reading.documentType}`)],
    ['number', groupDocumentNumber(reading.documentType, reading.documentNumber)],
    ['address', reading.address],
  ] as const;
  const actions = (
    <>
      <Button id="reading-leave" keyName="Esc" onClick={onLeave}>
        {t('reader.leave')}
      </Button>
      <Button id="reading-take" look="primary" keyName="Enter" autoFocus onClick={onTake}>
        {t('reader.take')}
      </Button>
    </>
  );
  return (
    <Dialog title={t('reader.title')} onCancel={onLeave} actions={actions}>
      <p>{t('reader.text')}</p>
      <dl className="reading" id="reading">
        {rows
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name} data-read={name}>
              <dt>{t(`reader.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Dialog>
  );
}
