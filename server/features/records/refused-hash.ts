// Under which hash refused bytes are kept (R4.7). Bytes that are no envelope may be anything, also a name and a number that a broken client
// sent in the clear, and their own hash could be guessed back to them: it is kept under a key of the ring. An envelope holds fresh random
// bytes, and keeps its own.
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import { keyedHash } from '#server/kernel/keys/keyed-hash.ts';
import type { Arrived, Decision } from './decide.ts';

export interface RefusedHashes {
  readonly kept: (arrived: Pick<Arrived, 'contentHash'>, decision: Decision) => string;
  /** Every hash these bytes may have been kept under: of a former database key, and as they are. */
  readonly candidates: (contentHash: string) => readonly string[];
}

export function refusedHashes(keyRing: Pick<KeyRing, 'databaseKey' | 'otherDatabaseKeys'>): RefusedHashes {
  const keyed = keyedHash(keyRing, 'quarantine');
  return {
    kept: ({ contentHash }, decision) =>
      decision.kind === 'refuse' && decision.reason === 'sync/envelope-invalid' ? keyed.newest(contentHash) : contentHash,
    candidates: (contentHash) => [contentHash, ...keyed.candidates(contentHash)],
  };
}
