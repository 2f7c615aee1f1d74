import { text } from 'node:stream/consumers';
import { Stop } from '#server/kernel/stop.ts';
import { hashPassphrase } from '#src/node/crypto/passphrase.ts';

export const passphraseVerifierUsage = 'passphrase-verifier   (reads the passphrase from standard input)';

/** Prints what an organisation file keeps of a staff member's passphrase. */
export async function runPassphraseVerifier(): Promise<void> {
  const passphrase = (await text(process.stdin)).replace(/\r?\n$/, '');
  if (passphrase.length < 8) throw new Stop('staff/passphrase-short', 'A staff passphrase needs at least 8 characters.');
  process.stdout.write(`${await hashPassphrase(passphrase)}\n`);
}
