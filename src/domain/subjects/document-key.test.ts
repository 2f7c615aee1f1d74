import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentTypes } from '#src/domain/identity/documents.ts';
import { documentKey } from './document-key.ts';

const number = '11010119900307105X';

test('however a number is written, and on whichever document of a citizen, it is one person', () => {
  const written = [
    number,
    number.toLowerCase(),
    ` ${number.slice(0, 6)} ${number.slice(6)}`,
    '１１０１０１１９９００３０７１０５ｘ',
  ];
  const keys = written.flatMap((one) => [
    documentKey('resident-id', one),
    documentKey('temporary-resident-id', one),
    documentKey('household-register', one),
  ]);
  expect(new Set(keys).size).toBe(1);
});

test('another number, or another kind of document, is another person', () => {
  const keys = documentTypes.map((type) => documentKey(type, number));
  expect(new Set(keys).size).toBe(documentTypes.length - 2);
  const numbers = fc.stringMatching(/^[0-9A-Z]{1,20}$/);
  fc.assert(
    fc.property(numbers, numbers, (one, other) => {
      expect(documentKey('passport', one) === documentKey('passport', other)).toBe(one === other);
    }),
  );
});
