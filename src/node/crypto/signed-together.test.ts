import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { type SignedReceipt, signedKinds, signedReceipt } from '#src/crypto/signed.ts';
import { signTogetherWith } from './signed-together.ts';
import { generateSigningKey, openDocument, signDocument, signerOf, verifyBytes } from './signing.ts';

const key = generateSigningKey();
const signer = { keyId: key.keyId, key: key.publicKey };
const schema = z.object({ a: z.int() });
const sign = (size: number) =>
  signTogetherWith(
    Array.from({ length: size }, (_, a) => ({ a })),
    key.keyId,
    signerOf(key.privateKey),
  );
const opens = (document: SignedReceipt, kind: (typeof signedKinds)[number] = 'receipt') =>
  openDocument(kind, document, signer, schema).ok;

test('of a batch of any size each opens alone, under one signature', () => {
  for (const size of [2, 3, 4, 5, 7, 8, 9, 50, 127, 128, 129, 199, 200]) {
    const receipts = sign(size);
    expect(new Set(receipts.map(({ signature }) => signature)).size).toBe(1);
    for (const [a, receipt] of receipts.entries()) {
      expect(openDocument('receipt', signedReceipt.parse(JSON.parse(JSON.stringify(receipt))), signer, schema)).toEqual({
        ok: true,
        value: { a },
      });
    }
  }
});

test('the signature is over the head that an outsider computes', () => {
  const receipts = sign(11);
  const sha256 = (...parts: readonly (Buffer | string)[]) =>
    createHash('sha256')
      .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
      .digest();
  const rootOf = (hashes: readonly Buffer[]): Buffer => {
    const [only] = hashes;
    if (hashes.length === 1 && only !== undefined) return only;
    const split = 2 ** (Math.ceil(Math.log2(hashes.length)) - 1);
    return sha256(Buffer.of(1), rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)));
  };
  const root = rootOf(receipts.map(({ body }) => sha256(Buffer.of(0), `countersign/receipt/suite-1\n${body}`)));
  const head = `countersign/receipt-batch/suite-1\n{"root":"${root.toString('hex')}","size":11}`;
  const signature = Buffer.from(receipts[0]?.signature ?? '', 'base64url');
  expect(verifyBytes(key.publicKey, Buffer.from(head), signature)).toBe(true);
});

test('nothing about it can be changed, and nothing else passes for it', () => {
  const receipts = sign(6);
  const [first, second] = receipts;
  if (first?.together === undefined || second?.together === undefined) throw new Error('nothing was signed');
  const { together } = first;
  const changes: Partial<SignedReceipt>[] = [
    { body: second.body },
    { body: '{"a":7}' },
    { keyId: 'another' },
    { signature: signDocument('receipt', { a: 0 }, key).signature },
    { together: second.together },
    { together: { ...together, index: 1 } },
    { together: { ...together, index: 6 } },
    { together: { ...together, size: 5 } },
    { together: { ...together, size: 7 } },
    { together: { ...together, path: together.path.slice(1) } },
    { together: { ...together, path: [...together.path, ...together.path.slice(0, 1)] } },
    { together: { ...together, path: together.path.toReversed() } },
  ];
  for (const change of changes) expect([change, opens({ ...first, ...change })]).toEqual([change, false]);
  // Not alone, not as any other kind; and what was signed alone does not pass with a place.
  const { together: _, ...alone } = first;
  expect(opens(alone)).toBe(false);
  for (const kind of signedKinds) expect([kind, opens(first, kind)]).toEqual([kind, kind === 'receipt']);
  expect(opens({ ...signDocument('receipt', { a: 0 }, key), together })).toBe(false);
  expect(opens({ ...signDocument('receipt-batch', { a: 0 }, key), together })).toBe(false);
});

test('a place from outside is nothing or what it says, whatever it holds', () => {
  const [receipt] = sign(3);
  if (receipt === undefined) throw new Error('nothing was signed');
  fc.assert(
    fc.property(fc.record({ size: fc.integer(), index: fc.integer(), path: fc.array(fc.string()) }), (place) => {
      const parsed = signedReceipt.safeParse({ ...receipt, together: place });
      expect(parsed.success && opens(parsed.data)).toBe(false);
    }),
  );
  for (const path of [['A'.repeat(43)], Array(9).fill('A'.repeat(43)), ['A'.repeat(44)], []]) {
    const parsed = signedReceipt.safeParse({ ...receipt, together: { size: 3, index: 0, path } });
    expect(parsed.success && opens(parsed.data)).toBe(false);
  }
});
