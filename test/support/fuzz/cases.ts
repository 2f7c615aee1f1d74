// One request of the fuzzer, as data: what is asked, with which body, signed by whom and how. Everything random comes from the seed.
import fc from 'fast-check';
import type { Operation } from './document.ts';
import { hostileBodies, type Mutation, marker, mutations } from './hostile.ts';
import { valuesOf } from './schema-values.ts';

export type Body =
  | { readonly kind: 'sample'; readonly mutation: Mutation }
  /** A record whose envelope is altered and written canonically again. */
  | { readonly kind: 'envelope'; readonly mutation: Mutation }
  | { readonly kind: 'schema'; readonly value: unknown; readonly mutation: Mutation }
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'bytes'; readonly base64: string }
  /** So many bytes more or fewer than are allowed. */
  | { readonly kind: 'limit'; readonly excess: number }
  | { readonly kind: 'none' };

export const signings = [
  'good',
  'absent',
  'old',
  'future',
  'replayed',
  'other-device',
  'unknown-device',
  'other-body',
  'other-path',
  'other-method',
  'no-nonce',
  'half',
  'garbage',
] as const;
export type Signing = (typeof signings)[number];

export interface Attack {
  readonly operation: Operation;
  /** Null = the operation's own. */
  readonly method: string | null;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly signing: Signing;
  /** Last two numbers of the address it comes from. */
  readonly from: readonly [number, number];
}

const otherMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

const strayPaths = [
  '/',
  '/v1',
  '/v1/',
  '/V1/PROBE',
  '/v1//probe',
  '/v1/probe/',
  '/v1/%70robe',
  '/v1/%zz',
  '/v1/%00',
  '/v1/records%2f..%2fprobe',
  '/../../../../etc/passwd',
  '/..%2f..%2f..%2fetc%2fpasswd',
  '/.git/config',
  '/.env',
  '/server/main.ts',
  '/__proto__',
  '/constructor',
  `/v1/${encodeURIComponent(marker)}`,
  `/${'a'.repeat(4_000)}`,
  '/v1/probe?nonce=a&nonce=b',
  '/v1/probe?__proto__[isPolluted]=1&nonce=x',
  '/*',
];

const tiles = [
  '0/000',
  '0/000.p/1',
  '0/000.p/0',
  '0/000.p/257',
  '0/x001/000',
  '63/000',
  '64/000',
  '-1/000',
  '0/../../checkpoint',
  '0/%2e%2e/%2e%2e/etc/passwd',
  'entries/000',
  'entries/000.p/1',
  'entries/..%2f000',
  '0/999',
  '0/x999/x999/x999/999',
  encodeURIComponent(marker),
  `0/${'x000/'.repeat(200)}000`,
];

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function urls(operation: Operation): fc.Arbitrary<string> {
  if (operation.path.includes('{tile}')) return fc.constantFrom(...tiles).map((tile) => operation.path.replace('{tile}', tile));
  const good = fc
    .tuple(...operation.query.map(({ name, schema }) => valuesOf(schema).map((value) => `${name}=${encoded(String(value))}`)))
    .map((pairs) => (pairs.length === 0 ? operation.path : `${operation.path}?${pairs.join('&')}`));
  const bad = fc
    .tuple(
      fc.constantFrom('nonce', '__proto__', 'constructor', 'nonce[]', ''),
      fc.constantFrom('', '\u0000', marker, 'a'.repeat(5_000)),
    )
    .map(([name, value]) => `${operation.path}?${encoded(name)}=${encoded(value)}`);
  return fc.oneof(
    { weight: 8, arbitrary: good },
    { weight: 1, arbitrary: bad },
    { weight: 1, arbitrary: fc.constantFrom(...strayPaths) },
  );
}

function bodies(operation: Operation): fc.Arbitrary<Body> {
  const none = fc.constant<Body>({ kind: 'none' });
  if (operation.body === null) return none;
  return fc.oneof(
    { weight: 8, arbitrary: mutations.map((mutation): Body => ({ kind: 'sample', mutation })) },
    {
      weight: operation.id === 'records' ? 8 : 0,
      arbitrary: mutations.map((mutation): Body => ({ kind: 'envelope', mutation })),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(valuesOf(operation.body), mutations)
        .map(([value, mutation]): Body => ({ kind: 'schema', value, mutation })),
    },
    { weight: 3, arbitrary: fc.constantFrom(...hostileBodies).map((text): Body => ({ kind: 'raw', text })) },
    {
      weight: 1,
      arbitrary: fc.base64String({ maxLength: 80 }).map((base64): Body => ({ kind: 'bytes', base64 })),
    },
    { weight: 1, arbitrary: fc.constantFrom(-1, 0, 1, 4_096).map((excess): Body => ({ kind: 'limit', excess })) },
    { weight: 1, arbitrary: none },
  );
}

const contentTypes = [
  'application/json',
  'application/json; charset=utf-8',
  'APPLICATION/JSON',
  'application/json; charset=utf-16',
  'application/json; boundary=x; charset=',
  'text/plain',
  'text/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  `application/json; ${'a'.repeat(2_000)}=1`,
  '*/*',
  ';',
];

const strayHeaders: readonly Readonly<Record<string, string>>[] = [
  { 'content-encoding': 'gzip' },
  { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9', forwarded: 'for=203.0.113.9' },
  { 'x-http-method-override': 'DELETE', 'x-original-url': '/healthz' },
  { authorization: `Bearer ${'A'.repeat(300)}` },
  { authorization: 'Bearer __proto__', cookie: 'a=b; __proto__=1' },
  { host: 'evil.example', origin: 'https://evil.example' },
  { accept: 'text/html', 'accept-encoding': 'gzip, deflate, br, zstd' },
  { range: 'bytes=0-1,5-9', 'if-none-match': '*' },
  { 'transfer-encoding-x': 'chunked', te: 'trailers' },
];

export function attacks(operations: readonly Operation[]): fc.Arbitrary<Attack> {
  return fc.constantFrom(...operations).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      method: fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...otherMethods) }),
      url: urls(operation),
      headers: fc
        .tuple(
          fc.oneof(
            { weight: 8, arbitrary: fc.constant('application/json') },
            { weight: 1, arbitrary: fc.constantFrom(...contentTypes) },
          ),
          fc.oneof({ weight: 8, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom(...strayHeaders) }),
        )
        .map(([type, stray]) => ({ 'content-type': type, ...stray })),
      body: bodies(operation),
      signing: fc.oneof(
        { weight: 10, arbitrary: fc.constant<Signing>('good') },
        { weight: 4, arbitrary: fc.constantFrom(...signings) },
      ),
      from: fc.tuple(fc.integer({ min: 1, max: 250 }), fc.integer({ min: 1, max: 250 })),
    }),
  );
}
