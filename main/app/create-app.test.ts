// The program as the screens see it: one registration from start to signed receipt, and who may do what on the way.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { subject, type TestOrganisation, testOrganisation } from '#main/test-bench/organisation.ts';
import { refusalOf, TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { openEnvelopeClass } from '#src/node/crypto/sealing.ts';

let organisation: TestOrganisation;
let workstation: TestWorkstation;

beforeAll(async () => {
  organisation = await testOrganisation();
});
beforeEach(() => {
  workstation = new TestWorkstation(organisation);
});
afterEach(() => workstation.remove());

test('one registration from the notice to the verified receipt, offline until the end', async () => {
  await workstation.start(workstation.order);
  const { api } = workstation;
  expect(unwrap(await api['startup.status']({}))).toMatchObject({
    phase: 'ready',
    trouble: null,
    workstation: 'Counter 1',
    organisation: { en: 'Organisation' },
    branch: { en: 'Branch' },
  });
  workstation.server.mode = 'down';
  expect(unwrap(await workstation.signIn(' CLERK '))).toMatchObject({ staffId: 'clerk' });
  expect(unwrap(await api['forms.services']({})).services.map((service) => service.id)).toEqual(['core', 'activity']);
  const recordId = await workstation.register();
  await api['sync.now']({});
  const [waiting] = await workstation.queue();
  expect(waiting).toMatchObject({
    recordId,
    state: 'waiting',
    receipt: null,
    lastError: { code: 'server/unreachable' },
    maskedName: '赵**',
    capturedBy: 'Name of clerk',
  });
  expect(waiting?.maskedDocumentNumber).not.toContain('0519');
  workstation.server.mode = 'up';
  const overview = unwrap(await api['sync.now']({}));
  expect(overview).toMatchObject({ connection: 'online', waiting: 0, synced: 1, lastError: null });
  const [synced] = await workstation.queue();
  expect(synced).toMatchObject({ state: 'synced', lastError: null, receipt: { position: 1 } });
  const text = workstation.server.stored.get(recordId) ?? '';
  const { identity } = organisation.classKeys;
  expect(identity && (await openEnvelopeClass(text, 'identity', identity))).toEqual(subject);
});

test('nothing of the subject is readable in any file, before and after submission', async () => {
  await workstation.start(workstation.order);
  unwrap(await workstation.signIn());
  const open = await workstation.begin();
  unwrap(await workstation.review(open));
  await workstation.register();
  const [key] = [...workstation.keychain.entries.values()].map((bytes) => Buffer.from(bytes));
  const needles = [subject.name, subject.documentNumber, subject.phone].flatMap((value) => [
    Buffer.from(value, 'utf8'),
    Buffer.from(value, 'utf16le'),
  ]);
  if (key !== undefined) needles.push(key, Buffer.from(key.toString('hex')), Buffer.from(key.toString('base64')));
  const files = readdirSync(workstation.dataDir);
  expect(files).toContain('database-key.recovery');
  expect(needles).toHaveLength(9);
  for (const name of files) {
    const bytes = readFileSync(join(workstation.dataDir, name));
    for (const needle of needles) expect(bytes.includes(needle), name).toBe(false);
  }
});

test('only the clerk who began a registration can go on with it', async () => {
  await workstation.start(workstation.order);
  unwrap(await workstation.signIn());
  const registrationId = await workstation.begin();
  unwrap(await workstation.review(registrationId));
  unwrap(await workstation.api['staff.signOut']({}));
  unwrap(await workstation.signIn('other'));
  expect(refusalOf(await workstation.review(registrationId))).toBe('registration/unknown');
  expect(refusalOf(await workstation.app.call('registration.submit', { registrationId }))).toBe('registration/unknown');
  expect(refusalOf(await workstation.app.call('registration.discard', { registrationId }))).toBe('registration/unknown');
  const decision = { registrationId, field: 'address', agreed: true };
  expect(refusalOf(await workstation.app.call('consent.decide', decision))).toBe('registration/unknown');
});

test('calls need a session and a role that may make them', async () => {
  await workstation.start(workstation.order);
  expect(refusalOf(await workstation.app.call('forms.services', {}))).toBe('access/signed-out');
  unwrap(await workstation.signIn('it'));
  expect(refusalOf(await workstation.app.call('forms.services', {}))).toBe('access/denied');
  expect((await workstation.queue()).length).toBe(0);
});

test('a restart signs everyone out and keeps the queue', async () => {
  await workstation.start(workstation.order);
  workstation.server.mode = 'down';
  unwrap(await workstation.signIn());
  await workstation.register();
  await workstation.restart();
  expect(unwrap(await workstation.api['staff.current']({})).session).toBeNull();
  expect(unwrap(await workstation.api['sync.overview']({}))).toMatchObject({ waiting: 1, synced: 0 });
});
