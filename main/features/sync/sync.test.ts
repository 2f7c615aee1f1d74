// The way to the server under everything that can go wrong with a network and with another server (S4): nothing lost, nothing
// doubled, and 已同步 only on a receipt that is really ours.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type * as z from 'zod';
import { signedInWorkstation, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { pushResponse } from '#src/contract/sync/messages.ts';
import type { SignedReceipt } from '#src/crypto/signed.ts';
import { generateSigningKey, signDocument } from '#src/node/crypto/signing.ts';

let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await signedInWorkstation();
  await now();
});
afterEach(() => workstation.remove());

async function now() {
  return unwrap(await workstation.api['sync.now']({}));
}
/** Saves records while the server cannot be reached. */
async function registerOffline(count: number): Promise<string[]> {
  workstation.server.mode = 'down';
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push(await workstation.register());
  await now();
  return ids;
}
/** Until the attempt a timer began has ended and set the next timer. */
async function settled(): Promise<void> {
  await vi.waitFor(() => expect(workstation.time.tasks).toHaveLength(1));
}
async function states(): Promise<string[]> {
  return (await workstation.queue()).toReversed().map((item) => item.state);
}

test('sends in the order of saving, over batches, once each', async () => {
  const ids = await registerOffline(60);
  workstation.server.mode = 'up';
  expect(await now()).toMatchObject({ waiting: 0, synced: 60 });
  expect([...workstation.server.stored.keys()]).toEqual(ids);
  expect(workstation.server.sequences).toEqual(ids.map((_id, index) => index + 1));
  expect(workstation.server.paths().filter((path) => path === '/v1/records')).toHaveLength(2);
});

test('an answer that got lost is a duplicate the next time, with the same receipt', async () => {
  const [recordId = ''] = await registerOffline(1);
  workstation.server.mode = 'up';
  workstation.server.beforePushAnswer = () => {
    workstation.server.mode = 'down';
  };
  expect(await now()).toMatchObject({ waiting: 1, synced: 0 });
  expect(workstation.server.stored.has(recordId)).toBe(true);
  workstation.server.mode = 'up';
  workstation.server.beforePushAnswer = undefined;
  expect(await now()).toMatchObject({ waiting: 0, synced: 1 });
  expect(workstation.server.stored.size).toBe(1);
});

describe('a receipt that is not ours leaves the record waiting', () => {
  test.each([
    ['another record', { recordId: '3f2b8c54-9f10-4a6e-8d53-0f6a1c2b3d4e' }],
    ['another content', { contentHash: 'a'.repeat(64) }],
    ['another device', { deviceId: 'device-2' }],
    ['another organisation', { organisationId: 'organisation-2' }],
    ['another revision', { revision: 2 }],
  ])('for %s', async (_name, change) => {
    await registerOffline(1);
    const { server } = workstation;
    server.mode = 'up';
    server.answerInstead = (_id, sequence, receipt) => ({
      sequence,
      outcome: 'accepted',
      receipt: server.sign({ ...receipt, ...change }),
    });
    expect(await now()).toMatchObject({ waiting: 1, synced: 0 });
    expect((await workstation.queue())[0]).toMatchObject({ lastError: { code: 'sync/receipt-invalid' }, receipt: null });
    server.answerInstead = undefined;
    expect(await now()).toMatchObject({ waiting: 0, synced: 1 });
  });

  test('signed by another key', async () => {
    await registerOffline(1);
    workstation.server.mode = 'up';
    workstation.server.answerInstead = (_id, sequence, receipt) => {
      const foreign = { ...generateSigningKey(), keyId: workstation.server.key.keyId };
      return { sequence, outcome: 'accepted', receipt: signDocument('receipt', { ...receipt }, foreign) };
    };
    expect(await now()).toMatchObject({ waiting: 1, synced: 0 });
  });
});

test('one bad record delays no other, stays here with its reason, and is recorded', async () => {
  const [, second] = await registerOffline(4);
  workstation.server.mode = 'up';
  workstation.server.answerInstead = (recordId, sequence) => {
    if (recordId === second) return { sequence, outcome: 'quarantined', error: { code: 'sync/form-unknown', params: {} } };
    return sequence === 3 ? { sequence, outcome: 'conflict', error: { code: 'sync/conflict', params: {} } } : undefined;
  };
  expect(await now()).toMatchObject({ waiting: 0, synced: 2, quarantined: 2 });
  expect(await states()).toEqual(['synced', 'quarantined', 'quarantined', 'synced']);
  const reasons = (await workstation.queue()).map((item) => item.lastError?.code ?? null);
  expect(reasons.toReversed()).toEqual([null, 'sync/form-unknown', 'sync/conflict', null]);
});

test('an outcome the server forgot leaves only that record waiting', async () => {
  await registerOffline(3);
  workstation.server.mode = 'up';
  workstation.server.answerInstead = (_id, sequence) => (sequence === 2 ? 'nothing' : undefined);
  expect(await now()).toMatchObject({ waiting: 1, synced: 2 });
  expect((await workstation.queue())[1]).toMatchObject({ state: 'waiting', lastError: { code: 'server/answer-invalid' } });
});

type Outcomes = z.output<typeof pushResponse>['outcomes'];

/** Something on the way changes what the server answers to a push. */
function changeAnswers(change: (outcomes: Outcomes) => readonly unknown[]): void {
  const { server } = workstation;
  const send = server.send.bind(server);
  vi.spyOn(server, 'send').mockImplementation(async (request) => {
    const answer = await send(request);
    if (!answer.ok || !request.url.endsWith('/v1/records')) return answer;
    const { outcomes } = pushResponse.parse(JSON.parse(answer.value.body));
    return { ok: true, value: { ...answer.value, body: JSON.stringify({ outcomes: change(outcomes) }) } };
  });
}

test('an answer in another order, with others’ outcomes among them, gives each record its own; two of one record count for none', async () => {
  const ids = await registerOffline(4);
  workstation.server.mode = 'up';
  const error = { code: 'sync/form-unknown', params: {} };
  changeAnswers((outcomes) => [
    { sequence: 3, outcome: 'quarantined', error },
    ...outcomes.toReversed(),
    ...outcomes.map((one) => ({ ...one, sequence: one.sequence + 100 })),
  ]);
  expect(await now()).toMatchObject({ waiting: 1, synced: 3, quarantined: 0 });
  const queue = (await workstation.queue()).toReversed();
  expect(queue.map(({ receipt }) => receipt?.position ?? null)).toEqual([1, 2, null, 4]);
  expect(queue[2]).toMatchObject({ recordId: ids[2], state: 'waiting', lastError: { code: 'server/answer-invalid' } });
});

test('receipts that were signed together are of their own record and place, or of none', async () => {
  await registerOffline(4);
  workstation.server.mode = 'up';
  const altered: ((receipts: SignedReceipt[]) => SignedReceipt[])[] = [
    (receipts) => receipts.toReversed(),
    (receipts) => receipts.map(({ together: _, ...alone }) => alone),
    (receipts) => receipts.map((one, index) => ({ ...one, ...pick(receipts[(index + 1) % receipts.length], 'together') })),
    (receipts) => receipts.map((one, index) => ({ ...one, ...pick(receipts[(index + 1) % receipts.length], 'body') })),
  ];
  for (const alter of altered) {
    workstation.server.stored.clear();
    changeAnswers((outcomes) => {
      const receipts = alter(outcomes.flatMap((one) => ('receipt' in one ? [one.receipt] : [])));
      expect(receipts.length).toBe(4);
      return outcomes.map((one, index) => ({ ...one, receipt: receipts[index] }));
    });
    expect(await now()).toMatchObject({ waiting: 4, synced: 0, quarantined: 0 });
    vi.restoreAllMocks();
  }
  workstation.server.stored.clear();
  expect(await now()).toMatchObject({ waiting: 0, synced: 4 });
});

function pick<K extends keyof SignedReceipt>(one: SignedReceipt | undefined, name: K): Pick<SignedReceipt, K> {
  if (one?.[name] === undefined) throw new Error(`a receipt without ${name}`);
  return { [name]: one[name] } as Pick<SignedReceipt, K>;
}

test('a batch refused for its content goes record by record', async () => {
  await registerOffline(3);
  workstation.server.mode = 'up';
  workstation.server.refuseRecords = { status: 413, code: 'internal/too-large', isBatchOnly: true };
  expect(await now()).toMatchObject({ waiting: 0, synced: 3 });
});

test('a record refused for its content even alone is set aside', async () => {
  await registerOffline(2);
  workstation.server.mode = 'up';
  workstation.server.refuseRecords = { status: 400, code: 'internal/invalid-input' };
  expect(await now()).toMatchObject({ waiting: 0, quarantined: 2 });
});

test.each([
  [500, 'internal/unexpected'],
  [507, 'store/disk-full'],
  [429, 'internal/too-many-requests'],
  [401, 'devices/unknown'],
])('a refusal of the moment or of the caller (%i) keeps records waiting', async (status, code) => {
  await registerOffline(2);
  workstation.server.mode = 'up';
  workstation.server.refuseRecords = { status, code };
  expect(await now()).toMatchObject({ connection: 'online', waiting: 2, lastError: { code } });
  workstation.server.refuseRecords = undefined;
  expect(await now()).toMatchObject({ waiting: 0, synced: 2 });
});

test('a server that is not ours gets the probe and nothing else', async () => {
  await registerOffline(1);
  const { server } = workstation;
  server.mode = 'impostor';
  server.requests.length = 0;
  expect(await now()).toMatchObject({ connection: 'wrong-server', waiting: 1, lastError: { code: 'server/wrong-identity' } });
  expect(new Set(server.paths())).toEqual(new Set(['/v1/probe']));
});

test('an old answer of our own server, played back, is not our server', async () => {
  const { server } = workstation;
  const honest = server.send.bind(server);
  const old = await honest({
    method: 'GET',
    url: 'http://127.0.0.1:1/v1/probe?nonce=0123456789012345678901',
    headers: {},
    body: '',
    timeoutMs: 1,
  });
  server.send = async () => old;
  expect(await now()).toMatchObject({ connection: 'wrong-server' });
});

test('a captive portal is not online', async () => {
  await registerOffline(1);
  workstation.server.mode = 'captive';
  expect(await now()).toMatchObject({ connection: 'offline', waiting: 1, lastError: { code: 'server/answer-invalid' } });
  workstation.server.mode = 'broken';
  expect(await now()).toMatchObject({ connection: 'offline', waiting: 1, lastError: { code: 'server/answer-invalid' } });
});

test('a server that no longer speaks our protocol gets no records', async () => {
  await registerOffline(1);
  workstation.server.mode = 'up';
  workstation.server.minimumProtocol = 3;
  expect(await now()).toMatchObject({ waiting: 1, lastError: { code: 'server/protocol-too-old', params: { minimum: 3 } } });
  expect(workstation.server.stored.size).toBe(0);
});

describe('a newer configuration', () => {
  test('is taken over, and signs out whoever may not work any more', async () => {
    const { server } = workstation;
    const staff = server.configuration.staff.filter((member) => member.id !== 'clerk');
    server.configuration = { ...server.configuration, version: 2, staff };
    await now();
    expect(workstation.events).toContain('configuration.changed');
    expect(unwrap(await workstation.api['staff.current']({})).session).toBeNull();
    expect(await workstation.signIn()).toMatchObject({ ok: false, error: { code: 'staff/wrong-credentials' } });
    unwrap(await workstation.signIn('other'));
  });

  test('does not strand a registration that was begun before it', async () => {
    const { server } = workstation;
    const registrationId = await workstation.begin();
    const forms = server.configuration.forms.map((form) => ({ ...form, version: 2, fields: form.fields.slice(0, 1) }));
    server.configuration = { ...server.configuration, version: 2, forms };
    await now();
    unwrap(await workstation.review(registrationId));
    unwrap(await workstation.app.call('registration.submit', { registrationId }));
    await now();
    expect(server.stored.get(registrationId)).toContain('"form":{"id":"form","version":1}');
  });

  test('never goes back', async () => {
    const { server } = workstation;
    server.configuration = { ...server.configuration, version: 5 };
    await now();
    const services = server.configuration.services.slice(0, 1);
    server.configuration = { ...server.configuration, version: 4, services };
    server.probedVersion = 9;
    expect(await now()).toMatchObject({ lastError: { code: 'server/answer-invalid' } });
    expect(unwrap(await workstation.api['forms.services']({})).services).toHaveLength(2);
  });
});

describe('when it tries', () => {
  test('every ten seconds while all is well', () => {
    expect(workstation.time.tasks).toHaveLength(1);
    expect(workstation.time.fireNext()).toBe(10_000);
  });

  test('backs off while nothing answers, never longer than a minute, and never gives up', async () => {
    workstation.fraction = 0.999;
    workstation.server.mode = 'down';
    await now();
    const delays: number[] = [];
    for (let i = 0; i < 40; i++) {
      delays.push(workstation.time.fireNext());
      await now();
    }
    expect(delays[0]).toBeLessThan(5_000);
    expect(delays.every((delay) => delay >= 1_000 && delay <= 60_000)).toBe(true);
    expect(delays.at(-1)).toBe(60_000);
  });

  test('says in the queue how often it tried, why it failed, and when it tries next', async () => {
    workstation.fraction = 0.9;
    await registerOffline(1);
    const before = (await workstation.queue())[0];
    await now();
    const after = (await workstation.queue())[0];
    expect(after?.attempts).toBe((before?.attempts ?? 0) + 1);
    expect(after?.lastError?.code).toBe('server/unreachable');
    const [timer] = workstation.time.tasks;
    const nextTryMs = Date.parse(after?.nextTryAt ?? '') - workstation.time.clockMs;
    expect(nextTryMs).toBe((timer?.dueMs ?? 0) - workstation.time.monotonicMs);
  });

  test('sends everything as soon as the line is back, without being asked', async () => {
    await registerOffline(3);
    workstation.server.mode = 'up';
    workstation.time.fireNext();
    await settled();
    expect(await states()).toEqual(['synced', 'synced', 'synced']);
  });

  test('after being cut off, also what was waiting for its own next try', async () => {
    await registerOffline(1);
    workstation.fraction = 0.9;
    workstation.server.mode = 'up';
    workstation.server.refuseRecords = { status: 503, code: 'internal/unexpected' };
    for (let i = 0; i < 9; i++) await now();
    workstation.server.refuseRecords = undefined;
    for (const mode of ['down', 'up'] as const) {
      workstation.server.mode = mode;
      workstation.time.fireNext();
      await settled();
    }
    expect(await states()).toEqual(['synced']);
  });

  test('a clock set back does not leave a record waiting for its old next try', async () => {
    await registerOffline(1);
    workstation.fraction = 0.9;
    workstation.server.mode = 'up';
    workstation.server.refuseRecords = { status: 503, code: 'internal/unexpected' };
    await now();
    workstation.server.refuseRecords = undefined;
    workstation.time.clockMs -= 400 * 86_400_000;
    workstation.time.fireNext();
    await settled();
    expect(await states()).toEqual(['synced']);
  });

  test('a refused record waits for its own next try while the line is good', async () => {
    await registerOffline(1);
    workstation.fraction = 0.9;
    workstation.server.mode = 'up';
    workstation.server.refuseRecords = { status: 503, code: 'internal/unexpected' };
    for (let i = 0; i < 6; i++) await now();
    workstation.server.refuseRecords = undefined;
    workstation.time.fireNext();
    await settled();
    expect(await states()).toEqual(['waiting']);
    for (let i = 0; i < 60 && (await states())[0] === 'waiting'; i++) {
      workstation.time.fireNext();
      await settled();
    }
    expect(await states()).toEqual(['synced']);
  });

  test('many demands at once become few attempts', async () => {
    workstation.server.requests.length = 0;
    await Promise.all(Array.from({ length: 20 }, () => now()));
    const probes = workstation.server.paths().filter((path) => path === '/v1/probe');
    expect(probes.length).toBeLessThanOrEqual(2);
  });
});

test('requests are dated by the server, so a workstation whose clock is years off gets through', async () => {
  await registerOffline(1);
  workstation.server.mode = 'up';
  workstation.time.clockMs -= 3 * 365 * 86_400_000;
  expect(await now()).toMatchObject({ synced: 1 });
});

test('closing in the middle of an exchange touches nothing afterwards', async () => {
  await registerOffline(1);
  workstation.server.mode = 'up';
  const attempt = workstation.api['sync.now']({});
  await workstation.app.close();
  await attempt;
  await workstation.start();
  await workstation.app.call('sync.now', {});
  unwrap(await workstation.signIn());
  expect(await now()).toMatchObject({ waiting: 0, synced: 1 });
});
