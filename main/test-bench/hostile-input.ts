// For tests only: input that fits a call's schema mostly, and is hostile where it can be. Made from the contract itself, so that a new
// call is attacked without anybody writing its test.
import * as fc from 'fast-check';
import type * as z from 'zod';
import { sampleJpeg, samplePng } from './pictures.ts';

/** In every hostile text, so that it is found wherever it must not be. */
export const mark = '秘Ωmark';

const texts = [
  mark,
  '',
  ' ',
  '\u0000',
  `${mark}\u0000\u0007\r\n`,
  `\ud800${mark}`,
  `${mark}\udfff`,
  `\u202e${mark}\u2066`,
  `👩‍👩‍👧‍👦${mark}`,
  `𠮷𪚥𫝀𰻝${mark}`,
  `e\u0301\u0302\u0303${mark}`,
  mark.repeat(400),
  `<img src=x onerror="x">${mark}`,
  `'; DROP TABLE audit; -- ${mark}`,
  '__proto__',
  'constructor',
  '{"a":',
  '../../etc/passwd',
  'http://127.0.0.1:1/',
  '2026-11-24',
  '2026-02-29',
  '9999-12-31',
  '0000-00-00',
  '00000000-0000-4000-8000-000000000000',
  'core',
  'notice',
  'form',
  'name',
  'address',
  'form-signature',
  'notice-signature',
  'clerk',
  'original',
  'same-person',
];
const numbers = [0, 1, 2, 3, 40, 100, -1, 0.5, 2 ** 31, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.NaN, Infinity];
const bytes = [
  new Uint8Array(0),
  new Uint8Array(3),
  new Uint8Array(200_000).fill(255),
  sampleJpeg(mark),
  samplePng(mark),
  samplePng(mark, 30_000, 30_000),
  sampleJpeg(mark, 65_535, 65_535),
  sampleJpeg(mark).subarray(0, 40),
];

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
}

/** Values of a pool that the schema takes, and now and then anything at all. */
function leaf(schema: z.ZodType, pool: readonly unknown[]): fc.Arbitrary<unknown> {
  const fitting = pool.filter((value) => schema.safeParse(value).success);
  const anything: fc.Arbitrary<unknown> = fc.oneof(fc.anything({ maxDepth: 1 }), fc.constantFrom(...texts, ...numbers));
  if (fitting.length === 0) return anything;
  return fc.oneof({ weight: 19, arbitrary: fc.constantFrom(...fitting) }, { weight: 1, arbitrary: anything });
}

/** @param known ids and other values that mean something at this workstation */
export function hostile(schema: z.ZodType, known: readonly unknown[]): fc.Arbitrary<unknown> {
  const { type, shape, innerType, element, valueType, options } = schema._zod.def as unknown as Definition;
  // What means something comes as often as what does not.
  const weighed = [...texts, ...numbers, ...bytes, true, false, null, ...known.flatMap((value) => Array(6).fill(value))];
  switch (type) {
    case 'object':
      return fc.record(Object.fromEntries(Object.entries(shape ?? {}).map(([name, part]) => [name, hostile(part, known)])));
    case 'array':
      return fc.array(hostile(element as z.ZodType, known), { maxLength: 3 });
    case 'record':
      return fc.dictionary(fc.constantFrom('name', 'phone', 'address', ...texts), hostile(valueType as z.ZodType, known), {
        maxKeys: 5,
      });
    case 'union':
      return fc.oneof(...(options ?? []).map((option) => hostile(option, known)));
    case 'optional':
    case 'default':
      return fc.option(hostile(innerType as z.ZodType, known), { nil: undefined });
    case 'nullable':
      return fc.option(hostile(innerType as z.ZodType, known));
    case 'enum':
    case 'literal': {
      const { values } = schema._zod;
      return leaf(schema, [...(values ?? [])]);
    }
    default:
      return leaf(schema, weighed);
  }
}
