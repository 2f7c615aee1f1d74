// Restricted subjects at a workstation (R3.6): heard of only from our server, recognised without a network, and held up by the program
// whatever a screen did.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { passphrase, subject } from '#main/test-bench/organisation.ts';
import { refusalOf, signedInWorkstation, type TestWorkstation, unwrap, usualOrganisation } from '#main/test-bench/workstation.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { everyRestriction } from '#src/domain/restriction/filter.ts';
import { type FurtherCheckPoint, requiredPoints } from '#src/domain/restriction/schema.ts';
import { generateSigningKey } from '#src/node/crypto/signing.ts';

let workstation: TestWorkstation;

const document = { type: subject.documentType, number: subject.documentNumber };
const supervisor = { number: 'supervisor', passphrase };

beforeEach(async () => {
  workstation = await signedInWorkstation();
});
afterEach(() => workstation.remove());

async function hear(): Promise<void> {
  unwrap(await workstation.api['sync.now']({}));
}

async function look(registrationId: string, named: { readonly type: string; readonly number: string } = document) {
  return unwrap(await workstation.api['restriction.look']({ registrationId, ...named } as never)).found;
}

function confirm(registrationId: string, change: Record<string, unknown> = {}) {
  const asked = { registrationId, ...document, supervisor, points: [...requiredPoints], ...change };
  return workstation.api['restriction.confirm'](asked as never);
}

function submit(registrationId: string) {
  return workstation.app.call('registration.submit', { registrationId });
}

test('recognised offline, after a restart, by whatever paper carries the number; nobody else is', async () => {
  workstation.server.restrictions.tell(document, { failures: 4, reasons: ['name-differs', 'number-unknown'] });
  await hear();
  expect(workstation.events).toContain('restriction.changed');
  workstation.server.mode = 'down';
  await workstation.restart();
  unwrap(await workstation.signIn());
  const id = await workstation.begin();
  const known = {
    state: 'restricted',
    failures: 4,
    reasons: ['name-differs', 'number-unknown'],
    needs: 'further-check',
    checked: null,
  };
  expect(await look(id)).toMatchObject(known);
  expect(await look(id, { type: 'resident-id', number: ' 110105 19491231 ００２ｘ ' })).toMatchObject(known);
  expect(await look(id, { type: 'household-register', number: document.number })).toMatchObject(known);
  expect(await look(id, { type: 'passport', number: document.number })).toBeNull();
  expect(await look(id, { type: 'resident-id', number: '110101199003071057' })).toBeNull();
});

test('a restricted subject is registered only after a supervisor identified them, and the record says by what', async () => {
  workstation.server.restrictions.tell(document);
  await hear();
  const id = await workstation.begin();
  unwrap(await workstation.review(id));
  expect(refusalOf(await submit(id))).toBe('restriction/check-needed');
  expect(refusalOf(await confirm(id, { points: ['original-seen'] satisfies FurtherCheckPoint[] }))).toBe(
    'restriction/check-incomplete',
  );
  expect(refusalOf(await confirm(id, { supervisor: { number: 'clerk', passphrase } }))).toBe('staff/other-person-needed');
  expect(refusalOf(await confirm(id, { supervisor: { number: 'other', passphrase } }))).toBe('staff/may-not-confirm');
  expect(refusalOf(await confirm(id, { supervisor: { number: 'supervisor', passphrase: 'wrong' } }))).toBe(
    'staff/wrong-credentials',
  );
  expect(refusalOf(await submit(id))).toBe('restriction/check-needed');
  unwrap(await confirm(id));
  expect(await look(id)).toMatchObject({ checked: { byName: 'Name of supervisor', points: requiredPoints } });
  unwrap(await submit(id));
  await hear();
  const { header } = envelope.parse(JSON.parse(workstation.server.stored.get(id) ?? ''));
  expect(header.furtherCheck).toMatchObject({ reviewedBy: 'supervisor', checks: requiredPoints });
  const { events } = unwrap(await workstation.api['records.open']({ recordId: id as never }));
  expect(events.map(({ action }) => action)).toEqual(expect.arrayContaining(['restriction.check-made', 'restriction.shown']));
  expect(JSON.stringify(events)).not.toContain(document.number);
});

test('a check holds for its document and its registration alone', async () => {
  workstation.server.restrictions.tell(document);
  const otherDocument = { type: 'resident-id', number: '110101199003071057' };
  workstation.server.restrictions.tell(otherDocument);
  await hear();
  const id = await workstation.begin();
  unwrap(await confirm(id, otherDocument));
  unwrap(await workstation.review(id));
  expect(refusalOf(await submit(id))).toBe('restriction/check-needed');
  unwrap(await confirm(id));
  unwrap(await submit(id));
  const second = await workstation.begin();
  unwrap(await workstation.review(second));
  expect(refusalOf(await submit(second))).toBe('restriction/check-needed');
  expect(refusalOf(await confirm(id))).toBe('registration/already-submitted');
});

test('who is not restricted needs no check, and none can be made for them', async () => {
  const id = await workstation.begin();
  expect(await look(id)).toBeNull();
  expect(refusalOf(await confirm(id))).toBe('restriction/not-possible');
  unwrap(await workstation.review(id));
  unwrap(await submit(id));
  await hear();
  expect(envelope.parse(JSON.parse(workstation.server.stored.get(id) ?? '')).header.furtherCheck).toBeUndefined();
});

test('a suspended subject is refused at the review, at the submission, and no supervisor at the counter changes that', async () => {
  const id = await workstation.begin();
  unwrap(await workstation.review(id));
  workstation.server.restrictions.tell(document, { state: 'suspended' });
  await hear();
  expect(await look(id)).toMatchObject({ state: 'suspended', needs: 'refused' });
  expect(refusalOf(await submit(id))).toBe('restriction/refused');
  expect(refusalOf(await workstation.review(id))).toBe('restriction/refused');
  expect(refusalOf(await confirm(id))).toBe('restriction/refused');
  workstation.server.restrictions.tell(document, { state: 'restricted' });
  await hear();
  unwrap(await workstation.review(id));
  unwrap(await confirm(id));
  unwrap(await submit(id));
});

test('released: everything goes on as before', async () => {
  workstation.server.restrictions.tell(document);
  await hear();
  const id = await workstation.begin();
  expect(await look(id)).not.toBeNull();
  workstation.server.restrictions.tell(document, { state: 'none', failures: 0, since: null });
  await hear();
  expect(await look(id)).toBeNull();
  unwrap(await workstation.review(id));
  unwrap(await submit(id));
});

test('where the policy says so, a restricted subject is not registered at all', async () => {
  await workstation.remove();
  workstation = await signedInWorkstation(usualOrganisation({ restrictedRegistrations: 'refused' }));
  workstation.server.restrictions.tell(document);
  await hear();
  const id = await workstation.begin();
  expect(refusalOf(await workstation.review(id))).toBe('restriction/refused');
  expect(refusalOf(await confirm(id))).toBe('restriction/refused');
});

describe('a page changes nothing', () => {
  test.each([
    ['another server’s', { otherKey: generateSigningKey() }],
    ['for another workstation', { forge: { deviceId: 'device-2' } }],
    ['of another organisation', { forge: { organisationId: 'organisation-2' } }],
    ['an old one', { forge: { after: 7 } }],
    ['one that leads back', { forge: { cursor: 0 } }],
    ['with digests that are none', { forge: { entries: [{ digest: 'short' }] } }],
  ])('%s', async (_what, change) => {
    const { restrictions } = workstation.server;
    restrictions.tell(document);
    Object.assign(restrictions, change);
    await hear();
    const id = await workstation.begin();
    expect(await look(id)).toBeNull();
    expect(workstation.log.join()).toContain('restrictions.page-refused');
    Object.assign(restrictions, { otherKey: null, forge: {} });
    await hear();
    expect(await look(id)).not.toBeNull();
  });

  test('a release played again from an earlier page frees nobody', async () => {
    const { server } = workstation;
    server.restrictions.tell(document, { state: 'none' });
    const honest = server.send.bind(server);
    let old = '';
    server.send = async (request) => {
      const answer = await honest(request);
      if (request.url.endsWith('/v1/restriction-pages') && answer.ok) old ||= answer.value.body;
      return answer;
    };
    await hear();
    server.restrictions.tell(document);
    await hear();
    server.send = async (request) =>
      request.url.endsWith('/v1/restriction-pages') ? { ok: true, value: { status: 200, body: old } } : honest(request);
    await hear();
    expect(await look(await workstation.begin())).toMatchObject({ state: 'restricted' });
  });
});

test('over many pages, each asked for once; under another key everything is heard anew', async () => {
  const { restrictions } = workstation.server;
  restrictions.pageSize = 1;
  for (const number of ['110101199003071057', '110101199003072340', subject.documentNumber]) {
    restrictions.tell({ type: 'resident-id', number });
  }
  await hear();
  const id = await workstation.begin();
  expect(await look(id)).not.toBeNull();
  const bodies = () =>
    workstation.server.requests.filter(({ url }) => url.endsWith('/v1/restriction-pages')).map(({ body }) => body);
  expect(JSON.parse(bodies().at(-1) ?? '{}')).toMatchObject({ after: 2 });
  await hear();
  expect(JSON.parse(bodies().at(-1) ?? '{}')).toMatchObject({ after: 3 });
  restrictions.items.length = 0;
  restrictions.key = Buffer.alloc(32, 7).toString('base64url');
  for (const number of ['1', '2', '3', subject.documentNumber]) restrictions.tell({ type: 'resident-id', number });
  await hear();
  await hear();
  expect(await look(id)).not.toBeNull();
  expect(await look(id, { type: 'resident-id', number: '110101199003071057' })).toBeNull();
});

test('a server that knows nothing of restrictions fails no attempt', async () => {
  const { server } = workstation;
  const send = server.send.bind(server);
  server.send = async (request) =>
    request.url.includes('/v1/restriction') ? { ok: true, value: { status: 404, body: '{}' } } : send(request);
  expect(unwrap(await workstation.api['sync.now']({}))).toMatchObject({ connection: 'online', lastError: null });
});

test('open restrictions are asked of the server with the supervisor’s own proof, and no clerk asks', async () => {
  const { restrictions, persons } = workstation.server;
  const looks: unknown[] = [];
  persons.answers.set('/v1/restrictions/list', ({ filter }: { filter: unknown }) => {
    looks.push(filter);
    return { at: '2026-11-24T09:00:00.000Z', items: [], isMore: false };
  });
  const show = (state: 'suspended' | null = null) => {
    const filter = { ...everyRestriction, state, branchId: 'branch-1' };
    return workstation.api['restriction.list']({ filter });
  };
  const decision = (given = passphrase) => workstation.api['restriction.decide']({ passphrase: given, act: decide } as never);
  expect(refusalOf(await show())).toBe('access/denied');
  unwrap(await workstation.api['staff.signOut']({}));
  unwrap(await workstation.signIn('supervisor'));
  expect(refusalOf(await show())).toBe('access/proof-needed');
  unwrap(await workstation.api['staff.prove']({ passphrase }));
  unwrap(await show());
  expect(unwrap(await show('suspended'))).toMatchObject({ items: [], isMore: false });
  expect(looks).toMatchObject([{ state: null }, { state: 'suspended', branchId: 'branch-1' }]);
  const decide = {
    kind: 'decide',
    subjectId: crypto.randomUUID(),
    version: 4,
    decision: { kind: 'released', reason: 'identity-confirmed' },
  };
  expect(refusalOf(await decision('wrong'))).toBe('staff/wrong-credentials');
  restrictions.refusal = { status: 409, code: 'restriction/overtaken' };
  expect(refusalOf(await decision())).toBe('restriction/overtaken');
  restrictions.refusal = null;
  unwrap(await decision());
  expect(restrictions.acts.map(({ kind }) => kind)).toEqual(['decide']);
  workstation.server.mode = 'down';
  expect(refusalOf(await show())).toBe('server/unreachable');
  const acts = (await workstation.closedTrail()).filter(({ action }) => action.startsWith('restriction.'));
  expect(acts.map(({ action, detail }) => [action, detail.state ?? detail.code])).toEqual([
    ['restriction.listed', undefined],
    ['restriction.listed', 'suspended'],
    ['restriction.act-refused', 'restriction/overtaken'],
    ['restriction.decided', undefined],
  ]);
});
