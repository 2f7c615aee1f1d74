import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCodec } from './codec.ts';

const codec = createCodec({
  toText: (bytes) => Buffer.from(bytes).toString('base64'),
  fromText: (text) => new Uint8Array(Buffer.from(text, 'base64')),
});
const roundTrip = (value: unknown) => codec.decode(codec.encode(structuredClone(value)));

test('any plain data comes back equal', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
    withNullPrototype: false,
  });
  fc.assert(
    fc.property(anything, (value) => {
      const expected = structuredClone(value);
      expect(isDeepStrictEqual(roundTrip(value), expected)).toBe(true);
    }),
  );
});

test.each([undefined, null, Number.NaN, -0, 0, Number.POSITIVE_INFINITY, 12n, '', '𠮷'])('%s alone', (value) => {
  expect(Object.is(roundTrip(value), value) || roundTrip(value) === value).toBe(true);
});

test('a cycle stays a cycle, a shared object stays shared', () => {
  const shared = { n: 1 };
  const value: Record<string, unknown> = { a: shared, b: shared };
  value.self = value;
  const back = roundTrip(value) as Record<string, unknown>;
  expect(back.self).toBe(back);
  expect(back.a).toBe(back.b);
});

test('errors keep kind, message and cause', () => {
  const back = roundTrip(new RangeError('kaboom', { cause: 'x' })) as RangeError;
  expect(back).toBeInstanceOf(RangeError);
  expect([back.message, back.cause]).toEqual(['kaboom', 'x']);
});

test('a key named __proto__ is data and not a prototype', () => {
  const back = roundTrip(JSON.parse('{"__proto__": {"evil": 1}}')) as object;
  expect(Object.keys(back)).toEqual(['__proto__']);
  expect(Reflect.get(back, 'evil')).toBeUndefined();
});

test('what has no form is refused by name', () => {
  expect(() => codec.encode(new Blob(['x']))).toThrow('The Electron stand-in cannot send a Blob');
});
