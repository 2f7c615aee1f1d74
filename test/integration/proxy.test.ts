// A branch behind a proxy (S4): the link goes through a tunnel, and the proxy sees where to and nothing else.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { httpLink } from '#main/kernel/server/http-link.ts';
import { makeAuthority } from '#test/support/self-signed.ts';

const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
const trusted = getCACertificates('default');
/** What the proxy was asked for, and the bytes it passed on. */
const tunnels: string[] = [];
const passed: Buffer[] = [];
let isRefusing = false;
let server: Server;
let proxy: Server;

function tunnel(request: IncomingMessage, client: Socket): void {
  tunnels.push(request.url ?? '');
  if (isRefusing) return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  const upstream = connect((server.address() as AddressInfo).port, '127.0.0.1', () => {
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    client.on('data', (chunk: Buffer) => passed.push(chunk));
    client.pipe(upstream).pipe(client);
  });
  for (const [one, other] of [[client, upstream] as const, [upstream, client] as const]) one.on('error', () => other.destroy());
}

beforeAll(async () => {
  const authority = makeAuthority(folder);
  const { cert, key } = authority.issue('branch.example');
  setDefaultCACertificates([...trusted, readFileSync(authority.file, 'utf8')]);
  server = createTlsServer({ cert: readFileSync(cert), key: readFileSync(key) }, (request, response) => request.pipe(response));
  proxy = createServer((_request, response) => response.writeHead(400).end());
  proxy.on('connect', tunnel);
  for (const one of [server, proxy]) await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  setDefaultCACertificates(trusted);
  for (const one of [server, proxy]) {
    one.closeAllConnections();
    one.close();
  }
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  tunnels.length = 0;
  passed.length = 0;
  isRefusing = false;
});

const body = 'sealed and signed';
const post = (link: ReturnType<typeof httpLink>, host = 'branch.example') =>
  link.send({ method: 'POST', url: `https://${host}:8443/v1/records`, headers: {}, body, timeoutMs: 5_000 });
const proxyAddress = () => `127.0.0.1:${(proxy.address() as AddressInfo).port}`;

test.each([
  ['set by the environment', () => httpLink({ find: async () => 'DIRECT' }, { HTTPS_PROXY: `http://${proxyAddress()}` })],
  ['set in the system', () => httpLink({ find: async () => `PROXY ${proxyAddress()}; DIRECT` }, {})],
])('a server that only a proxy reaches, %s, is spoken to in a tunnel the proxy cannot read', async (_how, open) => {
  const link = open();
  expect(await post(link)).toEqual({ ok: true, value: { status: 200, body } });
  expect(await post(link)).toMatchObject({ ok: true });
  expect(tunnels).toEqual(['branch.example:8443']);
  expect(Buffer.concat(passed).includes(body)).toBe(false);
});

test('what the environment excepts goes straight, and a proxy that refuses is an unreachable server', async () => {
  const environment = { HTTPS_PROXY: `http://${proxyAddress()}`, NO_PROXY: 'branch.invalid' };
  expect(await post(httpLink({ find: async () => null }, environment), 'branch.invalid')).toEqual({
    ok: false,
    error: 'unreachable',
  });
  expect(tunnels).toEqual([]);
  isRefusing = true;
  expect(await post(httpLink({ find: async () => null }, environment))).toEqual({ ok: false, error: 'unreachable' });
  expect(tunnels).toEqual(['branch.example:8443']);
});

test('a certificate for another name is refused behind a proxy, too', async () => {
  const link = httpLink({ find: async () => `PROXY ${proxyAddress()}` }, {});
  expect(await post(link, 'other.example')).toEqual({ ok: false, error: 'unreachable' });
});
