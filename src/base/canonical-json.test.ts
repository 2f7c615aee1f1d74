import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, type Json } from './canonical-json.ts';

const odd: readonly unknown[] = [
  { 10: 1, 9: 2, '!': 3, a: { 2: 1, 10: 1 } },
  JSON.parse('{"b":{"__proto__":{"x":1}},"a":1}'),
  { '\u{1f600}': 1, '\uffff': 2, é: 3, e: 4, '': 5 },
  [1e21, 1e-7, 0.1, -0, 123456789012345680000, 5e-324],
  ['\u2028', '\u007f', '\b\u000b', '\\ud800', '\\\\udfff', '"', '\u0000'],
  { constructor: 1, toString: [], hasOwnProperty: {} },
  [],
  {},
  'text',
  null,
  true,
];

it('writes what the library writes, to the byte', () => {
  for (const value of odd) expect(canonicalJson(value as Json)).toBe(canonicalize(value));
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }), (value) => {
      expect(canonicalJson(value as Json)).toBe(canonicalize(value));
    }),
  );
});

it('has no form for what is not JSON', () => {
  for (const value of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    ['\ud800'],
    { a: { '\udc00': 1 } },
    [{ a: Number.NaN }],
    undefined,
  ]) {
    expect(() => canonicalJson(value as Json)).toThrow();
  }
});
