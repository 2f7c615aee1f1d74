// The fleet as a table: every column sorts, what needs a person is said in words.

import { useBranchName } from '#renderer/bridge/use-branch-name.ts';
import { ageText } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import {
  type Fleet,
  type FleetColumn,
  type FleetEntry,
  fleetColumns,
  fleetStateOf,
  warningsOf,
} from '#src/domain/devices/fleet.ts';

export type Decision = 'approve' | 'revoke' | 'replace' | 'held';

/** What can be decided about a workstation now. */
function decisionsOf(entry: FleetEntry): readonly Decision[] {
  const held: readonly Decision[] = entry.held > 0 ? ['held'] : [];
  switch (entry.state) {
    case 'waiting':
      return ['approve', 'revoke'];
    case 'active':
      return ['replace', 'revoke'];
    case 'revoked':
    case 'retired':
      return entry.replacedBy === null ? [...held, 'replace'] : held;
  }
}

interface RowProps {
  readonly fleet: Fleet;
  readonly entry: FleetEntry;
  readonly onDecide: (decision: Decision, entry: FleetEntry) => void;
}

function FleetRow({ fleet, entry, onDecide }: RowProps) {
  const { t } = useTexts();
  const branchName = useBranchName();
  const { status, reason } = entry;
  const state = fleetStateOf(fleet, entry);
  const unknown = t('fleet.unknown');
  const since = (instant: string) => ageText(t, Math.max(0, Date.parse(fleet.at) - Date.parse(instant)));
  const oldest = status?.oldestPendingSeconds ?? null;
  return (
    <tr data-device-id={entry.deviceId} data-state={state} data-warnings={warningsOf(fleet, entry).join(' ')}>
      <th scope="row">
        {entry.name}
        <small className="code">
          {entry.receiptPrefix} · {entry.deviceId.slice(0, 8)}
        </small>
      </th>
      <td>{branchName(entry.branchId)}</td>
      <td>
        {t(`fleet.states.${state}`)}
        {reason === null ? null : <small>{t(`fleet.reasons.${reason}`)}</small>}
        {warningsOf(fleet, entry).map((warning) => (
          <small key={warning} className="fleet-warning">
            {t(`fleet.warnings.${warning}`)}
          </small>
        ))}
      </td>
      <td className="nowrap">{t('fleet.ago', { age: since(entry.lastSeenAt) })}</td>
      <td className="number">{status?.pending ?? unknown}</td>
      <td className="nowrap">{oldest === null ? unknown : ageText(t, oldest * 1_000)}</td>
      <td>{status?.appVersion ?? unknown}</td>
      <td>{status === null ? unknown : t('fleet.key', { backend: status.key.backend, days: status.key.ageDays })}</td>
      <td className="number">{status?.freeMebibytes ?? unknown}</td>
      <td>
        {decisionsOf(entry).map((decision) => (
          <Button
            key={decision}
            className={`fleet-${decision}`}
            aria-label={`${t(`fleet.acts.${decision}`)} ${entry.name}`}
            onClick={() => onDecide(decision, entry)}
          >
            {t(`fleet.acts.${decision}`)}
          </Button>
        ))}
      </td>
    </tr>
  );
}

interface TableProps {
  readonly fleet: Fleet;
  readonly entries: readonly FleetEntry[];
  readonly sort: { readonly column: FleetColumn | null; readonly isDescending: boolean };
  readonly onSort: (column: FleetColumn) => void;
  readonly onDecide: RowProps['onDecide'];
}

export function FleetTable({ fleet, entries, sort, onSort, onDecide }: TableProps) {
  const { t } = useTexts();
  const direction = sort.isDescending ? 'descending' : 'ascending';
  return (
    <table className="fleet-table">
      <thead>
        <tr>
          {fleetColumns.map((column) => (
            <th key={column} scope="col" aria-sort={sort.column === column ? direction : undefined}>
              <button type="button" id={`fleet-sort-${column}`} className="fleet-sort" onClick={() => onSort(column)}>
                {t(`fleet.columns.${column}`)}
              </button>
            </th>
          ))}
          <th scope="col">{t('fleet.action')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <FleetRow key={entry.deviceId} fleet={fleet} entry={entry} onDecide={onDecide} />
        ))}
      </tbody>
    </table>
  );
}
