// A branch behind a proxy (S4): the link goes through a tunnel, and the proxy sees where to and nothing else.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
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

test('the next way is gone where the first leads nowhere, and a proxy that takes the request is not asked around', async () => {
  const dead = createServer();
  await new Promise<void>((resolve) => dead.listen(0, '127.0.0.1', resolve));
  const nobody = `127.0.0.1:${(dead.address() as AddressInfo).port}`;
  await new Promise((resolve) => dead.close(resolve));
  for (const first of [`PROXY ${nobody}`, `SOCKS5 ${nobody}`, `SOCKS ${proxyAddress()}`]) {
    tunnels.length = 0;
    expect([first, await post(httpLink({ find: async () => `${first}; PROXY ${proxyAddress()}` }, {}))]).toMatchObject([
      first,
      { ok: true },
    ]);
    expect(tunnels).toEqual(['branch.example:8443']);
  }
  isRefusing = true;
  tunnels.length = 0;
  const both = httpLink({ find: async () => `PROXY ${proxyAddress()}; PROXY ${nobody}` }, {});
  expect(await post(both)).toEqual({ ok: false, error: 'unreachable' });
  expect(tunnels).toEqual(['branch.example:8443']);
});

test('a proxy that says nothing is not waited for where there is another way, and nowhere for ever', async () => {
  const mute = createTcpServer(() => undefined);
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const silent = `PROXY 127.0.0.1:${(mute.address() as AddressInfo).port}`;
  expect(await post(httpLink({ find: async () => `${silent}; PROXY ${proxyAddress()}` }, {}, 100))).toMatchObject({ ok: true });
  const request = { method: 'GET', url: 'https://branch.example:8443/', headers: {}, body: '', timeoutMs: 100 } as const;
  expect(await httpLink({ find: async () => silent }, {}).send(request)).toEqual({ ok: false, error: 'unreachable' });
  mute.close();
});

test('a SOCKS proxy is told the server’s name, and sees nothing else', async () => {
  const asked: string[] = [];
  const seen: Buffer[] = [];
  const socks = createTcpServer((client) => {
    client.on('error', () => undefined);
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', (wish: Buffer) => {
        asked.push(`${wish.subarray(5, 5 + (wish[4] ?? 0)).toString()}:${wish.readUInt16BE(wish.length - 2)}`);
        const upstream = connect((server.address() as AddressInfo).port, '127.0.0.1', () => {
          client.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
          client.on('data', (chunk: Buffer) => seen.push(chunk));
          client.pipe(upstream).pipe(client);
        });
        for (const one of [client, upstream]) one.on('error', () => [client, upstream].map((other) => other.destroy()));
      });
    });
  });
  await new Promise<void>((resolve) => socks.listen(0, '127.0.0.1', resolve));
  const link = httpLink({ find: async () => `SOCKS5 127.0.0.1:${(socks.address() as AddressInfo).port}` }, {});
  expect(await post(link)).toEqual({ ok: true, value: { status: 200, body } });
  expect(await post(link)).toMatchObject({ ok: true });
  expect(asked).toEqual(['branch.example:8443']);
  expect(Buffer.concat(seen).includes(body)).toBe(false);
  expect(await post(link, 'other.example')).toEqual({ ok: false, error: 'unreachable' });
  socks.close();
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
