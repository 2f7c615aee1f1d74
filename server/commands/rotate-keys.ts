// `rotate-keys signing`, `rotate-database-key`, `rotate-class-keys`, `change-passphrase`: keys renewed (R4.2, R4.7). Each can be interrupted anywhere; the same
// command goes on.

import { changePassphrase } from '#server/kernel/keys/file-key-ring.ts';
import { Stop } from '#server/kernel/stop.ts';
import { acquireInstanceLock } from '#server/kernel/store/instance-lock.ts';
import { systemClock, systemRandomness } from '#server/kernel/system.ts';
import { rotateClassKeys, rotateDatabaseKey, rotateSigningKey } from '#server/rotate-keys.ts';
import { formatFingerprint } from '#src/domain/devices/enrolment-code.ts';
import { keyFingerprint } from '#src/node/crypto/signing.ts';
import { databaseUrl, layoutOf, openFoundation, operationPassphrase, readOptions, requireOption } from './options.ts';
import { readPassphrase } from './passphrase.ts';

export const rotateDatabaseKeyUsage = 'rotate-database-key --data DIR [--passphrase-file F]   (the server is stopped first)';
export const rotateClassKeysUsage = 'rotate-class-keys --data DIR [--passphrase-file F] [--class-passphrase-file F]';
export const rotateKeysUsage =
  'rotate-keys signing --data DIR [--emergency] [--passphrase-file F]   (the server is stopped first; --emergency: the old key is in wrong hands)';
export const changePassphraseUsage =
  'change-passphrase --data DIR --ring operation|classes [--passphrase-file F] [--class-passphrase-file F] [--new-passphrase-file F]';

const classOption = { 'class-passphrase-file': { type: 'string' } } as const;

function classPassphrase(root: string, file: string | undefined): string {
  const variable = 'COUNTERSIGN_CLASS_PASSPHRASE';
  return readPassphrase({ what: 'class-key', variable, option: '--class-passphrase-file', file }, root);
}

export async function runRotateDatabaseKey(args: readonly string[]): Promise<void> {
  const values = readOptions(args, {}, rotateDatabaseKeyUsage);
  const layout = layoutOf(requireOption(values.data, rotateDatabaseKeyUsage));
  const passphrase = operationPassphrase(layout.root, values['passphrase-file']);
  const foundation = { layout, clock: systemClock, randomness: systemRandomness, databaseUrl: databaseUrl() };
  const lock = acquireInstanceLock(layout.lock);
  try {
    const { keyId } = await rotateDatabaseKey(foundation, passphrase);
    process.stdout.write(`${JSON.stringify({ databaseKey: keyId })}\n`);
  } finally {
    lock.release();
  }
}

export async function runRotateClassKeys(args: readonly string[]): Promise<void> {
  const values = readOptions(args, classOption, rotateClassKeysUsage);
  const foundation = await openFoundation(requireOption(values.data, rotateClassKeysUsage), values['passphrase-file']);
  const rotated = await rotateClassKeys(foundation, classPassphrase(foundation.layout.root, values['class-passphrase-file']));
  process.stdout.write(`${JSON.stringify({ configurationVersion: rotated.version, classKeys: rotated.classes })}\n`);
  process.stderr.write('Back the keys up now (backup-keys): what is sealed from here on opens with nothing older.\n');
}

export async function runRotateKeys(args: readonly string[]): Promise<void> {
  const [which, ...rest] = args;
  if (which !== 'signing') throw new Stop('command/usage', `Usage: ${rotateKeysUsage}`);
  const values = readOptions(rest, { emergency: { type: 'boolean' } } as const, rotateKeysUsage);
  const layout = layoutOf(requireOption(values.data, rotateKeysUsage));
  const passphrase = operationPassphrase(layout.root, values['passphrase-file']);
  const foundation = { layout, clock: systemClock, randomness: systemRandomness, databaseUrl: databaseUrl() };
  const isEmergency = values.emergency === true;
  const lock = acquireInstanceLock(layout.lock);
  try {
    const { keyRing, wasLeft } = await rotateSigningKey(foundation, passphrase, isEmergency);
    const { serverKey, serverKeySerial: serial } = keyRing;
    const fingerprint = formatFingerprint(keyFingerprint(serverKey.key));
    process.stdout.write(`${JSON.stringify({ serverKey: serverKey.keyId, serial, fingerprint, isEmergency, wasLeft })}\n`);
  } finally {
    lock.release();
  }
  process.stderr.write(
    isEmergency
      ? 'No workstation follows by itself: an administrator types the fingerprint at each (page: This workstation). Back the keys up now (backup-keys).\n'
      : 'Workstations follow by themselves. Enrolment codes that were not used yet are void. Back the keys up now (backup-keys).\n',
  );
}

export async function runChangePassphrase(args: readonly string[]): Promise<void> {
  const options = { ...classOption, ring: { type: 'string' }, 'new-passphrase-file': { type: 'string' } } as const;
  const values = readOptions(args, options, changePassphraseUsage);
  const layout = layoutOf(requireOption(values.data, changePassphraseUsage));
  const { ring } = values;
  if (ring !== 'operation' && ring !== 'classes') throw new Stop('command/usage', `Usage: ${changePassphraseUsage}`);
  const from =
    ring === 'operation'
      ? operationPassphrase(layout.root, values['passphrase-file'])
      : classPassphrase(layout.root, values['class-passphrase-file']);
  const file = values['new-passphrase-file'];
  const source = { what: 'new', variable: 'COUNTERSIGN_NEW_PASSPHRASE', option: '--new-passphrase-file', file };
  const to = readPassphrase(source, layout.root);
  if (from === to) throw new Stop('keys/passphrases-equal', 'The new passphrase is the old one. Nothing was changed.');
  const changed = await changePassphrase(layout, ring, { from, to }, () => undefined);
  process.stdout.write(`${JSON.stringify({ ring, changed })}\n`);
}
