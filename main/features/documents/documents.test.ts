// The reader's service as it fails in the field: a real HTTP server on this machine that is slow, talks nonsense, breaks or is not there.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isReaderAddress } from '#main/kernel/reader-address.ts';
import { refusalOf, TestWorkstation, unwrap, usualOrganisation } from '#main/test-bench/workstation.ts';

let workstation: TestWorkstation;
let simulator: Server;
let answer: RequestListener;
let requests = 0;

const card = { data: { xm: '赵测试', sfzh: '11010519491231002X', zz: '北京市朝阳区 1 号', photo: 'x'.repeat(50_000) } };
const mapping = { name: 'data.xm', documentNumber: 'data.sfzh', address: 'data.zz' };
const says =
  (body: string, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };

beforeEach(async () => {
  requests = 0;
  answer = says(JSON.stringify(card));
  simulator = createServer((request, response) => {
    requests += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => simulator.listen(0, '127.0.0.1', resolve));
  const { port } = simulator.address() as AddressInfo;
  workstation = new TestWorkstation(await usualOrganisation());
  workstation.readerOrder = { address: `http://127.0.0.1:${port}/read`, mapping };
  await workstation.start(workstation.order);
  unwrap(await workstation.signIn());
});
afterEach(async () => {
  simulator.closeAllConnections();
  simulator.close();
  await workstation.remove();
});

const read = (registrationId: string) => workstation.app.call('documents.read', { registrationId });

test('a card that lies on the reader is read, for a registration of the caller’s own only', async () => {
  const id = await workstation.begin();
  expect(unwrap(await read(id))).toEqual({
    name: '赵测试',
    documentType: 'resident-id',
    documentNumber: '11010519491231002X',
    address: '北京市朝阳区 1 号',
  });
  expect(unwrap(await workstation.api['documents.reader']({}))).toMatchObject({ hasService: true });
  unwrap(await workstation.app.call('staff.signOut', {}));
  unwrap(await workstation.signIn('other'));
  expect(refusalOf(await read(id))).toBe('registration/unknown');
  expect(requests).toBe(1);
});

test('a card is judged by the trusted day, not by a clock that was set to before its holder was born', async () => {
  const id = await workstation.begin();
  workstation.time.clockMs = Date.UTC(1930, 0, 1);
  expect(unwrap(await read(id))).toMatchObject({ documentNumber: '11010519491231002X' });
});

describe('a reader in trouble', () => {
  test.each([
    ['an error of its own', says('{}', 500), 'reader/failed'],
    ['an answer that is no JSON', says('<html>'), 'reader/answer-invalid'],
    ['JSON without a card', says('{"data":null}'), 'reader/answer-invalid'],
    ['a number that does not hold', says(JSON.stringify({ data: { sfzh: '110105194912310021' } })), 'reader/answer-invalid'],
    ['an answer without end', says(JSON.stringify({ data: 'x'.repeat(3 * 1024 * 1024) })), 'reader/answer-invalid'],
    ['silence', () => undefined, 'reader/too-slow'],
    ['a connection that breaks', (request) => request.socket.destroy(), 'reader/unreachable'],
  ] as const satisfies readonly (readonly [string, RequestListener, string])[])('%s', async (_name, behaviour, code) => {
    const id = await workstation.begin();
    answer = behaviour;
    expect(refusalOf(await read(id))).toBe(code);
    answer = says(JSON.stringify(card));
    expect(refusalOf(await read(id))).toBe('ok');
  });

  test('a redirect leads nowhere', async () => {
    const id = await workstation.begin();
    answer = (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' }).end();
    expect(refusalOf(await read(id))).toBe('reader/failed');
    expect(requests).toBe(1);
  });

  test('not there at all, or not configured', async () => {
    const id = await workstation.begin();
    simulator.closeAllConnections();
    await new Promise((resolve) => simulator.close(resolve));
    expect(refusalOf(await read(id))).toBe('reader/unreachable');
    workstation.readerOrder = null;
    await workstation.restart();
    unwrap(await workstation.signIn());
    expect(refusalOf(await read(id))).toBe('reader/not-configured');
    expect(unwrap(await workstation.api['documents.reader']({}))).toMatchObject({ hasService: false });
  });
});

test('one reading at a time, and it can be cancelled', async () => {
  const id = await workstation.begin();
  answer = () => undefined;
  const first = read(id);
  expect(refusalOf(await read(id))).toBe('reader/busy');
  unwrap(await workstation.app.call('documents.cancel', {}));
  expect(refusalOf(await first)).toBe('reader/cancelled');
  answer = says(JSON.stringify(card));
  expect(refusalOf(await read(id))).toBe('ok');
});

test('a wedge’s reading is recorded too, for an open registration only', async () => {
  const id = await workstation.begin();
  expect(refusalOf(await workstation.app.call('documents.typed', { registrationId: id }))).toBe('ok');
  unwrap(await workstation.app.call('registration.discard', { registrationId: id }));
  expect(refusalOf(await workstation.app.call('documents.typed', { registrationId: id }))).toBe('registration/unknown');
});

test.each([
  ['http://127.0.0.1:19196/read', true],
  ['http://localhost:19196/read', false],
  ['http://127.0.0.1.example.com/', false],
  ['http://127.0.0.1@example.com/', false],
  ['http://user:word@127.0.0.1/', false],
  ['https://127.0.0.1/', false],
  ['http://192.168.1.5/', false],
  ['http://0177.0.0.1/', true],
  ['file:///etc/passwd', false],
  ['', false],
])('%s is an address of this machine: %s', (address, expected) => {
  expect(isReaderAddress(address)).toBe(expected);
});

describe('the readers of this workstation', () => {
  const wedge = {
    prefix: 'ID:',
    suffix: '',
    separator: ';',
    parts: ['documentNumber', null, 'name'] as ('documentNumber' | 'name' | null)[],
  };

  test('an IT administrator sets and tests them; clerks use them and may not change them', async () => {
    const service = workstation.readerOrder;
    if (service === null) throw new Error('no service');
    workstation.readerOrder = null;
    await workstation.restart();
    unwrap(await workstation.signIn());
    expect(refusalOf(await workstation.app.call('documents.changeSettings', { service, wedge }))).toBe('access/denied');
    expect(refusalOf(await workstation.app.call('documents.testService', service))).toBe('access/denied');
    unwrap(await workstation.app.call('staff.signOut', {}));
    unwrap(await workstation.signIn('it'));
    // What was read is not told, only what was found in it.
    expect(unwrap(await workstation.api['documents.testService'](service))).toEqual({
      members: ['name', 'documentType', 'documentNumber', 'address'],
    });
    answer = () => undefined;
    const waiting = workstation.app.call('documents.testService', service);
    unwrap(await workstation.app.call('documents.cancelTest', {}));
    expect(refusalOf(await waiting)).toBe('reader/cancelled');
    answer = says(JSON.stringify(card));
    unwrap(await workstation.app.call('documents.changeSettings', { service, wedge }));
    await workstation.restart();
    unwrap(await workstation.signIn());
    expect(unwrap(await workstation.api['documents.reader']({}))).toEqual({ hasService: true, wedge });
    expect(unwrap(await read(await workstation.begin()))).toMatchObject({ name: '赵测试' });
  });

  test.each([
    ['another machine', { service: { address: 'http://192.168.1.5/', mapping: {} }, wedge }, 'reader/address-invalid'],
    ['no separator', { service: null, wedge: { ...wedge, separator: '' } }, 'internal/invalid-input'],
    ['a card without a number', { service: null, wedge: { ...wedge, parts: ['name', null] } }, 'internal/invalid-input'],
    [
      'a part twice',
      { service: null, wedge: { ...wedge, parts: ['documentNumber', 'documentNumber'] } },
      'internal/invalid-input',
    ],
  ])('%s is not taken', async (_name, changed, code) => {
    unwrap(await workstation.app.call('staff.signOut', {}));
    unwrap(await workstation.signIn('it'));
    expect(refusalOf(await workstation.app.call('documents.changeSettings', changed))).toBe(code);
    expect(unwrap(await workstation.api['documents.settings']({})).service).toEqual(workstation.readerOrder);
  });
});
