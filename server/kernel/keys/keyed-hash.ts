// A hash under a key of the ring, for what is random enough to be looked up by and too short to be kept under a plain hash: whoever has the
// store without the ring can try nothing.
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import { macOf } from '#src/node/crypto/mac.ts';
import { deriveSubkey } from '#src/node/crypto/subkey.ts';

export interface KeyedHash {
  readonly newest: (text: string) => string;
  /** Under the newest key and under each the ring had before. */
  readonly candidates: (text: string) => readonly string[];
}

/** @param use what it is for: each has a key of its own */
export function keyedHash(
  { databaseKey, otherDatabaseKeys }: Pick<KeyRing, 'databaseKey' | 'otherDatabaseKeys'>,
  use: string,
): KeyedHash {
  const under = (key: Uint8Array) => {
    const subkey = Buffer.from(deriveSubkey(key, `countersign/${use}`)).toString('base64url');
    return (text: string) => macOf({ algorithm: 'hmac-sha256', encoding: 'hex' }, subkey, text);
  };
  const newest = under(databaseKey);
  const all = [newest, ...otherDatabaseKeys.map(under)];
  return { newest, candidates: (text) => all.map((hash) => hash(text)) };
}
