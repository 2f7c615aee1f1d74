// The organisation's workstations, for IT administrators who can reach the server (S7). Each look asks for the passphrase: nothing of the
// fleet is kept here, and what is shown says of when it is.
import { useState } from 'react';
import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { saveText } from '#renderer/ui/hand-over.ts';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import {
  type Fleet,
  type FleetColumn,
  type FleetEntry,
  type FleetState,
  fleetCsv,
  fleetStateOf,
  fleetStates,
  sortFleet,
  warningsOf,
} from '#src/domain/devices/fleet.ts';
import type { HeldRecord } from '#src/domain/devices/held.ts';
import { ActDialog, type Answered } from './act-dialog.tsx';
import { ApproveDialog, HeldDialog, ReplaceDialog, RevokeDialog } from './decision-dialog.tsx';
import { type Decision, FleetTable } from './fleet-table.tsx';
import './devices.css';

type Filter = FleetState | 'all' | 'warnings';
const filters: readonly Filter[] = ['all', 'warnings', ...fleetStates];

function isShown(fleet: Fleet, entry: FleetEntry, filter: Filter): boolean {
  if (filter === 'warnings') return warningsOf(fleet, entry).length > 0;
  return filter === 'all' || fleetStateOf(fleet, entry) === filter;
}

interface Deciding {
  readonly decision: Decision;
  readonly entry: FleetEntry;
  readonly held: readonly HeldRecord[] | null;
}

interface DecidingProps {
  readonly deciding: Deciding;
  readonly fleet: Fleet;
  readonly onCancel: () => void;
  readonly onDone: (answered: Answered) => void;
}

function DecisionDialog({ deciding: { decision, entry, held }, fleet, ...rest }: DecidingProps) {
  const candidates = fleet.entries.filter(
    (one) =>
      one.state === 'active' && one.branchId === entry.branchId && one.replaces === null && one.deviceId !== entry.deviceId,
  );
  switch (decision) {
    case 'approve':
      return <ApproveDialog entry={entry} {...rest} />;
    case 'revoke':
      return <RevokeDialog entry={entry} {...rest} />;
    case 'replace':
      return <ReplaceDialog entry={entry} candidates={candidates} {...rest} />;
    case 'held':
      return <HeldDialog entry={entry} held={held} {...rest} />;
  }
}

export function FleetPage() {
  const { t } = useTexts();
  const [fleet, setFleet] = useState<Fleet | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [filter, setFilter] = useState<Filter>('all');
  const [sort, setSort] = useState<{ readonly column: FleetColumn | null; readonly isDescending: boolean }>({
    column: null,
    isDescending: false,
  });
  const entries =
    fleet === null
      ? []
      : sortFleet(fleet, fleet.entries, sort.column, sort.isDescending).filter((entry) => isShown(fleet, entry, filter));
  const done = (answered: Answered) => {
    setFleet(answered.fleet);
    setAsking(false);
    // The records that were asked for are decided about in the same place.
    const isListed = deciding !== null && answered.held !== null && answered.held.length > 0;
    setDeciding(isListed ? { ...deciding, held: answered.held } : null);
  };
  return (
    <div className="fleet" data-view="devices">
      <div className="actions">
        <h1>{t('fleet.title')}</h1>
        <span className="actions-apart">
          <Button id="fleet-show" look={fleet === null ? 'primary' : 'plain'} onClick={() => setAsking(true)}>
            {fleet === null ? t('fleet.show') : t('fleet.refresh')}
          </Button>
          <Button
            id="fleet-export"
            disabled={entries.length === 0}
            onClick={() => fleet !== null && saveText(fleetCsv(fleet, entries), 'fleet.csv', 'text/csv')}
          >
            {t('fleet.export')}
          </Button>
        </span>
      </div>
      {fleet === null ? (
        <p id="fleet-empty">{t('fleet.intro')}</p>
      ) : (
        <>
          <div className="fleet-bar">
            <label htmlFor="fleet-filter">{t('fleet.filter')}</label>
            <select
              id="fleet-filter"
              className="input"
              value={filter}
              onChange={(event) => setFilter(filters.find((one) => one === event.target.value) ?? 'all')}
            >
              {filters.map((one) => (
                <option key={one} value={one}>
                  {t(`fleet.filters.${one}`, { count: fleet.entries.filter((entry) => isShown(fleet, entry, one)).length })}
                </option>
              ))}
            </select>
            <span id="fleet-at">{t('fleet.at', { at: fullTime(fleet.at) })}</span>
          </div>
          {entries.length === 0 ? (
            <p id="fleet-none">{t('fleet.none')}</p>
          ) : (
            <ScrollRegion label={t('fleet.title')} className="fleet-scroll">
              <FleetTable
                fleet={fleet}
                entries={entries}
                sort={sort}
                onSort={(column) => setSort({ column, isDescending: sort.column === column && !sort.isDescending })}
                onDecide={(decision, entry) => setDeciding({ decision, entry, held: null })}
              />
            </ScrollRegion>
          )}
        </>
      )}
      {isAsking ? (
        <ActDialog
          title={t('fleet.showTitle')}
          confirm={t('fleet.show')}
          act={{ kind: 'show' }}
          onCancel={() => setAsking(false)}
          onDone={done}
        >
          <p>{t('fleet.showText')}</p>
        </ActDialog>
      ) : null}
      {deciding === null || fleet === null ? null : (
        <DecisionDialog
          key={deciding.held === null ? 'asked' : 'listed'}
          deciding={deciding}
          fleet={fleet}
          onCancel={() => setDeciding(null)}
          onDone={done}
        />
      )}
    </div>
  );
}
