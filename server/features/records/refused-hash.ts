// Under which hash refused bytes are kept (R4.7). Bytes that are no envelope may be anything, also a name and a number that a broken client
// sent in the clear, and their own hash could be guessed back to them: it is kept under a key of the ring. An envelope holds fresh random
// bytes, and keeps its own.
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import { macOf } from '#src/node/crypto/mac.ts';
import { deriveSubkey } from '#src/node/crypto/subkey.ts';
import type { Arrived, Decision } from './decide.ts';

export interface RefusedHashes {
  readonly kept: (arrived: Pick<Arrived, 'contentHash'>, decision: Decision) => string;
  /** Every hash these bytes may have been kept under: of a former database key, and as they are. */
  readonly candidates: (contentHash: string) => readonly string[];
}

export function refusedHashes({
  databaseKey,
  otherDatabaseKeys,
}: Pick<KeyRing, 'databaseKey' | 'otherDatabaseKeys'>): RefusedHashes {
  const subkeys = [databaseKey, ...otherDatabaseKeys].map((key) =>
    Buffer.from(deriveSubkey(key, 'countersign/quarantine')).toString('base64url'),
  );
  const under = (subkey: string, contentHash: string) =>
    macOf({ algorithm: 'hmac-sha256', encoding: 'hex' }, subkey, contentHash);
  return {
    kept: ({ contentHash }, decision) =>
      decision.kind === 'refuse' && decision.reason === 'sync/envelope-invalid'
        ? under(subkeys[0] ?? '', contentHash)
        : contentHash,
    candidates: (contentHash) => [contentHash, ...subkeys.map((subkey) => under(subkey, contentHash))],
  };
}
