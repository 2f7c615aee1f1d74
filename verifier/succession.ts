// The log's key may have been renewed (docs/protocol.md, "The server's key"): whoever was given one key of the log learns the others from
// statements that both keys of each renewal have signed. After a theft the stolen key leads nowhere: the new one has to be given.
import { type JsonObject, readCanonical } from './canonical.ts';
import { keyId, logKeyType, type VerifierKey, verifyEd25519 } from './note.ts';
import type { LogSource } from './source.ts';

export const successionsPath = 'successions';

interface Renewal {
  readonly from: Buffer;
  readonly to: Buffer;
  readonly isEmergency: boolean;
}

function keyIn(value: unknown): Buffer | null {
  const { key } = Object(value);
  const bytes = typeof key === 'string' ? Buffer.from(key, 'base64url') : null;
  return bytes?.length === 32 && bytes.toString('base64url') === key ? bytes : null;
}

function signatureIn(text: unknown): Buffer {
  const bytes = Buffer.from(typeof text === 'string' ? text : '', 'base64url');
  return bytes.toString('base64url') === text ? bytes : Buffer.alloc(0);
}

/** One statement, signed by every key it has to be signed by; null otherwise. */
function readRenewal(document: JsonObject, organisation: string, serial: number): Renewal | null {
  const body = typeof document.body === 'string' ? document.body : '';
  const said = readCanonical(body);
  const [from, to] = [keyIn(said?.from), keyIn(said?.to)];
  if (said === null || from === null || to === null || said.serial !== serial || said.organisationId !== organisation)
    return null;
  const isEmergency = said.isEmergency === true;
  const message = Buffer.from(`countersign/key-succession/suite-1\n${body}`);
  const signer = Object(isEmergency ? said.to : said.from).keyId;
  const isSigned = verifyEd25519(isEmergency ? to : from, message, signatureIn(document.signature));
  const isAccepted = isEmergency
    ? document.acceptance === undefined
    : verifyEd25519(to, message, signatureIn(document.acceptance));
  return isSigned && isAccepted && document.keyId === signer ? { from, to, isEmergency } : null;
}

function parseList(text: string): readonly JsonObject[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && JSON.stringify(list) === text ? list.map((one) => ({ ...Object(one) })) : null;
  } catch {
    return null;
  }
}

/** Every key of the chain in order; null when a statement is wrong, missing or at another place. */
function readChain(text: string, organisation: string): { readonly keys: Buffer[]; readonly renewals: Renewal[] } | null {
  const renewals: Renewal[] = [];
  for (const [index, document] of (parseList(text) ?? [{}]).entries()) {
    const renewal = readRenewal(document, organisation, index + 1);
    const last = renewals.at(-1);
    if (renewal === null || (last !== undefined && !last.to.equals(renewal.from))) return null;
    renewals.push(renewal);
  }
  const [first] = renewals;
  return first === undefined ? null : { keys: [first.from, ...renewals.map(({ to }) => to)], renewals };
}

/** @returns the log with every key it can be believed under; null when the statements do not hold */
export async function withSuccessors(source: LogSource, log: VerifierKey): Promise<VerifierKey | null> {
  const bytes = await source.read(successionsPath);
  if (bytes === null || bytes.toString('utf8') === '[]') return log;
  const organisation = decodeURIComponent(log.name.replace(/^countersign\/log\//, ''));
  const chain = readChain(bytes.toString('utf8'), organisation);
  const given = chain?.keys.findIndex((key) => key.equals(log.key)) ?? -1;
  if (chain === null || given < 0) return null;
  const theft = chain.renewals.findIndex(({ isEmergency }, index) => isEmergency && index >= given);
  const believed = chain.keys.slice(0, theft < 0 ? undefined : theft + 1).filter((key) => !key.equals(log.key));
  const others = believed.map((key) => ({ name: log.name, id: keyId(log.name, logKeyType, key), type: logKeyType, key }));
  return { ...log, others };
}
