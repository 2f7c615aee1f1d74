// No refused record is stuck (S4, R3.5, R2.5): a changed notice is accepted anew, a new rule is met, and what nobody can mend is set aside
// by a supervisor, on the record.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { passphrase, subject } from '#main/test-bench/organisation.ts';
import { sampleJpeg, samplePng, withPictures } from '#main/test-bench/pictures.ts';
import { refusalOf, signedInWorkstation, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { envelope } from '#src/crypto/envelope.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { registrationId } from '#src/domain/registration/schema.ts';

let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await signedInWorkstation();
});
afterEach(() => workstation.remove());

const call = (name: string, input: unknown) => workstation.app.call(name, input);
const reopen = (recordId: string) => call('records.reopen', { recordId, reason: 'mistake-found' });
const submit = (id: string) => call('registration.submit', { registrationId: id });
const detail = async (recordId: string) =>
  unwrap(await workstation.api['records.open']({ recordId: registrationId.parse(recordId) }));
const overview = async () => unwrap(await workstation.api['sync.overview']({}));
const headerOf = (key: string) => envelope.parse(JSON.parse(workstation.server.stored.get(key) ?? '')).header;

function refuseFirst(code: string): void {
  workstation.server.answerInstead = (_id, sequence, { revision }) =>
    revision === 1 ? { sequence, outcome: 'quarantined', error: { code, params: {} } } : undefined;
}

async function registerRefused(code: string, values: Record<string, string> = subject): Promise<string> {
  refuseFirst(code);
  const id = await workstation.begin();
  unwrap(await call('consent.decide', { registrationId: id, field: 'address', agreed: true }));
  unwrap(await workstation.review(id, values));
  unwrap(await submit(id));
  await workstation.api['sync.now']({});
  expect((await overview()).quarantined).toBe(1);
  return id;
}

async function publish(change: Partial<Configuration>): Promise<void> {
  workstation.server.configuration = { ...workstation.organisation.configuration, version: 2, ...change };
  await workstation.api['sync.now']({});
}

describe('a notice that changed', () => {
  const newNotice = (renews: string, change: Record<string, unknown> = {}) =>
    call('consent.accept', { serviceId: 'core', noticeId: 'notice', noticeVersion: 4, language: 'en', renews, ...change });

  async function withNewNotice(): Promise<string> {
    const id = await registerRefused('sync/form-unknown', { ...subject, address: '幸福路 1 号' });
    await publish({ notices: workstation.organisation.configuration.notices.map((notice) => ({ ...notice, version: 4 })) });
    expect(refusalOf(await reopen(id))).toBe('records/notice-changed');
    return id;
  }

  test('is accepted anew; what was registered comes along, what needs a consent of its own is asked again', async () => {
    const id = await withNewNotice();
    workstation.time.advance(60_000);
    expect(unwrap(await newNotice(id))).toMatchObject({ registrationId: id });
    const resumed = unwrap(await workstation.api['registration.resume']({ registrationId: id } as never));
    expect(resumed).toMatchObject({ values: subject, agreed: [], language: 'en', isCorrection: true });
    expect(resumed.values).not.toHaveProperty('address');
    expect(refusalOf(await newNotice(id))).toBe('records/being-corrected');
    unwrap(await workstation.review(id, resumed.values));
    unwrap(await submit(id));
    await workstation.api['sync.now']({});
    const header = headerOf(`${id}/2`);
    expect(header).toMatchObject({
      notice: { noticeVersion: 4, language: 'en' },
      corrects: { revision: 1, reason: 'refused-by-server' },
    });
    expect(header.notice.acceptedAt).not.toBe((await detail(id)).revisions[1]?.submittedAt);
    expect(header.consents).toEqual([]);
    expect(await overview()).toMatchObject({ quarantined: 0, superseded: 1, synced: 1 });
    expect(refusalOf(await newNotice(id))).toBe('records/not-refused');
    // It was begun once, whatever it took until the server had it.
    const { report } = unwrap(await workstation.api['reconciliation.day']({ day: null }));
    expect(report.total).toMatchObject({ begun: 1, captured: 2, corrected: 1 });
    expect((await detail(id)).events.map(({ action }) => action)).toContain('notice.renewed');
  });

  test('accepted, but the correction discarded: what the server takes after all is corrected under its own notice', async () => {
    const id = await withNewNotice();
    unwrap(await newNotice(id));
    unwrap(await call('registration.discard', { registrationId: id }));
    workstation.server.answerInstead = undefined;
    unwrap(await workstation.api['sync.retry']({ sequence: 1 }));
    expect(await overview()).toMatchObject({ synced: 1 });
    unwrap(await reopen(id));
    const resumed = unwrap(await workstation.api['registration.resume']({ registrationId: id } as never));
    expect(resumed).toMatchObject({ notice: { version: 3 }, language: 'zh-CN', isCorrection: true });
  });

  test('only by who may see the record, for its own service, and only the newest notice', async () => {
    const id = await withNewNotice();
    expect(refusalOf(await newNotice(id, { noticeVersion: 3 }))).toBe('consent/notice-outdated');
    expect(refusalOf(await newNotice(id, { serviceId: 'activity' }))).toBe('records/unknown');
    unwrap(await workstation.api['staff.signOut']({}));
    unwrap(await workstation.signIn('other'));
    expect(refusalOf(await newNotice(id))).toBe('records/unknown');
    expect((await overview()).quarantined).toBe(1);
  });

  test('where nothing may be reopened there is no copy to renew, and nothing is begun', async () => {
    const policy = { ...workstation.organisation.configuration.policy, reopenDays: 0 };
    const notices = workstation.organisation.configuration.notices.map((notice) => ({ ...notice, version: 4 }));
    await publish({ policy });
    const id = await registerRefused('sync/form-unknown');
    await publish({ version: 3, policy, notices });
    expect(refusalOf(await reopen(id))).toBe('records/closed');
    expect(refusalOf(await newNotice(id))).toBe('records/closed');
    expect((await detail(id)).correction).toBeNull();
    expect((await overview()).quarantined).toBe(1);
  });

  test('a renewal that was begun is finished, though nothing may be reopened since', async () => {
    const id = await withNewNotice();
    unwrap(await newNotice(id));
    const { configuration } = workstation.server;
    await publish({ ...configuration, version: 3, policy: { ...configuration.policy, reopenDays: 0 } });
    workstation.time.fireRare();
    const resumed = unwrap(await workstation.api['registration.resume']({ registrationId: id } as never));
    expect(resumed.values).toMatchObject(subject);
    unwrap(await workstation.review(id, resumed.values));
    unwrap(await submit(id));
    await workstation.api['sync.now']({});
    expect(await overview()).toMatchObject({ quarantined: 0, superseded: 1, synced: 1 });
    expect(refusalOf(await reopen(id))).toBe('records/closed');
  });

  test('declined: the record stays as it was', async () => {
    const id = await withNewNotice();
    unwrap(await call('consent.decline', { serviceId: 'core', noticeId: 'notice', noticeVersion: 4, language: 'en' }));
    expect((await detail(id)).correction).toBeNull();
    expect((await overview()).quarantined).toBe(1);
  });

  test('a killed program between acceptance and submission finds the draft again, once', async () => {
    const id = await withNewNotice();
    const answers = await Promise.all([newNotice(id), newNotice(id)]);
    expect(answers.map((answer) => refusalOf(answer)).toSorted()).toEqual(['ok', 'records/being-corrected']);
    await workstation.restart();
    unwrap(await workstation.signIn());
    expect(unwrap(await workstation.api['registration.unfinished']({})).items).toMatchObject([
      { registrationId: id, isCorrection: true },
    ]);
  });
});

test('a second review that a service came to need: the correction asks for it', async () => {
  const id = await registerRefused('sync/second-review-missing');
  const services = workstation.organisation.configuration.services.map((service) => ({ ...service, needsSecondReview: true }));
  await publish({ services });
  unwrap(await reopen(id));
  unwrap(await workstation.review(id));
  expect(refusalOf(await submit(id))).toBe('registration/second-review-missing');
  const supervisor = { number: 'supervisor', passphrase };
  unwrap(await call('registration.confirm', { registrationId: id, supervisor, checks: ['original', 'same-person'] }));
  unwrap(await submit(id));
  await workstation.api['sync.now']({});
  expect(headerOf(`${id}/2`).secondReview?.reviewedBy).toBe('supervisor');
  expect(await overview()).toMatchObject({ quarantined: 0, synced: 1 });
});

test('images stay with the revision they were sealed for: the next one names only its own and asks for what the form demands', async () => {
  await workstation.remove();
  const pictured = await withPictures(workstation.organisation);
  workstation = await signedInWorkstation(pictured);
  const id = registrationId.parse(await workstation.begin());
  const capture = async () => {
    const added = await workstation.api['attachments.add']({
      registrationId: id,
      field: 'documentScan',
      bytes: sampleJpeg('scan'),
    });
    const values = { ...subject, documentScan: unwrap(added).id };
    unwrap(await workstation.api['attachments.sign']({ registrationId: id, values, bytes: samplePng('signature') }));
    return values;
  };
  unwrap(await workstation.review(id, await capture()));
  unwrap(await submit(id));
  await workstation.api['sync.now']({});
  expect((await detail(id)).hasImages).toBe(true);
  // A correction that was begun and dropped leaves nothing of what was captured for it.
  unwrap(await reopen(id));
  await capture();
  unwrap(await workstation.api['registration.discard']({ registrationId: id }));
  unwrap(await reopen(id));
  const resumed = unwrap(await workstation.api['registration.resume']({ registrationId: id }));
  expect(resumed.values).not.toHaveProperty('documentScan');
  expect(unwrap(await workstation.api['attachments.list']({ registrationId: id }))).toEqual({ kept: [], declined: [] });
  expect(refusalOf(await workstation.review(id, resumed.values))).toBe('registration/invalid');
  unwrap(await workstation.review(id, await capture()));
  unwrap(await submit(id));
  await workstation.api['sync.now']({});
  const [first, second] = [headerOf(id), headerOf(`${id}/2`)].map((header) =>
    (header.attachments ?? []).map((one) => one.contentHash),
  );
  expect(second).toHaveLength(2);
  for (const hash of second ?? []) expect(first).not.toContain(hash);
});

describe('setting aside', () => {
  const setAside = (number = 'supervisor', change: Record<string, unknown> = {}) =>
    call('sync.setAside', { sequence: 1, reason: 'registered-anew', supervisor: { number, passphrase }, ...change });

  const takeUp = (number = 'supervisor') => call('sync.takeUp', { sequence: 1, supervisor: { number, passphrase } });

  test.each([
    ['the clerk alone', 'clerk', 'staff/other-person-needed'],
    ['another clerk', 'other', 'staff/may-not-confirm'],
    ['IT', 'it', 'staff/may-not-confirm'],
    ['a person without clearance', 'untrained', 'staff/not-cleared'],
  ])('not by %s', async (_who, number, code) => {
    await registerRefused('sync/conflict');
    expect(refusalOf(await setAside(number))).toBe(code);
    expect(await overview()).toMatchObject({ quarantined: 1, setAside: 0 });
  });

  test('by a supervisor beside the clerk: out of the count, still there, on the record, and it can be sent again', async () => {
    const id = await registerRefused('sync/conflict');
    unwrap(await setAside());
    expect(await overview()).toMatchObject({ quarantined: 0, setAside: 1, waiting: 0 });
    const [item] = await workstation.queue();
    expect(item).toMatchObject({ state: 'set-aside', setAside: { by: 'Name of supervisor', reason: 'registered-anew' } });
    expect((await detail(id)).events[0]).toMatchObject({
      action: 'record.set-aside',
      actorName: 'Name of supervisor',
      detail: { sequence: 1, reason: 'registered-anew', code: 'sync/conflict' },
    });
    expect(refusalOf(await setAside())).toBe('sync/not-refused');
    await workstation.restart();
    unwrap(await workstation.signIn());
    expect(await overview()).toMatchObject({ quarantined: 0, setAside: 1 });
    workstation.server.answerInstead = undefined;
    expect(refusalOf(await workstation.api['sync.retry']({ sequence: 1 }))).toBe('sync/nothing-to-retry');
    expect(refusalOf(await takeUp('clerk'))).toBe('staff/other-person-needed');
    expect(refusalOf(await takeUp('other'))).toBe('staff/may-not-confirm');
    expect(await overview()).toMatchObject({ setAside: 1, synced: 0 });
    unwrap(await takeUp());
    expect(await overview()).toMatchObject({ setAside: 0, synced: 1 });
    expect((await workstation.queue())[0]?.setAside).toBeNull();
    expect((await detail(id)).events.find(({ action }) => action === 'record.retried')).toMatchObject({
      actorName: 'Name of supervisor',
      detail: { wasRefused: true, wasSetAside: true },
    });
    expect(refusalOf(await takeUp())).toBe('sync/nothing-to-retry');
  });

  test('by a supervisor who is signed in, under their own passphrase; twice at once it is one act', async () => {
    await registerRefused('sync/conflict');
    unwrap(await workstation.api['staff.signOut']({}));
    unwrap(await workstation.signIn('supervisor'));
    const answers = await Promise.all([setAside(), setAside()]);
    expect(answers.map((answer) => refusalOf(answer)).toSorted()).toEqual(['ok', 'sync/not-refused']);
    const { report } = unwrap(await workstation.api['reconciliation.day']({ day: null }));
    expect(report.total).toMatchObject({ captured: 1, refused: 0, superseded: 1 });
    expect(report.queue.refused).toBe(0);
  });

  test('not what waits or is synced', async () => {
    await workstation.register();
    await workstation.api['sync.now']({});
    expect(refusalOf(await setAside())).toBe('sync/not-refused');
    expect(refusalOf(await setAside('supervisor', { sequence: 99 }))).toBe('sync/not-refused');
  });

  test('a correction begun meanwhile still replaces it', async () => {
    const id = await registerRefused('sync/envelope-invalid');
    unwrap(await reopen(id));
    unwrap(await setAside());
    unwrap(await workstation.review(id));
    unwrap(await submit(id));
    await workstation.api['sync.now']({});
    expect(await overview()).toMatchObject({ setAside: 0, superseded: 1, synced: 1 });
  });
});

test('the queue tells when a record was first and last tried, and each different refusal once', async () => {
  workstation.server.mode = 'down';
  await workstation.register();
  await workstation.api['sync.now']({});
  const first = (await workstation.queue())[0];
  workstation.time.advance(60_000);
  await workstation.api['sync.now']({});
  workstation.server.mode = 'up';
  refuseFirst('sync/form-unknown');
  workstation.time.advance(60_000);
  await workstation.api['sync.now']({});
  const item = (await workstation.queue())[0];
  expect(item?.firstTriedAt).toBe(first?.firstTriedAt);
  expect(Date.parse(item?.lastTriedAt ?? '') - Date.parse(item?.firstTriedAt ?? '')).toBe(120_000);
  expect(item?.errors.map(({ code }) => code)).toEqual(['server/unreachable', 'sync/form-unknown']);
});
