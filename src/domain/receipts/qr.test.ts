import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readReceiptReference, writeReceiptReference } from './qr.ts';

const reference = {
  recordId: '3f2b8c54-9f10-4a6e-8d53-0f6a1c2b3d4e',
  revision: 1,
  contentHash: 'ab'.repeat(32),
  deviceId: 'device-1',
  synced: null,
};

it('is read back, before and after the receipt', () => {
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.integer({ min: 1, max: 99 }),
      fc.stringMatching(/^[!-~]{1,40}$/),
      fc.boolean(),
      (recordId, n, id, isSynced) => {
        const synced = isSynced ? { position: n, keyId: id, signature: 'abcdefghijklmno_' } : null;
        const written = { ...reference, recordId, revision: n, deviceId: id, synced };
        expect(readReceiptReference(writeReceiptReference(written))).toEqual(written);
      },
    ),
  );
});

it.each([
  '',
  'https://example.org/?v=1',
  'countersign:receipt?v=2&r=3f2b8c54-9f10-4a6e-8d53-0f6a1c2b3d4e',
  writeReceiptReference(reference).replace('n=1', 'n=0'),
  writeReceiptReference(reference).replace('h=ab', 'h=xx'),
  `${writeReceiptReference(reference)}&p=1`,
  `${writeReceiptReference(reference)}&d=%E0%A4%A`,
])('refuses %j', (text) => {
  expect(readReceiptReference(text)).toBeNull();
});
