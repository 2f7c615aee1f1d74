// Checkpoints (C2SP tlog-checkpoint) in signed notes (C2SP signed-note): the whole log in three lines and a signature. Pure; hashing
// and signing come in. The text begins with `countersign/log/`, which no signed document of this project begins with, so that the
// server's one identity key can sign both.
import { joinBytes, utf8 } from '#src/base/bytes.ts';
import type { TreeHead } from './proofs.ts';
import type { Hash, Sha256 } from './tree.ts';

const ed25519 = 1;

export const originPrefix = 'countersign/log/';

export function logOrigin(organisationId: string): string {
  return `${originPrefix}${encodeURIComponent(organisationId)}`;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Hash | null {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return toBase64(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

export function checkpointText(origin: string, { size, root }: TreeHead): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Four bytes that tell keys of one name apart; no protection, only an index. */
function noteKeyId(sha256: Sha256, name: string, publicKey: Uint8Array): Uint8Array {
  return sha256(joinBytes(utf8(`${name}\n`), new Uint8Array([ed25519]), publicKey)).slice(0, 4);
}

/** The log's public key as verifiers take it (`vkey`): name, key id and key. */
export function verifierKey(sha256: Sha256, name: string, publicKey: Uint8Array): string {
  const id = [...noteKeyId(sha256, name, publicKey)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${name}+${id}+${toBase64(joinBytes(new Uint8Array([ed25519]), publicKey))}`;
}

/** The signed note: text, empty line, signature line of the log. */
export function signedCheckpoint(
  text: string,
  signer: { readonly name: string; readonly publicKey: Uint8Array; readonly signature: Uint8Array },
  sha256: Sha256,
): string {
  const bytes = joinBytes(noteKeyId(sha256, signer.name, signer.publicKey), signer.signature);
  return `${text}\n— ${signer.name} ${toBase64(bytes)}\n`;
}

/** Reads a checkpoint of this log; null when it is another's, not signed by this key, or not in form. */
export function openCheckpoint(
  note: string,
  log: { readonly origin: string; readonly publicKey: Uint8Array },
  sha256: Sha256,
  verify: (message: Uint8Array, signature: Uint8Array) => boolean,
): TreeHead | null {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const [origin, sizeText = '', rootText = '', ...rest] = text.split('\n');
  const root = fromBase64(rootText);
  const isInForm = /^(0|[1-9]\d{0,14})$/.test(sizeText) && root?.length === 32 && rest.length === 1 && rest[0] === '';
  if (end < 0 || origin !== log.origin || !isInForm) return null;
  const prefix = `— ${log.origin} `;
  const keyId = toBase64(noteKeyId(sha256, log.origin, log.publicKey));
  const isSigned = note
    .slice(end + 2)
    .split('\n')
    .filter((line) => line.startsWith(prefix))
    .map((line) => fromBase64(line.slice(prefix.length)))
    .some((bytes) => bytes !== null && toBase64(bytes.slice(0, 4)) === keyId && verify(utf8(text), bytes.slice(4)));
  return isSigned ? { size: Number(sizeText), root } : null;
}
