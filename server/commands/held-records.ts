// `held-records`: records that came out of a workstation after its end. Without a decision it lists those that wait; nothing a subject
// said is in the list.
import type { Organisation } from '#server/app/organisation.ts';
import { Stop } from '#server/kernel/stop.ts';
import { acceptingReasons, heldReason, isReasonFor, rejectingReasons } from '#src/domain/devices/held.ts';
import { requireWho } from './administrator.ts';
import { openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';

export const heldRecordsUsage = `held-records --data DIR --device ID [--record CONTENT-HASH|all --accept|--reject --by STAFF-NUMBER --reason ${[...acceptingReasons, ...rejectingReasons].join('|')}] [--passphrase-file F]`;

const table = {
  device: { type: 'string' },
  record: { type: 'string' },
  accept: { type: 'boolean' },
  reject: { type: 'boolean' },
  by: { type: 'string' },
  reason: { type: 'string' },
} as const;

type Given = ReturnType<typeof readOptions<typeof table>>;

async function decide(organisation: Organisation, device: string, values: Given): Promise<void> {
  const { held } = organisation;
  if (values.accept === true && values.reject === true) throw new Stop('command/usage', 'Either --accept or --reject.');
  const record = requireOption(values.record, heldRecordsUsage);
  const reason = heldReason.safeParse(requireOption(values.reason, heldRecordsUsage));
  const decision = values.accept === true ? 'accepted' : 'rejected';
  if (!reason.success || !isReasonFor(decision, reason.data)) {
    const fitting = decision === 'accepted' ? acceptingReasons : rejectingReasons;
    throw new Stop('command/usage', `--reason is one of: ${fitting.join(', ')}.`);
  }
  const actorId = await requireWho(organisation, requireOption(values.by, heldRecordsUsage));
  const all = (await held.list(device)).map(({ contentHash }) => contentHash);
  await held.decide(device, record === 'all' ? all : [record], { decision, reason: reason.data, actorId });
}

export async function runHeldRecords(args: readonly string[]): Promise<void> {
  const values = readOptions(args, table, heldRecordsUsage);
  const device = requireOption(values.device, heldRecordsUsage);
  const foundation = await openFoundation(requireOption(values.data, heldRecordsUsage), values['passphrase-file']);
  await withOrganisation(foundation, async (organisation) => {
    if (values.accept === true || values.reject === true) await decide(organisation, device, values);
    for (const one of await organisation.held.list(device)) process.stdout.write(`${JSON.stringify(one)}\n`);
  });
}
