// The same document met again (R1.2): side by side, masked, never a block. The clerk looks at the person and says which it is.
import { clockTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import { useNow } from '#renderer/ui/now.ts';
import type { SameDocument } from '#src/contract/ipc/registration.ts';
import './same-document.css';

const columns = ['person', 'service', 'at', 'by', 'state'] as const;

interface SameDocumentPanelProps {
  readonly items: readonly SameDocument[];
  readonly isAcknowledged: boolean;
  readonly onAcknowledge: () => void;
  readonly onGoBack: () => void;
}

export function SameDocumentPanel({ items, isAcknowledged, onAcknowledge, onGoBack }: SameDocumentPanelProps) {
  const { t, local } = useTexts();
  const nowMs = useNow(60_000);
  useKeys(items.length > 0 && !isAcknowledged ? { s: onAcknowledge } : {});
  if (items.length === 0) return null;
  if (isAcknowledged) {
    return (
      <p id="same-document-done" className="same-document-done" role="status">
        {t('sameDocument.confirmed')}
      </p>
    );
  }
  return (
    <section className="same-document" id="same-document" role="status" aria-labelledby="same-document-title">
      <h2 id="same-document-title">{t('sameDocument.title')}</h2>
      <p>{t('sameDocument.text')}</p>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`sameDocument.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.registrationId} data-same={item.registrationId} data-state={item.state}>
              <td>
                {item.maskedName}
                <small>{item.maskedDocumentNumber}</small>
              </td>
              <td>{local(item.serviceName)}</td>
              <td>{clockTime(item.at, nowMs)}</td>
              <td>{item.isOwn ? t('sameDocument.own') : item.byName}</td>
              <td>{item.state === 'draft' ? t('sameDocument.draft') : t(`queue.states.${item.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="actions">
        <Button id="same-document-confirm" keyName="S" onClick={onAcknowledge}>
          {t('sameDocument.confirm')}
        </Button>
        <Button id="same-document-back" look="quiet" onClick={onGoBack}>
          {t('sameDocument.goBack')}
        </Button>
      </div>
    </section>
  );
}
