import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { ListedRecord } from '#src/domain/reading/schema.ts';
import '#renderer/ui/list-table.css';

const columns = ['reference', 'state', 'service', 'branch', 'submittedAt', 'receivedAt'] as const;

interface RecordListProps {
  readonly items: readonly ListedRecord[];
  readonly nameOf: (kind: 'branch' | 'service', id: string) => string;
  readonly onOpen: (record: ListedRecord) => void;
}

/** References only: whoever has to know the person opens a class for a purpose. */
export function RecordList({ items, nameOf, onOpen }: RecordListProps) {
  const { t } = useTexts();
  return (
    <table className="list-table central-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`reading.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((record) => (
          <tr key={record.recordId} data-record-id={record.recordId} data-state={record.state}>
            <td className="nowrap">
              <button type="button" className="central-open" onClick={() => onOpen(record)}>
                {record.recordId.slice(0, 8)}
                <span className="visually-hidden"> {t('reading.open')}</span>
              </button>
              <small>{t('reading.position', { position: record.position })}</small>
            </td>
            <td>
              {t(`reading.states.${record.state}`)}
              {record.reason === null ? null : <small>{t(`verification.reasons.${record.reason}`)}</small>}
              {record.revision > 1 ? <small>{t('reading.revision', { revision: record.revision })}</small> : null}
            </td>
            <td>{nameOf('service', record.serviceId)}</td>
            <td>{nameOf('branch', record.branchId)}</td>
            <td className="nowrap">{fullTime(record.submittedAt)}</td>
            <td className="nowrap">{fullTime(record.receivedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
