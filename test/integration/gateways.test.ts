// What providers do on the wire, and what is made of it: requests as they are described, and no answer where none can be believed.
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CheckGateway } from '#server/kernel/gateways/gateways.ts';
import { gatewaysFile } from '#server/kernel/gateways/gateways.ts';
import { createSources } from '#server/kernel/gateways/sources.ts';
import { makeAuthority } from '#test/support/self-signed.ts';

type Answering = (request: IncomingMessage, body: string, response: ServerResponse) => void;

let server: Server;
let answering: Answering;
let url: string;
const nowMs = Date.UTC(2026, 11, 31, 20, 30, 5);
const values = { name: '王&<小>明 "', documentType: 'resident-id', documentNumber: '110101199003071057' };
const secrets = new Map([['one', 'a&b=c']]);

beforeEach(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answering(request, Buffer.concat(chunks).toString(), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const outcome = { at: '/code', confirmed: ['00'], refuted: ['01'] };

function gatewayOf(change: Record<string, unknown> = {}, answer: Record<string, unknown> = {}) {
  const body = change.method === 'GET' ? {} : { body: { xm: '{{name}}' } };
  const described = { name: 'source', kind: 'identity-authority', url, ...body, timeoutMs: 20_000, ...change };
  const file = gatewaysFile.parse({ gateways: [{ ...described, answer: { outcome, ...answer } }] });
  const gateway = createSources(file, secrets, { nowMs: () => nowMs }).check('identity-authority');
  if (gateway === null) throw new Error('no gateway');
  return gateway;
}

function ask(gateway = gatewayOf()) {
  const { outcome: meaning, reason } = (gateway.description as CheckGateway).answer;
  return gateway.ask('ref-1', values, { outcome: meaning, outcomes: ['confirmed', 'refuted', 'unanswerable'], reason });
}

const yes = '{"code":"00"}';
const saying =
  (status: number, headers: Record<string, string>, body: string | Buffer): Answering =>
  (_request, _body, response) =>
    response.writeHead(status, headers).end(body);

describe('no answer', () => {
  test.each<[string, Answering, string]>([
    ['500', saying(500, {}, yes), 'source-failed'],
    ['429', saying(429, {}, yes), 'busy'],
    ['403', saying(403, {}, yes), 'refused'],
    ['nothing', saying(204, {}, ''), 'answer-invalid'],
    ['an empty text', saying(200, {}, ''), 'answer-invalid'],
    ['a page of a proxy', saying(200, { 'content-type': 'text/html' }, '<html>code 00</html>'), 'answer-invalid'],
    ['a code nobody described', saying(200, {}, '{"code":"77"}'), 'answer-invalid'],
    ['a code inside a list', saying(200, {}, '{"code":["00"]}'), 'answer-invalid'],
    ['bytes that are no UTF-8', saying(200, {}, Buffer.from('{"code":"00","m":"\xb2"}', 'latin1')), 'answer-invalid'],
    [
      'a line that is cut',
      (_request, _body, response) => {
        response.writeHead(200, { 'content-length': '500' }).write(yes);
        response.destroy();
      },
      'unreachable',
    ],
    ['a line that is reset', (request) => request.socket.resetAndDestroy(), 'unreachable'],
  ])('%s', async (_what, how, failure) => {
    answering = how;
    expect(await ask()).toMatchObject({ answered: false, failure });
  });

  test('sent elsewhere, it does not go there', async () => {
    const asked: string[] = [];
    answering = (request, _body, response) => {
      asked.push(request.url ?? '');
      response.writeHead(301, { location: `${url}/elsewhere` }).end();
    };
    expect(await ask()).toMatchObject({ failure: 'redirected' });
    expect(asked).toEqual(['/a']);
  });

  test('an answer without end is left after 64 KiB', async () => {
    let written = 0;
    answering = (_request, _body, response) => {
      response.on('error', () => undefined);
      const more = (): void => {
        while (written < 50_000_000 && !response.destroyed) {
          written += 65_536;
          if (!response.write(' '.repeat(65_536))) {
            response.once('drain', more);
            return;
          }
        }
        response.end(yes);
      };
      more();
    };
    expect(await ask()).toMatchObject({ failure: 'answer-invalid' });
    expect(written).toBeLessThan(50_000_000);
  });

  test('drop by drop is no answer in time', async () => {
    let dripping: ReturnType<typeof setInterval> | undefined;
    answering = (_request, _body, response) => {
      response.writeHead(200).write('{"code":"00"');
      dripping = setInterval(() => response.write(' '), 20);
    };
    expect(await ask(gatewayOf({ timeoutMs: 400 }))).toMatchObject({ failure: 'timeout' });
    clearInterval(dripping);
  });

  test('nobody there, no such name, another certificate', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stranger-'));
    const { cert, key } = makeAuthority(folder).issue('127.0.0.1');
    const files = { cert: readFileSync(cert), key: readFileSync(key) };
    rmSync(folder, { recursive: true });
    const tls = createTlsServer(files, (_request, response) => response.end(yes));
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
    const far = `https://127.0.0.1:${(tls.address() as AddressInfo).port}/`;
    expect(await ask(gatewayOf({ url: far }))).toMatchObject({ failure: 'certificate-invalid' });
    tls.closeAllConnections();
    await new Promise((resolve) => tls.close(resolve));
    expect(await ask(gatewayOf({ url: far }))).toMatchObject({ failure: 'unreachable' });
    const unknown = Object.assign(new Error('a name'), { code: 'ENOTFOUND' });
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed', { cause: unknown })));
    expect(await ask()).toMatchObject({ failure: 'name-unknown' });
    vi.unstubAllGlobals();
  });

  test.each([
    ['seconds', '120', 120_000],
    ['a date', new Date(nowMs + 90_000).toUTCString(), 90_000],
    ['a year', '31536000', 6 * 3_600_000],
    ['the past', new Date(nowMs - 90_000).toUTCString(), null],
    ['nonsense', 'soon', null],
  ])('how long it wants to be left alone: %s', async (_what, after, waitMs) => {
    answering = saying(503, { 'retry-after': after }, '');
    expect(await ask()).toMatchObject({ failure: 'source-failed', waitMs });
  });
});

describe('an answer', () => {
  const gbk = Buffer.concat([Buffer.from('{"code":"00","msg":"'), Buffer.from([0xd2, 0xbb, 0x95, 0x5c]), Buffer.from('"}')]);
  test('in GBK, as its content type or the description says', async () => {
    answering = saying(200, { 'content-type': 'application/json; charset=GB2312' }, gbk);
    expect(await ask()).toMatchObject({ outcome: 'confirmed' });
    answering = saying(200, { 'content-type': 'application/json' }, gbk);
    expect(await ask()).toMatchObject({ failure: 'answer-invalid' });
    expect(await ask(gatewayOf({}, { charset: 'gbk' }))).toMatchObject({ outcome: 'confirmed' });
  });

  test('signed over its bytes, whatever charset they are in', async () => {
    const signed = { algorithm: 'hmac-sm3', secret: 'one', header: 'x-sign' };
    const gateway = gatewayOf({}, { charset: 'gbk', signed });
    const mac = createHmac('sm3', 'a&b=c').update(gbk).digest('hex');
    answering = saying(200, { 'x-sign': mac }, gbk);
    expect(await ask(gateway)).toMatchObject({ outcome: 'confirmed' });
    answering = saying(200, { 'x-sign': mac }, Buffer.concat([gbk, Buffer.from(' ')]));
    expect(await ask(gateway)).toMatchObject({ failure: 'signature-invalid' });
    answering = saying(200, {}, gbk);
    expect(await ask(gateway)).toMatchObject({ failure: 'signature-invalid' });
  });

  test('in XML', async () => {
    let heard = '';
    answering = (request, body, response) => {
      heard = `${request.headers['content-type']} ${body}`;
      response.end('<r><c>01</c></r>');
    };
    const described = { format: 'xml', body: '<q><xm>{{name}}</xm></q>' };
    const gateway = gatewayOf(described, { format: 'xml', outcome: { ...outcome, at: '/r/c' } });
    expect(await ask(gateway)).toMatchObject({ outcome: 'refuted' });
    expect(heard).toBe('text/xml; charset=utf-8 <q><xm>王&amp;&lt;小&gt;明 &quot;</xm></q>');
  });
});

test('a form with the signature inside, times as providers want them', async () => {
  let form = new URLSearchParams();
  answering = (_request, body, response) => {
    form = new URLSearchParams(body);
    response.end(yes);
  };
  const over = '{{documentNumber}}{{china-time}}{{secret:one}}';
  const body = { xm: '{{name}}', t: '{{china-time}}', s: '{{seconds}}', sign: '{{signature}}' };
  await ask(gatewayOf({ format: 'form', body, sign: { algorithm: 'md5', encoding: 'hex-upper', over } }));
  const expected = createHash('md5').update(`${values.documentNumber}20270101043005a&b=c`).digest('hex').toUpperCase();
  expect(Object.fromEntries(form)).toEqual({ xm: values.name, t: '20270101043005', s: String(nowMs / 1_000), sign: expected });
});

test('a GET in which a value stays one value', async () => {
  let asked = '';
  answering = (request, _body, response) => {
    asked = request.url ?? '';
    response.end(yes);
  };
  const gateway = gatewayOf({ method: 'GET', url: `${url}?xm={{name}}&k={{secret:one}}` });
  expect(await ask(gateway)).toMatchObject({ outcome: 'confirmed' });
  expect(Object.fromEntries(new URL(asked, url).searchParams)).toEqual({ xm: values.name, k: 'a&b=c' });
});

describe('a token', () => {
  let given: string[];
  let life: number;
  const described = () => ({
    headers: { authorization: 'Bearer {{token}}' },
    token: {
      url: `${url}/token`,
      body: { grant_type: 'client_credentials', client_secret: '{{secret:one}}' },
      answer: { token: '/access_token', seconds: '/expires_in' },
    },
  });
  beforeEach(() => {
    given = [];
    life = 3_600;
    answering = (request, body, response) => {
      if (request.url?.endsWith('/token') === true) {
        if (new URLSearchParams(body).get('client_secret') !== 'a&b=c') return response.writeHead(401).end();
        given.push(`t${given.length}`);
        return response.end(JSON.stringify({ access_token: given.at(-1), expires_in: life }));
      }
      const isNewest = request.headers.authorization === `Bearer ${given.at(-1)}`;
      return isNewest ? response.end(yes) : response.writeHead(401).end();
    };
  });

  test('is fetched once for many, and again when it ends or is refused', async () => {
    const gateway = gatewayOf(described());
    const answers = await Promise.all([ask(gateway), ask(gateway), ask(gateway)]);
    expect(answers.map(({ answered }) => answered)).toEqual([true, true, true]);
    expect(given).toEqual(['t0']);
    given.push('revoked elsewhere');
    expect(await ask(gateway)).toMatchObject({ failure: 'refused' });
    expect(await ask(gateway)).toMatchObject({ answered: true });
    expect(given).toHaveLength(3);
    life = 0;
    const short = gatewayOf(described());
    expect(await ask(short)).toMatchObject({ answered: true });
  });

  test('that is not given is said', async () => {
    const wrong = described();
    const gateway = gatewayOf({ ...wrong, token: { ...wrong.token, body: { client_secret: 'x' } } });
    expect(await ask(gateway)).toMatchObject({ failure: 'token-refused' });
    const elsewhere = { ...wrong.token, answer: { token: '/nowhere' } };
    expect(await ask(gatewayOf({ ...wrong, token: elsewhere }))).toMatchObject({ failure: 'token-refused' });
  });
});

test('after a pause one request tries again while the others wait', async () => {
  let now = nowMs;
  const file = gatewaysFile.parse({
    gateways: [
      { name: 'source', kind: 'identity-authority', url, circuit: { failures: 2, pauseMs: 60_000 }, answer: { outcome } },
    ],
  });
  const gateway = createSources(file, secrets, { nowMs: () => now }).check('identity-authority');
  if (gateway === null) throw new Error('no gateway');
  answering = saying(500, {}, '');
  await ask(gateway);
  await ask(gateway);
  expect(await ask(gateway)).toMatchObject({ failure: 'paused' });
  now += 61_000;
  answering = saying(200, {}, yes);
  const answers = await Promise.all([ask(gateway), ask(gateway), ask(gateway)]);
  expect(answers.map((one) => ('failure' in one ? one.failure : one.outcome))).toEqual(['confirmed', 'paused', 'paused']);
  expect(await ask(gateway)).toMatchObject({ outcome: 'confirmed' });
});
