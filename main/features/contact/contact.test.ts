// Contact at the counter (R3.3): by code, by call, later; kept apart from everything else, void with another number, and said by the record.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { openStore } from '#main/store/open.ts';
import { subject } from '#main/test-bench/organisation.ts';
import { refusalOf, signedInWorkstation, type TestWorkstation, unwrap, usualOrganisation } from '#main/test-bench/workstation.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { type ContactPolicy, contactDefaults } from '#src/domain/contact/schema.ts';
import { generateSigningKey } from '#src/node/crypto/signing.ts';

const dayMs = 86_400_000;
let workstation: TestWorkstation;

afterEach(() => workstation.remove());

async function open(mode: ContactPolicy['mode']): Promise<void> {
  workstation = await signedInWorkstation(usualOrganisation({ contact: { ...contactDefaults, mode } }));
}

const target = (registrationId: string, phone: string | null = subject.phone) => ({ registrationId, phone });
const call = (name: string, input: object) => workstation.app.call(name, input);
const show = async (registrationId: string, phone: string | null = subject.phone) =>
  unwrap(await workstation.api['contact.status'](target(registrationId, phone) as never));
const sendCode = (id: string, phone: string | null = subject.phone) => call('contact.sendCode', target(id, phone));
const check = (id: string, code: string, phone: string | null = subject.phone) =>
  call('contact.checkCode', { ...target(id, phone), code });
const recordCall = (id: string, outcome: string, asked: string[] = ['name'], phone: string | null = subject.phone) =>
  call('contact.recordCall', { ...target(id, phone), outcome, asked });
const defer = (id: string, phone: string | null = subject.phone) =>
  call('contact.defer', { ...target(id, phone), reason: 'offline' });

async function submit(id: string, values: Record<string, string> = subject) {
  const reviewed = await workstation.review(id, values);
  return reviewed.ok ? workstation.app.call('registration.submit', { registrationId: id }) : reviewed;
}
function headers() {
  return [...workstation.server.stored.values()].map((text) => envelope.parse(JSON.parse(text)).header.contact);
}
const detail = async (recordId: string) => unwrap(await workstation.api['records.open']({ recordId } as never));
const listed = async () =>
  unwrap(await workstation.api['records.search']({ text: '', day: null, before: null, limit: 10 })).items.map(
    ({ contact }) => contact,
  );

describe('where it is required or put off', () => {
  beforeEach(() => open('required-or-deferred'));

  test('nothing is saved without it; a code makes it so, and the record says which', async () => {
    const id = await workstation.begin();
    expect(refusalOf(await submit(id))).toBe('contact/not-established');
    expect((await show(id)).state).toBe('pending');
    unwrap(await sendCode(id));
    expect((await show(id)).code).toEqual({ expiresInSeconds: 600, resendInSeconds: 60, isSure: true });
    expect(await check(id, '111111')).toMatchObject({ ok: false, error: { code: 'contact/code-wrong', params: { left: 4 } } });
    unwrap(await check(id, workstation.server.contact.code));
    expect(await show(id)).toMatchObject({
      state: 'confirmed',
      code: null,
      attempts: [{ way: 'sms-code', byName: 'Name of clerk' }],
    });
    unwrap(await submit(id));
    await workstation.api['sync.now']({});
    const [sent] = workstation.server.contact.sent;
    expect(headers()).toEqual([{ state: 'confirmed', factId: sent?.codeId, reason: null }]);
    expect(await listed()).toEqual(['confirmed']);
    expect((await detail(id)).events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['contact.code-sent', 'contact.established']),
    );
    // The number went sealed, and the trail knows none.
    const asked = workstation.server.requests.filter(({ url }) => url.includes('/v1/contact/')).map(({ body }) => body);
    expect(asked.join()).not.toContain(subject.phone);
    expect(JSON.stringify((await detail(id)).events)).not.toContain(subject.phone);
  });

  test('another number begins anew, the first one keeps what was done', async () => {
    const id = await workstation.begin();
    unwrap(await sendCode(id));
    unwrap(await check(id, workstation.server.contact.code));
    expect((await show(id, '13900139000')).state).toBe('pending');
    expect(refusalOf(await check(id, workstation.server.contact.code, '13900139000'))).toBe('contact/code-unknown');
    expect(refusalOf(await submit(id, { ...subject, phone: '13900139000' }))).toBe('contact/not-established');
    expect((await show(id, '+86 138 0013 8000')).state).toBe('confirmed');
    unwrap(await submit(id));
  });

  test('offline it is put off, stays pending through the sending, and is done later by telephone, told once', async () => {
    workstation.server.mode = 'down';
    const id = await workstation.begin();
    expect(refusalOf(await sendCode(id))).toBe('server/unreachable');
    unwrap(await defer(id));
    unwrap(await submit(id));
    expect(await listed()).toEqual(['pending']);
    workstation.server.mode = 'up';
    await workstation.api['sync.now']({});
    expect(headers()).toEqual([{ state: 'deferred', factId: null, reason: 'offline' }]);
    unwrap(await recordCall(id, 'not-answered', [], null));
    expect(await listed()).toEqual(['not-reached']);
    expect(refusalOf(await recordCall(id, 'confirmed', [], null))).toBe('contact/nothing-asked');
    unwrap(await recordCall(id, 'confirmed', ['name', 'document-ending'], null));
    expect((await detail(id)).contact).toMatchObject({
      state: 'confirmed',
      attempts: [
        { reason: 'not-answered' },
        { outcome: 'confirmed', asked: ['name', 'document-ending'], byName: 'Name of clerk' },
      ],
    });
    for (let count = 0; count < 2; count++) await workstation.api['sync.now']({});
    expect(workstation.server.contact.calls.map(({ outcome }) => outcome)).toEqual(['refuted', 'confirmed']);
    expect(workstation.server.paths().filter((path) => path === '/v1/contact/calls')).toHaveLength(1);
  });

  test('what the telephone system says of a call comes later, signed, and stands beside what the clerk said', async () => {
    const { contact } = workstation.server;
    contact.isAsking = true;
    const id = await workstation.begin();
    unwrap(await recordCall(id, 'confirmed'));
    await workstation.api['sync.now']({});
    const [call] = contact.calls;
    const told = () => workstation.server.paths().filter((path) => path === '/v1/contact/calls').length;
    expect(contact.revisions.get(call?.factId ?? '')).toBeNull();
    unwrap(await submit(id));
    await workstation.api['sync.now']({});
    // Until there is an answer it is told again, now with the revision that has the number.
    expect(contact.revisions.get(call?.factId ?? '')).toBe(1);
    expect((await detail(id)).contact.attempts).toMatchObject([{ outcome: 'confirmed', record: null }]);
    const said = {
      source: 'pbx',
      reference: null,
      outcome: 'refuted',
      reason: 'no-such-call',
      at: '2026-06-01T02:00:00.000Z',
    } as const;
    contact.records.push({ callId: call?.factId ?? '', recordId: id, ...said });
    contact.otherKey = generateSigningKey();
    await workstation.api['sync.now']({});
    expect((await detail(id)).contact.attempts[0]?.record).toBeNull();
    contact.otherKey = null;
    await workstation.api['sync.now']({});
    expect((await detail(id)).contact).toMatchObject({ state: 'confirmed', attempts: [{ outcome: 'confirmed', record: said }] });
    const before = told();
    await workstation.api['sync.now']({});
    expect(told()).toBe(before);
  });

  test('later by a code from the record, until its copy closes; then it stays as it was', async () => {
    const [first, second] = [await workstation.begin(), await workstation.begin()];
    for (const id of [first, second]) {
      unwrap(await defer(id));
      unwrap(await submit(id));
    }
    await workstation.api['sync.now']({});
    unwrap(await sendCode(first, null));
    unwrap(await check(first, workstation.server.contact.code, null));
    expect((await detail(first)).contact.state).toBe('confirmed');
    workstation.time.advance(8 * dayMs);
    workstation.time.fireRare();
    unwrap(await workstation.signIn());
    expect(refusalOf(await sendCode(second, null))).toBe('records/closed');
    expect(await listed()).toEqual(['pending', 'confirmed']);
    await workstation.app.close();
    const [key = new Uint8Array()] = workstation.keychain.entries.values();
    const store = openStore({ path: dataFolder(workstation.dataDir).database, cipher: 'aegis', key: key.slice() });
    expect(store.all(z.object({ salt: z.string().nullable() }), 'SELECT salt FROM contact')).toEqual([
      { salt: null },
      { salt: null },
    ]);
    store.close();
  });

  test('a correction with another number is not saved on what the first one had', async () => {
    const id = await workstation.begin();
    unwrap(await recordCall(id, 'confirmed'));
    unwrap(await submit(id));
    unwrap(await call('records.reopen', { recordId: id, reason: 'mistake-found' }));
    const changed = { ...subject, phone: '13900139000' };
    expect(refusalOf(await submit(id, changed))).toBe('contact/not-established');
    unwrap(await defer(id, '13900139000'));
    expect(await listed()).toEqual(['confirmed']);
    unwrap(await submit(id, changed));
    expect(await listed()).toEqual(['pending']);
  });

  test('nobody else’s, and nothing after it was discarded', async () => {
    const id = await workstation.begin();
    unwrap(await recordCall(id, 'confirmed'));
    unwrap(await workstation.api['staff.signOut']({}));
    unwrap(await workstation.signIn('other'));
    expect(refusalOf(await sendCode(id))).toBe('registration/unknown');
    expect(refusalOf(await sendCode(id, null))).toBe('records/unknown');
    unwrap(await workstation.api['staff.signOut']({}));
    unwrap(await workstation.signIn());
    unwrap(await call('registration.discard', { registrationId: id }));
    await workstation.api['sync.now']({});
    expect(workstation.server.contact.calls).toEqual([]);
  });

  test.each([
    ['another server’s', { otherKey: generateSigningKey() }],
    ['for another registration', { forge: { recordId: '3f2b8c54-9f10-4a6e-8d53-0f6a1c2b3d4e' } }],
    ['of another code', { forge: { factId: '3f2b8c54-9f10-4a6e-8d53-0f6a1c2b3d4e' } }],
    ['that says something else', { forge: { outcome: 'refuted' as const, reason: 'wrong-number' as const } }],
  ])('a fact that is %s is no fact', async (_what, change) => {
    const id = await workstation.begin();
    unwrap(await sendCode(id));
    Object.assign(workstation.server.contact, change);
    expect(refusalOf(await check(id, workstation.server.contact.code))).toBe('server/answer-invalid');
    expect((await show(id)).state).toBe('pending');
    Object.assign(workstation.server.contact, { otherKey: null, forge: {} });
    unwrap(await check(id, workstation.server.contact.code));
  });

  test('what the server refuses is said, and loses nothing', async () => {
    const id = await workstation.begin();
    for (const [code, params] of [
      ['contact/too-soon', { waitSeconds: 40 }],
      ['contact/not-sent', { failure: 'timeout' }],
      ['contact/undeliverable', { reason: 'number-blocked' }],
    ] as const) {
      workstation.server.contact.refuse = { status: 429, code, params };
      expect(await sendCode(id)).toMatchObject({ ok: false, error: { code, params } });
    }
    workstation.server.contact.refuse = null;
    workstation.server.mode = 'captive';
    expect(refusalOf(await sendCode(id))).toBe('server/answer-invalid');
    workstation.server.mode = 'impostor';
    expect(refusalOf(await sendCode(id))).toBe('server/wrong-identity');
    expect(workstation.server.contact.sent).toEqual([]);
    workstation.server.mode = 'up';
    workstation.server.contact.isSure = false;
    unwrap(await sendCode(id));
    expect((await show(id)).code?.isSure).toBe(false);
    await workstation.restart();
    unwrap(await workstation.signIn());
    await workstation.api['sync.now']({});
    unwrap(await check(id, workstation.server.contact.code));
  });
});

test('optional holds nobody up; asked of nobody, nothing can be done and the record says nothing', async () => {
  await open('optional');
  await workstation.register();
  await workstation.api['sync.now']({});
  expect([headers(), await listed()]).toEqual([[undefined], ['not-asked']]);
  await workstation.remove();
  await open('none');
  const id = await workstation.begin();
  expect(refusalOf(await sendCode(id))).toBe('contact/not-asked');
  expect(refusalOf(await defer(id))).toBe('contact/not-asked');
  unwrap(await submit(id));
});
