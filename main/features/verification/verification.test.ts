// What authorities answered reaches the workstation (R3.7): only what our server signed for this device, forwards only, each once.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signedInWorkstation, type TestWorkstation, unwrap, usualOrganisation } from '#main/test-bench/workstation.ts';
import { supersededRevision } from '#src/contract/sync/verification.ts';
import { type VerificationFact, verificationFact } from '#src/domain/verification/schema.ts';
import { randomId } from '#src/node/crypto/random.ts';
import { generateSigningKey } from '#src/node/crypto/signing.ts';

let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await signedInWorkstation(usualOrganisation({ requiredChecks: ['identity-authority'] }));
});
afterEach(() => workstation.remove());

async function state(recordId: string): Promise<string> {
  const { revisions } = unwrap(await workstation.api['records.open']({ recordId }));
  return revisions[0]?.verification.state ?? '';
}

async function synced(): Promise<string> {
  const recordId = await workstation.register();
  unwrap(await workstation.api['sync.now']({}));
  return recordId;
}

function tell(recordId: string, change: Partial<VerificationFact> = {}): void {
  workstation.server.verification.facts.push(
    verificationFact.parse({
      checkId: randomId(),
      recordId,
      revision: 1,
      kind: 'identity-authority',
      source: 'authority',
      reference: 'S1',
      outcome: 'confirmed',
      reason: null,
      at: '2026-11-24T09:00:00.000Z',
      ...change,
    }),
  );
}

async function now() {
  return unwrap(await workstation.api['sync.now']({}));
}

test('locally checked, then verified: the screen hears of it at once', async () => {
  const recordId = await synced();
  expect(await state(recordId)).toBe('pending');
  tell(recordId);
  const before = workstation.events.filter((event) => event === 'sync.changed').length;
  await now();
  expect(await state(recordId)).toBe('verified');
  expect(workstation.events.filter((event) => event === 'sync.changed').length).toBeGreaterThan(before);
  const { items } = unwrap(await workstation.api['records.search']({ text: '', day: null, before: null, limit: 10 }));
  expect(items[0]?.verification).toBe('verified');
  const { events } = unwrap(await workstation.api['records.open']({ recordId }));
  expect(events.filter(({ action }) => action === 'record.verification-heard')).toMatchObject([
    { actorName: null, detail: { outcome: 'confirmed', source: 'authority', kind: 'identity-authority' } },
  ]);
});

test('refuted is told with its reason and leads to a correction for that reason; the old answer stays', async () => {
  const recordId = await synced();
  tell(recordId, { outcome: 'refuted', reason: 'name-differs' });
  await now();
  const { revisions } = unwrap(await workstation.api['records.open']({ recordId }));
  expect(revisions[0]?.verification).toMatchObject({ state: 'refuted', answers: [{ reason: 'name-differs', reference: 'S1' }] });
  unwrap(await workstation.api['records.reopen']({ recordId, reason: 'mistake-found' }));
  unwrap(await workstation.review(recordId));
  unwrap(await workstation.api['registration.submit']({ registrationId: recordId }));
  await now();
  const after = unwrap(await workstation.api['records.open']({ recordId })).revisions;
  expect(after.map(({ reason, verification }) => [reason, verification.state])).toEqual([
    ['refused-by-authority', 'pending'],
    [null, 'refuted'],
  ]);
});

test('over many pages each fact is kept once, and after a restart nothing is asked for again', async () => {
  const ids = [await synced(), await synced(), await synced()];
  for (const recordId of ids) tell(recordId);
  workstation.server.verification.pageSize = 1;
  await now();
  for (const recordId of ids) expect(await state(recordId)).toBe('verified');
  await workstation.restart();
  unwrap(await workstation.signIn());
  await now();
  const asked = workstation.server.requests.filter(({ url }) => url.endsWith('/v1/verification'));
  expect(JSON.parse(asked.at(-1)?.body ?? '{}')).toMatchObject({ after: 3 });
});

test.each([
  ['another server’s', { otherKey: generateSigningKey() }],
  ['for another workstation', { forge: { deviceId: 'device-2' } }],
  ['of another organisation', { forge: { organisationId: 'organisation-2' } }],
  ['an old one', { forge: { after: 7 } }],
  ['one that leads back', { forge: { cursor: 0 } }],
])('a page that is %s changes nothing', async (_what, change) => {
  const recordId = await synced();
  tell(recordId);
  Object.assign(workstation.server.verification, change);
  await now();
  expect(await state(recordId)).toBe('pending');
  expect(workstation.log.join()).toContain('verification.page-refused');
  Object.assign(workstation.server.verification, { otherKey: null, forge: {} });
  await now();
  expect(await state(recordId)).toBe('verified');
});

test('replaced at the server while its check waited: it waits no more, once and for good; answers count as before', async () => {
  const [waits, answered] = [await synced(), await synced()];
  tell(answered, { outcome: 'refuted', reason: 'name-differs' });
  const { facts } = workstation.server.verification;
  for (const recordId of [randomId(), waits, answered]) facts.push(supersededRevision.parse({ recordId, revision: 1 }));
  workstation.server.verification.pageSize = 1;
  await now();
  expect([await state(waits), await state(answered)]).toEqual(['superseded', 'refuted']);
  // A correction begun here would only be refused by the server, after all of it was typed.
  const reopened = await workstation.api['records.reopen']({ recordId: waits, reason: 'mistake-found' });
  expect(reopened).toMatchObject({ ok: false, error: { code: 'records/corrected-elsewhere' } });
  const { items } = unwrap(await workstation.api['records.search']({ text: '', day: null, before: null, limit: 10 }));
  expect(items.map(({ verification }) => verification)).toEqual(['refuted', 'superseded']);
  await workstation.restart();
  unwrap(await workstation.signIn());
  facts.push(supersededRevision.parse({ recordId: waits, revision: 1 }));
  await now();
  expect(await state(waits)).toBe('superseded');
  const { revisions, events } = unwrap(await workstation.api['records.open']({ recordId: waits }));
  expect(revisions[0]?.verification.waitingFor).toEqual([]);
  expect(events.filter(({ action }) => action === 'record.checks-ended')).toMatchObject([{ detail: { revision: 1 } }]);
});

test('a fact about a record that is not here is passed over', async () => {
  tell(randomId());
  const recordId = await synced();
  tell(recordId);
  await now();
  expect(await state(recordId)).toBe('verified');
});

test('a server that knows nothing of it fails no attempt', async () => {
  const recordId = await synced();
  const { server } = workstation;
  const send = server.send.bind(server);
  server.send = async (request) =>
    request.url.endsWith('/v1/verification') ? { ok: true, value: { status: 404, body: '{}' } } : send(request);
  expect(await now()).toMatchObject({ connection: 'online', lastError: null, waiting: 0 });
  expect(await state(recordId)).toBe('pending');
});
