import * as z from 'zod';
import type { Store, WriteTransaction } from '#main/store/store.ts';
import type { PrivateKeyText } from '#src/node/crypto/signing.ts';

const row = z.object({ key_id: z.string(), private_key: z.string(), public_key: z.string() });

/** The key of an enrolment that was begun, or a new one, saved before it is ever sent: a lost answer must not waste the code. */
export function ensurePendingKey(store: Store, generate: () => PrivateKeyText): PrivateKeyText {
  return store.write((transaction) => {
    const found = transaction.one(row, 'SELECT key_id, private_key, public_key FROM pending_enrolment');
    if (found !== null) return { keyId: found.key_id, privateKey: found.private_key, publicKey: found.public_key };
    const key = generate();
    transaction.run(
      'INSERT INTO pending_enrolment (id, key_id, private_key, public_key) VALUES (1, ?, ?, ?)',
      key.keyId,
      key.privateKey,
      key.publicKey,
    );
    return key;
  });
}

export function forgetPendingKey(transaction: WriteTransaction): void {
  transaction.run('DELETE FROM pending_enrolment');
}
