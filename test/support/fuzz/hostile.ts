// JSON that nobody means well with: one place of a message replaced, doubled or joined by something else, as text, because much of what
// is hostile (keys twice, `__proto__`, numbers without end, half characters) does not survive as a value.
import fc from 'fast-check';

/** In every hostile text: an answer that refuses, and the log, may not repeat it. */
export const marker = '金丝雀-11010119900307851X';

const deep = 20_000;

/** Pieces of JSON text; each is JSON by itself. */
const tokens: readonly string[] = [
  'null',
  'true',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e308',
  '1e999',
  '9007199254740993',
  '123456789012345678901234567890',
  '""',
  '" "',
  '"\\u0000"',
  `"${marker}\\u0000"`,
  '"\\ud800"',
  `"${marker}\\udfff"`,
  '"__proto__"',
  '"constructor"',
  '"../../../../etc/passwd"',
  `"${marker}'; drop table device; --"`,
  '"%00%2e%2e%2f"',
  '"\\u202e\\ufeff"',
  '"{{7*7}}<%=7*7%>"',
  '"=cmd|\'/c calc\'!A1"',
  '"2026-13-45T99:99:99.999Z"',
  '"9999-12-31T23:59:59.999Z"',
  `"${marker.repeat(500)}"`,
  '[]',
  '{}',
  '[null]',
  `[["${marker}"]]`,
  '{"length":4294967296}',
  '{"toString":1,"then":1,"toJSON":1}',
  '{"__proto__":{"isPolluted":true}}',
  '{"constructor":{"prototype":{"isPolluted":true}}}',
  `{"$ref":"#","${marker}":1}`,
  `${'['.repeat(deep)}${']'.repeat(deep)}`,
  `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`,
];

const extraMembers: readonly string[] = [
  '"__proto__":{"isPolluted":true}',
  '"constructor":{"prototype":{"isPolluted":true}}',
  `"${marker}":"${marker}"`,
  '"":0',
  '"protocol":-1',
  '"protocol":1',
  '"records":[]',
  '"code":null',
  '"\\u0000":1',
];

/** Whole bodies that are no message at all. */
export const hostileBodies: readonly string[] = [
  '',
  ' ',
  '{',
  '}',
  `{"name":"${marker}`,
  '{"protocol":1,}',
  "{'protocol':1}",
  '{"protocol":1}{"protocol":1}',
  '\ufeff{"protocol":1}',
  'NaN',
  'undefined',
  '\u0000',
  `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;${marker}</a>`,
  `protocol=1&code=${marker}`,
  ...tokens,
];

export type Mutation =
  | { readonly kind: 'none' }
  | { readonly kind: 'replace' | 'join' | 'twice' | 'drop'; readonly at: number; readonly token: string };

export const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Mutation>({ kind: 'none' }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('replace' as const), at: fc.nat(), token: fc.constantFrom(...tokens) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('join' as const), at: fc.nat(), token: fc.constantFrom(...extraMembers) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('twice' as const), at: fc.nat(), token: fc.constantFrom(...tokens) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const), at: fc.nat(), token: fc.constant('') }) },
);

/** Every value of a message and the message itself. */
function countNodes(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + countNodes(member), 1);
}

/** Writes a message as JSON text with one mutation in it. */
class Writer {
  readonly #mutation: Mutation;
  readonly #target: number;
  #seen = -1;

  constructor(value: unknown, mutation: Mutation) {
    this.#mutation = mutation;
    this.#target = mutation.kind === 'none' ? -1 : mutation.at % countNodes(value);
  }

  write(value: unknown): string {
    this.#seen += 1;
    const isTarget = this.#seen === this.#target;
    if (isTarget && this.#mutation.kind === 'replace') {
      this.#seen += countNodes(value) - 1;
      return this.#mutation.token;
    }
    if (Array.isArray(value)) return this.#array(value, isTarget);
    if (typeof value === 'object' && value !== null) return this.#object(value, isTarget);
    return JSON.stringify(value) ?? 'null';
  }

  #array(items: readonly unknown[], isTarget: boolean): string {
    const written = items.map((item) => this.write(item));
    if (isTarget && this.#mutation.kind === 'drop') written.pop();
    if (isTarget && this.#mutation.kind === 'twice') written.push(...written);
    return `[${written.join(',')}]`;
  }

  #object(members: object, isTarget: boolean): string {
    const written = Object.entries(members)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `${JSON.stringify(name)}:${this.write(member)}`);
    if (!isTarget || this.#mutation.kind === 'none') return `{${written.join(',')}}`;
    const { kind, token } = this.#mutation;
    const [first = ''] = Object.keys(members);
    if (kind === 'drop') written.shift();
    if (kind === 'join') written.push(token);
    if (kind === 'twice') written.push(`${JSON.stringify(first)}:${token}`);
    return `{${written.join(',')}}`;
  }
}

export function mutated(value: unknown, mutation: Mutation): string {
  return new Writer(value, mutation).write(value);
}
