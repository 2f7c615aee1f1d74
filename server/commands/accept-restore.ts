// `accept-restore`: after `restore`, a person answers for what was lost (R4.5). Workstations and the witness check the statement; then the
// alarm becomes a notice, and workstations send again what the server does not have any more.
import { readFileSync } from 'node:fs';
import { Stop } from '#server/kernel/stop.ts';
import { type Restoration, restorationReasons } from '#src/domain/audit/restoration.ts';
import { openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';
import { writeWhole } from './write-whole.ts';

export const acceptRestoreUsage = `accept-restore --data DIR --by STAFF-ID --reason ${restorationReasons.join('|')} [--known CHECKPOINT-FILE] [--out FILE]`;

function readReason(text: string): Restoration['reason'] {
  const reason = restorationReasons.find((known) => known === text);
  if (reason === undefined) throw new Stop('command/usage', `Usage: ${acceptRestoreUsage}`);
  return reason;
}

export async function runAcceptRestore(args: readonly string[]): Promise<void> {
  const options = {
    by: { type: 'string' },
    reason: { type: 'string' },
    known: { type: 'string' },
    out: { type: 'string' },
  } as const;
  const values = readOptions(args, options, acceptRestoreUsage);
  const data = requireOption(values.data, acceptRestoreUsage);
  const acceptedBy = requireOption(values.by, acceptRestoreUsage);
  const reason = readReason(requireOption(values.reason, acceptRestoreUsage));
  const lost = values.known === undefined ? null : readFileSync(values.known, 'utf8');
  const foundation = await openFoundation(data, values['passphrase-file']);
  await withOrganisation(foundation, async ({ restorations }) => {
    const { document, isNew } = await restorations.accept({ acceptedBy, reason, lost });
    if (values.out !== undefined) writeWhole(values.out, `${JSON.stringify(document)}\n`);
    const { restorationId, lastPosition, acceptedAt } = JSON.parse(document.body);
    process.stdout.write(`${JSON.stringify({ accepted: restorationId, lastPosition, acceptedAt, isNew })}\n`);
  });
}
