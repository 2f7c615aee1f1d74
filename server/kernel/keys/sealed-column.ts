// Text that is sealed before it reaches a database (R4.7): staff names and passphrase verifiers in configurations stay unreadable in
// a stolen dump on every engine, also where no page cipher stands under it. The row it belongs to is bound, so that none can be
// put in another's place.
import { utf8 } from '#src/base/bytes.ts';
import { Refusal } from '#src/contract/errors.ts';
import { openSecret, sealSecret } from '#src/node/crypto/secret-box.ts';
import { deriveSubkey } from '#src/node/crypto/subkey.ts';
import type { KeyRing } from './key-ring.ts';

export interface SealedColumn {
  readonly seal: (row: string, text: string) => string;
  /** @throws Refusal store/corrupt when it was altered, moved, or sealed with another key */
  readonly open: (row: string, stored: string) => string;
  /** Is it sealed under the newest key? */
  readonly isNewest: (row: string, stored: string) => boolean;
}

/** Documents were JSON in the clear before they were sealed. */
const isInTheClear = (stored: string): boolean => stored.startsWith('{');

export function sealedColumn(
  { databaseKey, otherDatabaseKeys }: Pick<KeyRing, 'databaseKey' | 'otherDatabaseKeys'>,
  column: string,
): SealedColumn {
  const subkeyOf = (key: Uint8Array) => deriveSubkey(key, `countersign/column/${column}`);
  const newest = subkeyOf(databaseKey);
  const keys = [newest, ...otherDatabaseKeys.map(subkeyOf)];
  return {
    seal: (row, text) => Buffer.from(sealSecret(newest, row, utf8(text))).toString('base64url'),
    open: (row, stored) => {
      if (isInTheClear(stored)) return stored;
      const box = Buffer.from(stored, 'base64url');
      for (const key of keys) {
        const opened = openSecret(key, row, box);
        if (opened !== null) return Buffer.from(opened).toString('utf8');
      }
      throw new Refusal('store/corrupt', {});
    },
    isNewest: (row, stored) => !isInTheClear(stored) && openSecret(newest, row, Buffer.from(stored, 'base64url')) !== null,
  };
}

/** What is bound to a sealed configuration document. */
export function configurationRow(organisationId: string, version: number): string {
  return `${organisationId}/${version}`;
}
