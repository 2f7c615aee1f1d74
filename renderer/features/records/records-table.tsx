import { clockTime, fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { useNow } from '#renderer/ui/now.ts';
import type { RecordListItem } from '#src/contract/ipc/records.ts';
import type { RegistrationId } from '#src/domain/registration/schema.ts';
import { MustTell } from './refusal-telling.tsx';
import { StateWord } from './state-word.tsx';
import { VerificationWord } from './verification-part.tsx';
import '#renderer/ui/contact-words.css';
import '#renderer/ui/list-table.css';

const columns = ['state', 'subject', 'service', 'submittedAt', 'receipt', 'open'] as const;

interface RowProps {
  readonly item: RecordListItem;
  readonly nowMs: number;
  readonly onOpen: (recordId: RegistrationId) => void;
}

function openUntil(item: RecordListItem, t: ReturnType<typeof useTexts>['t']): string {
  if (item.isClosed) return t('records.closed');
  return item.openUntil === null ? t('records.untilSent') : fullTime(item.openUntil).slice(0, 16);
}

function RecordRow({ item, nowMs, onOpen }: RowProps) {
  const { t, local } = useTexts();
  return (
    <tr
      data-record-id={item.recordId}
      data-state={item.state}
      data-closed={item.isClosed}
      data-receipt-position={item.receiptPosition ?? undefined}
    >
      <td>
        <StateWord state={item.state} />
        <VerificationWord state={item.verification} />
        <MustTell {...item} />
        {item.contact === 'not-asked' ? null : (
          <span className={`contact-state contact-${item.contact}`} data-contact={item.contact}>
            {t(`contact.states.${item.contact}`)}
          </span>
        )}
        {item.revision > 1 ? <small>{t('records.revision', { revision: item.revision })}</small> : null}
      </td>
      <td className="nowrap">
        <button type="button" className="records-open" onClick={() => onOpen(item.recordId)}>
          {item.maskedName === '' ? t('records.nobody') : item.maskedName}
          <span className="visually-hidden"> {t('records.open')}</span>
        </button>
        <small>{item.maskedDocumentNumber === '' ? item.recordId.slice(0, 8) : item.maskedDocumentNumber}</small>
      </td>
      <td>{local(item.serviceName)}</td>
      <td className="nowrap">
        {clockTime(item.submittedAt, nowMs)}
        <small>{t('records.by', { name: item.capturedBy })}</small>
      </td>
      <td className="number">{item.receiptPosition ?? '—'}</td>
      <td>{openUntil(item, t)}</td>
    </tr>
  );
}

interface TableProps {
  readonly items: readonly RecordListItem[];
  readonly onOpen: (recordId: RegistrationId) => void;
}

/** Names and numbers arrive masked; what is closed has none any more. */
export function RecordsTable({ items, onOpen }: TableProps) {
  const { t } = useTexts();
  const nowMs = useNow(60_000);
  return (
    <table className="list-table records-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" className={column === 'receipt' ? 'number' : undefined}>
              {t(`records.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <RecordRow key={item.sequence} item={item} nowMs={nowMs} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}
