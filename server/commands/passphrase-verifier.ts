import { text } from 'node:stream/consumers';
import { Stop } from '#server/kernel/stop.ts';
import { isForeseeable } from '#src/domain/staff/passphrase.ts';
import { hashPassphrase } from '#src/node/crypto/passphrase.ts';

export const passphraseVerifierUsage = 'passphrase-verifier   (reads the passphrase from standard input)';

/** Prints what an organisation file keeps of a staff member's passphrase. */
export async function runPassphraseVerifier(): Promise<void> {
  const passphrase = (await text(process.stdin)).replace(/\r?\n$/, '');
  if (passphrase.length < 8) throw new Stop('staff/passphrase-short', 'A staff passphrase needs at least 8 characters.');
  if (isForeseeable(passphrase)) {
    throw new Stop(
      'staff/passphrase-foreseeable',
      'This passphrase can be foreseen: choose one that does not follow from where it is used.',
    );
  }
  process.stdout.write(`${await hashPassphrase(passphrase)}\n`);
}
