import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { httpLink } from '#main/kernel/server/http-link.ts';

let server: Server | null = null;

async function serve(listener: RequestListener): Promise<string> {
  const created = createServer(listener);
  server = created;
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(created.address() as AddressInfo).port}`;
}
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});
const get = (url: string, timeoutMs = 5_000) => httpLink().send({ method: 'GET', url, headers: {}, body: '', timeoutMs });

test('gives the exact body both ways', async () => {
  const url = await serve((request, response) => request.pipe(response));
  const body = JSON.stringify({ name: '𠮷' });
  expect(await httpLink().send({ method: 'POST', url, headers: {}, body, timeoutMs: 5_000 })).toEqual({
    ok: true,
    value: { status: 200, body },
  });
});

test('does not follow a redirect', async () => {
  const url = await serve((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end());
  expect(await get(url)).toMatchObject({ ok: true, value: { status: 302 } });
});

test('nobody there, a hung answer and a broken answer are unreachable', async () => {
  expect(await get('http://127.0.0.1:1')).toEqual({ ok: false, error: 'unreachable' });
  const url = await serve((request, response) => {
    if (request.url === '/broken') response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy());
    if (request.url === '/slow') response.writeHead(200).write('never ends');
  });
  expect(await get(`${url}/broken`)).toEqual({ ok: false, error: 'unreachable' });
  expect(await get(`${url}/slow`, 200)).toEqual({ ok: false, error: 'unreachable' });
  expect(await get(`${url}/silent`, 200)).toEqual({ ok: false, error: 'unreachable' });
});

test('a kept connection that breaks under a question is told, and the question is not asked twice', async () => {
  let asked = 0;
  const url = await serve((request, response) => {
    asked += 1;
    if (asked === 1) response.end('first');
    else request.socket.resetAndDestroy();
  });
  const link = httpLink();
  const ask = () => link.send({ method: 'POST', url, headers: {}, body: '{}', timeoutMs: 5_000 });
  expect(await ask()).toMatchObject({ ok: true });
  expect(await ask()).toEqual({ ok: false, error: 'unreachable' });
  expect(asked).toBe(2);
});

test('can be ended from outside', async () => {
  const url = await serve(() => undefined);
  const end = new AbortController();
  const answer = httpLink().send({ method: 'GET', url, headers: {}, body: '', timeoutMs: 60_000, signal: end.signal });
  end.abort();
  expect(await answer).toEqual({ ok: false, error: 'unreachable' });
});

test('an answer without end is cut off', async () => {
  const url = await serve((_request, response) => {
    const more = () => {
      if (!response.destroyed) response.write(Buffer.alloc(1024 * 1024), more);
    };
    more();
  });
  expect(await get(url, 20_000)).toEqual({ ok: false, error: 'too-large' });
});
