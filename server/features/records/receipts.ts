// The receipts of one batch: signed together where their reader understands it, because signing is most of what a record costs; one by one
// for every other reader.
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import { signedAnew } from '#server/kernel/keys/sign-anew.ts';
import type { SignedReceipt } from '#src/crypto/signed.ts';
import type { Receipt } from '#src/domain/sync/receipt.ts';

export interface Reader {
  /** It reads receipts that were signed together; absent: it does not. */
  readonly isTogether?: boolean;
}

/** @returns what was taken in, each with its receipt, in the same order */
export async function withReceipts<T extends { readonly body: Receipt }>(
  keyRing: KeyRing,
  { isTogether = false }: Reader,
  taken: readonly T[],
): Promise<readonly (T & { readonly receipt: SignedReceipt })[]> {
  const bodies = taken.map(({ body }) => ({ ...body }));
  const alone = () => Promise.all(bodies.map((body) => keyRing.signDocument('receipt', body)));
  const receipts = isTogether && bodies.length > 1 ? await keyRing.signTogether(bodies) : await alone();
  return taken.flatMap((one, index) => {
    const receipt = receipts[index];
    return receipt === undefined ? [] : [{ ...one, receipt }];
  });
}

/** The receipt of before, as this reader can verify it today. */
export function receiptAgain(keyRing: KeyRing, { isTogether = false }: Reader, stored: SignedReceipt): Promise<SignedReceipt> {
  return signedAnew(keyRing, 'receipt', stored, isTogether || stored.together === undefined);
}
