// `fleet`: every workstation with what it last told of itself, what needs a person first; as a table for people, as JSON, or for a spreadsheet.
import { type Fleet, type FleetEntry, fleetCsv, fleetStateOf, sortFleet, warningsOf } from '#src/domain/devices/fleet.ts';
import { openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';

export const fleetUsage = 'fleet --data DIR [--json|--csv] [--passphrase-file F]';

const headings = ['NAME', 'BRANCH', 'STATE', 'LAST SEEN', 'PENDING', 'OLDEST', 'VERSION', 'KEY', 'FREE', 'WARNINGS', 'DEVICE'];

/** Minutes, hours or days, whichever says it shortest. */
function span(seconds: number): string {
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} d`;
}

function lineOf(fleet: Fleet, entry: FleetEntry): readonly string[] {
  const { status } = entry;
  const oldest = status?.oldestPendingSeconds ?? null;
  const free = status?.freeMebibytes ?? null;
  return [
    entry.name,
    entry.branchId,
    fleetStateOf(fleet, entry) + (entry.reason === null ? '' : ` (${entry.reason})`),
    entry.lastSeenAt.slice(0, 16).replace('T', ' '),
    status === null ? '-' : String(status.pending),
    oldest === null ? '-' : span(oldest),
    status?.appVersion ?? '-',
    status === null ? '-' : `${status.key.backend}, ${status.key.ageDays} d`,
    free === null ? '-' : `${free} MiB`,
    warningsOf(fleet, entry).join(' ') || '-',
    entry.deviceId,
  ];
}

/** Chinese characters take two columns of a terminal. */
function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2E80-\uFFEF]/u.test(character) ? 2 : 1), 0);
}

export function fleetTable(fleet: Fleet): string {
  const lines = [headings, ...sortFleet(fleet, fleet.entries, null).map((entry) => lineOf(fleet, entry))];
  const widths = headings.map((_heading, column) => Math.max(...lines.map((line) => width(line[column] ?? ''))));
  const written = lines.map((line) =>
    line
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
  return `${written.join('\n')}\n`;
}

export async function runFleet(args: readonly string[]): Promise<void> {
  const values = readOptions(args, { json: { type: 'boolean' }, csv: { type: 'boolean' } } as const, fleetUsage);
  const foundation = await openFoundation(requireOption(values.data, fleetUsage), values['passphrase-file']);
  const fleet = await withOrganisation(foundation, (organisation) => organisation.fleet.show());
  if (values.json === true) process.stdout.write(`${JSON.stringify(fleet)}\n`);
  else process.stdout.write(values.csv === true ? fleetCsv(fleet, sortFleet(fleet, fleet.entries, null)) : fleetTable(fleet));
}
