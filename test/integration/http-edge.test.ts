// The server's edge below its routes: TLS, HTTP that is meant to be misread, and clients that are slow on purpose.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildServer } from '#server/app.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { systemRandomness } from '#server/kernel/system.ts';
import { securityHeaders } from '#server/plugins/security-headers.ts';
import { copyTemplate, keyPassphrase, sharedTemplate } from '#server/test-bench.ts';
import { makeAuthority } from '#test/support/self-signed.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-edge-'));
const authority = makeAuthority(folder);
const files = authority.issue('localhost');
const running: FastifyInstance[] = [];
let plainPort = 0;
let tlsPort = 0;

async function start(tls: { readonly cert: Buffer; readonly key: Buffer } | null): Promise<number> {
  const layout = copyTemplate(await sharedTemplate());
  const keyRing = await openOperationKeys(layout, keyPassphrase);
  const foundation = { layout, keyRing, clock: { nowMs: Date.now }, randomness: systemRandomness };
  const { app } = await buildServer({ ...foundation, log: false, tls });
  running.push(app);
  return Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
}

beforeAll(async () => {
  plainPort = await start(null);
  tlsPort = await start({ cert: readFileSync(files.cert), key: readFileSync(files.key) });
});
afterAll(async () => {
  for (const app of running) await app.close();
  rmSync(folder, { recursive: true });
});

/** Sends bytes as they are and hears everything until the line is closed. */
async function say(...parts: readonly string[]): Promise<string> {
  const socket = connectPlain(plainPort, '127.0.0.1');
  socket.on('error', () => undefined);
  for (const part of parts) socket.write(part);
  return text(socket);
}

const answersIn = (heard: string) => heard.match(/HTTP\/1\.1 \d{3}/g) ?? [];

describe('TLS', () => {
  function greet(options: ConnectionOptions): Promise<TLSSocket> {
    const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
    const ca = readFileSync(authority.file);
    const socket = connectTls({ host: '127.0.0.1', port: tlsPort, servername: 'localhost', ca, ...options });
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
    return promise;
  }

  async function agreed(options: ConnectionOptions): Promise<readonly [string | null, string]> {
    const socket = await greet(options);
    const found = [socket.getProtocol(), socket.getCipher().standardName] as const;
    socket.destroy();
    return found;
  }

  test('1.3 is preferred, 1.2 is served with authenticated ciphers and forward secrecy only', async () => {
    expect(await agreed({})).toEqual(['TLSv1.3', 'TLS_AES_256_GCM_SHA384']);
    const [protocol, cipher] = await agreed({ maxVersion: 'TLSv1.2' });
    expect(protocol).toBe('TLSv1.2');
    expect(cipher).toMatch(/^TLS_ECDHE_.*(GCM|POLY1305)/);
  });

  test.each([
    ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ['TLS 1.0', { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    ['CBC', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA@SECLEVEL=0' }],
    ['CCM', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-CCM@SECLEVEL=0' }],
    ['no encryption', { maxVersion: 'TLSv1.2', ciphers: 'NULL:eNULL@SECLEVEL=0' }],
    ['nobody’s certificate', { maxVersion: 'TLSv1.2', ciphers: 'aNULL@SECLEVEL=0' }],
  ] as const)('%s is refused', async (_name, options) => {
    await expect(greet(options)).rejects.toThrow(/alert|handshake|no protocols|no cipher|unsupported/i);
  });

  test('another name is noticed by the client, and plain HTTP is not answered on the same port', async () => {
    await expect(greet({ servername: 'elsewhere.example' })).rejects.toThrow(/does not match/);
    const socket = connectPlain(tlsPort, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await text(socket)).not.toContain('200');
  });

  test('every answer tells browsers to come back by TLS only', async () => {
    const socket = await greet({});
    socket.write('GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(await text(socket)).toContain(`Strict-Transport-Security: ${securityHeaders['strict-transport-security']}`);
  });
});

describe('HTTP that is meant to be misread', () => {
  const post = 'POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const hidden = 'GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n';

  test.each([
    ['two lengths', `${post}Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`],
    ['a length and chunks', `${post}Content-Length: ${hidden.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`],
    ['chunks twice', `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${hidden}`],
    ['chunks written oddly', `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${hidden}`],
    ['chunks of another kind', `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`],
    ['a length with a sign', `${post}Content-Length: +5\r\n\r\nhello${hidden}`],
    ['a chunk without an end', `${post}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n${hidden}`],
    ['a bare line feed', `GET /healthz HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n0\n\n${hidden}`],
    ['a folded header', `${post}X: a\r\n Content-Length: 5\r\n\r\nhello${hidden}`],
    ['a NUL in a header', `${post}X-Y: a\0b\r\n\r\n${hidden}`],
    ['no host', `GET /healthz HTTP/1.1\r\n\r\n${hidden}`],
    ['two hosts', `GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n`],
    ['headers without end', `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(70_000)}\r\n\r\n${hidden}`],
    ['a protocol of its own', `GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n${hidden}`],
  ])('%s: nothing hidden behind it is served', async (_name, request) => {
    const heard = await say(request);
    expect(answersIn(heard).filter((answer) => answer !== 'HTTP/1.1 400')).toEqual([]);
    expect(heard).not.toContain('"openapi"');
    if (heard !== '') expect(heard).toMatch(/internal\/invalid-input|^HTTP\/1\.1 400 Bad Request\r\nConnection: close/);
  });

  test('a body that is shorter than it says does not become the next request', async () => {
    const socket = connectPlain(plainPort, '127.0.0.1');
    socket.end(`${post}Content-Length: 500\r\n\r\n{"protocol":2`);
    expect(answersIn(await text(socket)).filter((answer) => answer.endsWith('200'))).toEqual([]);
  });

  test.each(['TRACE', 'CONNECT', 'OPTIONS', 'PROPFIND', 'get'])('%s gives nothing away', async (method) => {
    const target = method === 'CONNECT' ? 'example.org:443' : '/healthz';
    const heard = await say(`${method} ${target} HTTP/1.1\r\nHost: x\r\nX-Secret: kept\r\nConnection: close\r\n\r\n`);
    expect(heard).not.toContain('kept');
    expect(heard).not.toContain(' 200 ');
  });

  test('an odd expectation is refused with a code', async () => {
    const heard = await say(`${post}Expect: the-unexpected\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`);
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard).toContain('"internal/invalid-input"');
  });
});

describe('clients that are slow on purpose', () => {
  test('the limits are set, and none is for ever', () => {
    const [server] = running.map((app) => app.server as Server);
    expect(server).toMatchObject({ headersTimeout: 20_000, requestTimeout: 120_000, timeout: 120_000, keepAliveTimeout: 72_000 });
    expect(server?.maxConnections).toBeGreaterThan(0);
  });

  test('headers that never end are cut off, others are served meanwhile', async () => {
    const port = await start(null);
    // The same rule with less patience: the real limit would only make this test slow.
    const server = running.at(-1)?.server;
    if (server !== undefined) server.headersTimeout = 300;
    const slow = Array.from({ length: 20 }, () => {
      const socket = connectPlain(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('POST /v1/records HTTP/1.1\r\nHost: x\r\nX-A: ');
      return text(socket);
    });
    const served = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(served.status).toBe(200);
    await served.text();
    for (const heard of await Promise.all(slow)) expect(heard).toMatch(/^HTTP\/1\.1 400 /);
  });
});
