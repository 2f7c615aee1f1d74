// `backup-keys` and `restore-keys`: the key ring, apart from the data. The file is age: for a passphrase, or for a recipient whose
// identity lies in a safe.
import { readFileSync } from 'node:fs';
import { unpackKeys } from '#server/kernel/backup/key-file.ts';
import { Stop } from '#server/kernel/stop.ts';
import { ageRecipient } from '#src/domain/organisation/schema.ts';
import { openBytesFrom, sealBytesFor } from '#src/node/sealed-file/age.ts';
import { layoutOf, openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';
import { readPassphrase } from './passphrase.ts';

export const backupKeysUsage =
  'backup-keys --data DIR --to DIR (--recipient age1… | --backup-passphrase-file F) [--same-device] [--passphrase-file F]';
export const restoreKeysUsage = 'restore-keys --data NEW-DIR --file F (--identity-file F | --backup-passphrase-file F)';

function backupPassphrase(root: string, file: string | undefined): string {
  const variable = 'COUNTERSIGN_KEY_BACKUP_PASSPHRASE';
  return readPassphrase({ what: 'key-backup', variable, option: '--backup-passphrase-file', file }, root);
}

function requireRecipient(text: string): string {
  if (ageRecipient.safeParse(text).success) return text;
  throw new Stop('command/usage', `Usage: ${backupKeysUsage}`);
}

/** With a passphrase what was sealed is opened again at once; for a recipient nobody here can. */
function sealer(root: string, recipient: string | undefined, file: string | undefined) {
  if (recipient !== undefined) {
    const to = { recipient: requireRecipient(recipient) };
    return (bytes: Uint8Array) => sealBytesFor(bytes, to);
  }
  const passphrase = backupPassphrase(root, file);
  return async (bytes: Uint8Array) => {
    const sealed = await sealBytesFor(bytes, { passphrase });
    const opened = await openBytesFrom(sealed, { passphrase });
    if (opened === null || !Buffer.from(opened).equals(bytes)) throw new Error('the sealed keys do not open');
    return sealed;
  };
}

export async function runBackupKeys(args: readonly string[]): Promise<void> {
  const options = {
    to: { type: 'string' },
    recipient: { type: 'string' },
    'backup-passphrase-file': { type: 'string' },
    'same-device': { type: 'boolean' },
  } as const;
  const values = readOptions(args, options, backupKeysUsage);
  const data = requireOption(values.data, backupKeysUsage);
  const folder = requireOption(values.to, backupKeysUsage);
  const seal = sealer(layoutOf(data).root, values.recipient, values['backup-passphrase-file']);
  const foundation = await openFoundation(data, values['passphrase-file']);
  await withOrganisation(foundation, async ({ keyBackups, configuration }) => {
    const { file, removed } = await keyBackups.make({ folder, seal, mayShareDevice: values['same-device'] === true });
    const { erasureHorizonDays } = (await configuration.newest()).body.policy;
    process.stdout.write(`${JSON.stringify({ keys: file, removed, erasureHorizonDays })}\n`);
  });
}

export async function runRestoreKeys(args: readonly string[]): Promise<void> {
  const options = {
    file: { type: 'string' },
    'identity-file': { type: 'string' },
    'backup-passphrase-file': { type: 'string' },
  } as const;
  const values = readOptions(args, options, restoreKeysUsage);
  const layout = layoutOf(requireOption(values.data, restoreKeysUsage));
  const sealed = readFileSync(requireOption(values.file, restoreKeysUsage));
  const identityFile = values['identity-file'];
  const by =
    identityFile === undefined
      ? { passphrase: backupPassphrase(layout.root, values['backup-passphrase-file']) }
      : { identity: readFileSync(identityFile, 'utf8').trim() };
  const opened = await openBytesFrom(sealed, by);
  if (opened === null) {
    throw new Stop(
      'keys/passphrase-wrong',
      'The backup of the keys does not open: another passphrase or identity, or it is damaged.',
    );
  }
  const { madeAt, organisationId, files } = unpackKeys(layout, Buffer.from(opened).toString('utf8'));
  process.stdout.write(`${JSON.stringify({ restoredKeys: Object.keys(files), organisationId, madeAt })}\n`);
}
