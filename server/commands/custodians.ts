// Who holds the shares of a new recovery key: named on the command line, each with a passphrase of their own.
import { type Custodian, custodianId } from '#server/kernel/keys/recovery-shares.ts';
import { Stop } from '#server/kernel/stop.ts';
import { custodianPassphrase } from './passphrase.ts';

/** When nobody is named. */
const usual: string[] = ['custodian-1', 'custodian-2', 'custodian-3'];
/** The option of the commands that make a recovery key. */
export const custodianOption = { custodian: { type: 'string', multiple: true, default: usual } } as const;

function requireNames(ids: readonly string[]): void {
  const isFit = ids.length >= 2 && ids.length <= 16 && new Set(ids).size === ids.length;
  if (isFit && ids.every((id) => custodianId.safeParse(id).success)) return;
  throw new Stop('init/custodians', 'Name 2 to 16 different custodians: lower case letters, digits and hyphens.');
}

/** @throws Stop init/custodians, keys/passphrase-… */
export async function readCustodians(ids: readonly string[]): Promise<readonly Custodian[]> {
  requireNames(ids);
  const custodians: Custodian[] = [];
  for (const id of ids) custodians.push({ id, passphrase: await custodianPassphrase(id) });
  return custodians;
}

/** One passphrase known for two purposes would let one person do what needs two. @throws Stop keys/passphrases-equal */
export function requireOwnPassphrases(custodians: readonly Custodian[], others: readonly string[]): void {
  const all = [...others, ...custodians.map(({ passphrase }) => passphrase)];
  if (new Set(all).size === all.length) return;
  throw new Stop('keys/passphrases-equal', 'Every custodian needs a passphrase of their own, unlike that of any key file.');
}

export function tellToHandOut(folder: string): void {
  process.stderr.write(`Hand each file in ${folder} to its custodian, keep a copy in a safe, and remove it from this machine.\n`);
}
