import { text } from 'node:stream/consumers';
import { Stop } from '#server/kernel/stop.ts';
import { type PassphraseProblem, passphraseProblem, shortestPassphrase } from '#src/domain/staff/passphrase.ts';
import { hashPassphrase } from '#src/node/crypto/passphrase.ts';
import { usedPassphrases } from '#src/node/crypto/used-passphrases.ts';

export const passphraseVerifierUsage = 'passphrase-verifier   (reads the passphrase from standard input)';

const sentences: Readonly<Record<PassphraseProblem, string>> = {
  short: `A staff passphrase needs at least ${shortestPassphrase} characters.`,
  common: 'This passphrase is one of those people use most: choose another.',
  foreseeable: 'This passphrase can be foreseen: choose one that does not follow from where it is used.',
};

/** Prints what an organisation file keeps of a staff member's passphrase. */
export async function runPassphraseVerifier(): Promise<void> {
  const passphrase = (await text(process.stdin)).replace(/\r?\n$/, '');
  const used = await usedPassphrases();
  const problem = passphraseProblem(passphrase, [], (one) => used.has(one));
  if (problem !== null) throw new Stop(`staff/passphrase-${problem}`, sentences[problem]);
  process.stdout.write(`${await hashPassphrase(passphrase)}\n`);
}
