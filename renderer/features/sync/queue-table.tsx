import { useRef } from 'react';
import { ageText, clockTime } from '#renderer/i18n/formats.ts';
import { refusalText } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import type { QueueItem } from '#src/contract/ipc/sync.ts';
import { RecordState } from './record-state.tsx';
import '#renderer/ui/list-table.css';

const columns = ['state', 'subject', 'service', 'submittedAt', 'attempts', 'lastError', 'nextTry', 'receipt', 'action'] as const;

/** The table is renewed every five seconds; counting down below that would be a pretence. */
const soonMs = 5_000;

interface QueueRowProps {
  readonly item: QueueItem;
  readonly nowMs: number;
  readonly onOpen: (item: QueueItem) => void;
}

function QueueRow({ item, nowMs, onOpen }: QueueRowProps) {
  const { t, local } = useTexts();
  const { receipt, lastError, nextTryAt } = item;
  const isWaiting = item.state === 'waiting';
  const untilNextMs = nextTryAt === null ? 0 : Date.parse(nextTryAt) - nowMs;
  const nextTry = untilNextMs > soonMs ? t('queue.in', { age: ageText(t, untilNextMs) }) : t('queue.soon');
  return (
    <tr
      data-record-id={item.recordId}
      data-revision={item.revision}
      data-state={item.state}
      data-exported={item.exported ?? undefined}
      data-receipt-position={receipt?.position}
      data-receipt-hash={receipt?.contentHash}
      data-receipt-received-at={receipt?.receivedAt}
    >
      <td>
        <RecordState item={item} />
        {isWaiting ? <small>{t('queue.waitingFor', { age: ageText(t, nowMs - Date.parse(item.submittedAt)) })}</small> : null}
        {item.exported === null ? null : <small>{t('media.exported', { number: item.exported })}</small>}
      </td>
      <td className="nowrap">
        {item.maskedName}
        <small>{item.maskedDocumentNumber}</small>
      </td>
      <td className="queue-service">{local(item.serviceName)}</td>
      <td className="nowrap">
        {clockTime(item.submittedAt, nowMs)}
        <small>{t('queue.by', { name: item.capturedBy })}</small>
      </td>
      <td className="number">{item.attempts}</td>
      <td className="queue-reason">
        {lastError === null ? (
          t('queue.none')
        ) : (
          <>
            <span>{refusalText(t, lastError)}</span>
            <small className="code">{lastError.code}</small>
          </>
        )}
      </td>
      <td className="nowrap">{isWaiting ? nextTry : t('queue.none')}</td>
      <td className="number">{receipt === null ? t('queue.none') : receipt.position}</td>
      <td className="queue-action">
        <Button
          className="queue-open"
          aria-label={`${t(`queueActions.${item.state}`)} ${item.maskedName}`}
          onClick={() => onOpen(item)}
        >
          {t(`queueActions.${item.state}`)}
        </Button>
      </td>
    </tr>
  );
}

interface QueueTableProps {
  readonly items: readonly QueueItem[];
  readonly nowMs: number;
  readonly onOpen: (item: QueueItem) => void;
}

/** The queue as a table; names and numbers arrive masked. */
export function QueueTable({ items, nowMs, onOpen }: QueueTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  // Arrows go from row to row by their action; Enter presses it, as on every button.
  const move = (step: 1 | -1) => {
    const actions = [...(body.current?.querySelectorAll<HTMLElement>('.queue-open') ?? [])];
    const focused = document.activeElement;
    const at = focused instanceof HTMLElement ? actions.indexOf(focused) : -1;
    const next = at === -1 ? 0 : Math.min(actions.length - 1, Math.max(0, at + step));
    actions[next]?.focus();
  };
  useKeys({ arrowdown: () => move(1), arrowup: () => move(-1) });
  const { t } = useTexts();
  return (
    <table className="list-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" className={column === 'attempts' || column === 'receipt' ? 'number' : undefined}>
              {t(`queue.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {items.map((item) => (
          <QueueRow key={item.sequence} item={item} nowMs={nowMs} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}
