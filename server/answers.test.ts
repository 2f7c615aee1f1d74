// What the server answers to whatever is not a proper request, and what it says of itself.
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { errorCodes } from '#src/contract/errors.ts';
import { routes } from '#src/contract/sync/index.ts';
import { randomNonce } from '#src/node/crypto/random.ts';
import { generateSigningKey } from '#src/node/crypto/signing.ts';
import { securityHeaders } from './plugins/security-headers.ts';
import { type Bench, enrolBody, enrolWorkstation, openBench, push, sealRecord } from './test-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(async () => {
  await bench.close();
});

const json = { 'content-type': 'application/json' };
const refusal = (code: string) => ({ error: { code, params: {} } });

describe('refusals are a code and nothing else', () => {
  test.each([
    [
      'malformed JSON',
      400,
      'internal/invalid-input',
      { method: 'POST', url: '/v1/enrol', headers: json, payload: '{"name":"王' },
    ],
    ['an empty body', 400, 'internal/invalid-input', { method: 'POST', url: '/v1/enrol' }],
    [
      'another shape',
      400,
      'internal/invalid-input',
      { method: 'POST', url: '/v1/enrol', headers: json, payload: '{"protocol":1}' },
    ],
    [
      'another content type',
      400,
      'internal/invalid-input',
      { method: 'POST', url: '/v1/enrol', headers: { 'content-type': 'text/xml' }, payload: 'x' },
    ],
    [
      'half a character',
      400,
      'internal/invalid-input',
      { method: 'POST', url: '/v1/enrol', headers: json, payload: '{"protocol":2,"code":"\\ud83d"}' },
    ],
    [
      'a message larger than its kind may be',
      413,
      'internal/too-large',
      { method: 'POST', url: '/v1/enrol', headers: json, payload: ' '.repeat(routes.enrol.maximumBytes + 1) },
    ],
    ['an unknown path', 404, 'internal/not-found', { method: 'GET', url: '/v1/secrets' }],
    ['an unknown method', 404, 'internal/not-found', { method: 'DELETE', url: '/v1/records' }],
    ['a broken address', 400, 'internal/invalid-input', { method: 'GET', url: '/v1/%zz' }],
    [
      'too much',
      413,
      'internal/too-large',
      { method: 'POST', url: '/v1/records', headers: json, payload: 'x'.repeat(16 * 1024 * 1024 + 1) },
    ],
  ] as const)('%s', async (_name, status, code, request) => {
    const answer = await bench.app.inject(request);
    expect([answer.statusCode, answer.json()]).toEqual([status, refusal(code)]);
  });

  test('what is not HTTP at all', async () => {
    const { port } = new URL(await bench.app.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('NONSENSE\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toEqual(refusal('internal/invalid-input'));
  });
});

test('nothing waits for ever', () => {
  const { server, initialConfig } = bench.app;
  expect([server.timeout, server.requestTimeout]).toEqual([120_000, 120_000]);
  expect(initialConfig).toMatchObject({ handlerTimeout: 60_000 });
});

test('every answer forbids a browser to load or run anything', async () => {
  const { headers } = await bench.app.inject('/healthz');
  expect(headers).toMatchObject(securityHeaders);
});

describe('openapi.json', () => {
  interface Operation {
    readonly operationId: string;
    readonly 'x-maximum-bytes'?: number;
    readonly security: readonly object[];
    readonly parameters?: readonly { readonly name: string }[];
    readonly requestBody?: { readonly content: Record<string, { readonly schema: Parameters<typeof z.fromJSONSchema>[0] }> };
    readonly responses: Record<
      string,
      { readonly content: Record<string, { readonly schema: Parameters<typeof z.fromJSONSchema>[0] }> }
    >;
  }
  interface Document {
    readonly openapi: string;
    readonly paths: Record<string, Record<string, Operation>>;
    readonly components: { readonly schemas: Record<string, object> };
  }
  const load = async (): Promise<Document> => (await bench.app.inject('/openapi.json')).json();

  test('lists every entry of the table, with its security, input and answer', async () => {
    const { openapi, paths } = await load();
    expect(openapi).toBe('3.1.0');
    for (const [name, route] of Object.entries(routes)) {
      const operation = paths[route.path]?.[route.method.toLowerCase()];
      expect(operation?.operationId).toBe(name);
      expect(operation?.security).toEqual(route.isDeviceSigned ? [{ deviceSignature: [] }] : []);
      expect(operation?.requestBody === undefined).toBe(route.method === 'GET');
      expect(operation?.responses[200]).toBeDefined();
      for (const code of route.refusals) {
        const answer = operation?.responses[errorCodes[code].http]?.content['application/json']?.schema;
        expect(JSON.stringify(answer)).toContain(`"${code}"`);
      }
      if (route.method === 'POST') expect(operation?.['x-maximum-bytes']).toBe(route.maximumBytes);
    }
    expect(paths['/v1/probe']?.get?.parameters?.map((parameter) => parameter.name)).toEqual(['nonce', 'pinned']);
  });

  test('holds every route that is served, and nothing that is not', async () => {
    const { paths } = await load();
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      // A wildcard is printed without what stands before it.
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/^.*\{tile\}$/, '*')}`),
    );
    // The tree of routes as the framework prints it: four columns for each level, the rest of the path, its methods.
    const listed: string[] = [];
    const open: string[] = [];
    for (const line of bench.app.printRoutes({ commonPrefix: false }).split('\n')) {
      const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S+)(?: \((.+)\))?/.exec(line) ?? [];
      if (part === '') continue;
      open.splice(indent.length / 4, Number.POSITIVE_INFINITY, part);
      for (const method of methods.split(', ').filter((one) => one !== '')) listed.push(`${method} ${open.join('')}`);
    }
    expect(listed.length).toBeGreaterThan(Object.keys(routes).length);
    expect(listed.sort()).toEqual(described.sort());
  });

  test('every reference leads somewhere', async () => {
    const document = await load();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(references.length).toBeGreaterThan(0);
    for (const name of references) expect(document.components.schemas).toHaveProperty(name);
  });

  test('its schemas are JSON Schema, fit what really travels, and refuse what does not', async () => {
    const { paths } = await load();
    const answerOf = (path: string, method: string) => {
      const schema = paths[path]?.[method]?.responses[200]?.content['application/json']?.schema;
      return z.fromJSONSchema(schema ?? false);
    };
    const enrolSchema = z.fromJSONSchema(paths['/v1/enrol']?.post?.requestBody?.content['application/json']?.schema ?? false);
    const workstation = await enrolWorkstation(bench);
    const { body } = await bench.organisation.configuration.newest();
    const pushed = (await push(bench, workstation, [(await sealRecord(body, workstation)).text, 'x'])).json();
    const probed = (await bench.app.inject(`/v1/probe?nonce=${randomNonce()}`)).json();
    expect(enrolSchema.safeParse(enrolBody('code', generateSigningKey())).success).toBe(true);
    expect(enrolSchema.safeParse({ ...enrolBody('code', generateSigningKey()), nonce: '!' }).success).toBe(false);
    expect(answerOf('/v1/records', 'post').safeParse(pushed).success).toBe(true);
    expect(answerOf('/v1/records', 'post').safeParse({ outcomes: [{ outcome: 'synced', sequence: 1 }] }).success).toBe(false);
    expect(answerOf('/v1/probe', 'get').safeParse(probed).success).toBe(true);
  });
});
