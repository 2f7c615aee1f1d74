// `approve-device`, `revoke-device`, `replace-device`: what an administrator decides about one workstation, at the server itself. They
// work while the server runs, and asking twice changes nothing.
import type { Organisation } from '#server/app/organisation.ts';
import { Stop } from '#server/kernel/stop.ts';
import { revocationReasons } from '#src/domain/devices/standing.ts';
import { requireWho } from './administrator.ts';
import { openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';

export const approveDeviceUsage = 'approve-device --data DIR --device ID --by STAFF-NUMBER [--passphrase-file F]';
export const revokeDeviceUsage = `revoke-device --data DIR --device ID --by STAFF-NUMBER --reason ${revocationReasons.join('|')} [--passphrase-file F]`;
export const replaceDeviceUsage =
  'replace-device --data DIR --old DEVICE-ID --new DEVICE-ID --by STAFF-NUMBER [--passphrase-file F]';

interface Given {
  readonly data?: string;
  readonly by?: string;
  readonly 'passphrase-file'?: string;
}

async function decide(
  values: Given,
  usage: string,
  work: (organisation: Organisation, actorId: string) => Promise<object>,
): Promise<void> {
  const data = requireOption(values.data, usage);
  const by = requireOption(values.by, usage);
  const foundation = await openFoundation(data, values['passphrase-file']);
  await withOrganisation(foundation, async (organisation) => {
    const done = await work(organisation, await requireWho(organisation, by));
    process.stdout.write(`${JSON.stringify(done)}\n`);
  });
}

export async function runApproveDevice(args: readonly string[]): Promise<void> {
  const values = readOptions(args, { device: { type: 'string' }, by: { type: 'string' } } as const, approveDeviceUsage);
  const device = requireOption(values.device, approveDeviceUsage);
  await decide(values, approveDeviceUsage, async ({ decisions }, actorId) => {
    await decisions.approve(device, actorId);
    return { approved: device };
  });
}

export async function runRevokeDevice(args: readonly string[]): Promise<void> {
  const table = { device: { type: 'string' }, by: { type: 'string' }, reason: { type: 'string' } } as const;
  const values = readOptions(args, table, revokeDeviceUsage);
  const device = requireOption(values.device, revokeDeviceUsage);
  const named = requireOption(values.reason, revokeDeviceUsage);
  const reason = revocationReasons.find((one) => one === named);
  if (reason === undefined) throw new Stop('command/usage', `--reason is one of ${revocationReasons.join(', ')}.`);
  await decide(values, revokeDeviceUsage, async ({ decisions }, actorId) => {
    await decisions.revoke(device, reason, actorId);
    return { revoked: device };
  });
}

export async function runReplaceDevice(args: readonly string[]): Promise<void> {
  const table = { old: { type: 'string' }, new: { type: 'string' }, by: { type: 'string' } } as const;
  const values = readOptions(args, table, replaceDeviceUsage);
  const old = requireOption(values.old, replaceDeviceUsage);
  const fresh = requireOption(values.new, replaceDeviceUsage);
  await decide(values, replaceDeviceUsage, async ({ decisions }, actorId) => {
    await decisions.replace(old, fresh, actorId);
    return { replaced: old, by: fresh };
  });
}
