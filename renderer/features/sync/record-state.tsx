import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { QueueItem } from '#src/contract/ipc/sync.ts';
import './sync.css';

const signs = { waiting: '◷', synced: '✓', quarantined: '!', superseded: '↻', 'set-aside': '–' } as const;

/** The word for a record's state. 已同步 only stands beside a verified receipt, whatever else the row says (S4). */
export function RecordState({ item }: { readonly item: Pick<QueueItem, 'state' | 'receipt'> }) {
  const { t } = useTexts();
  const state = item.state === 'synced' && item.receipt === null ? 'waiting' : item.state;
  return (
    <span className={`state state-${state}`} data-state={state}>
      <span aria-hidden="true">{signs[state]}</span>
      {t(`queue.states.${state}`)}
    </span>
  );
}
