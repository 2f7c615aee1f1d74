// A registration at the counter: what the program insists on whatever a screen does (R2.4, R2.5, R2.6, R3.1, R4.7).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { openStore } from '#main/store/open.ts';
import { subject } from '#main/test-bench/organisation.ts';
import { refusalOf, signedInWorkstation, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { keptWhileTyped, maxTypedLength } from '#src/domain/registration/schema.ts';
import { openEnvelopeClass } from '#src/node/crypto/sealing.ts';

let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await signedInWorkstation();
});
afterEach(() => workstation.remove());

const shown = { serviceId: 'core', noticeId: 'notice', noticeVersion: 3, language: 'en' } as const;
const submit = (registrationId: string) => workstation.app.call('registration.submit', { registrationId });
const decide = (registrationId: string, agreed: boolean, field = 'address') =>
  workstation.app.call('consent.decide', { registrationId, field, agreed });
const withAddress = { ...subject, address: '幸福路 1 号' };

describe('the notice', () => {
  test.each([
    ['an old version', { noticeVersion: 2 }, 'consent/notice-outdated'],
    ['another notice', { noticeId: 'other' }, 'consent/notice-outdated'],
    ['an unknown service', { serviceId: 'nothing' }, 'forms/service-unknown'],
  ])('%s cannot be accepted or declined', async (_name, change, code) => {
    expect(refusalOf(await workstation.app.call('consent.accept', { ...shown, ...change }))).toBe(code);
    expect(refusalOf(await workstation.app.call('consent.decline', { ...shown, ...change }))).toBe(code);
  });

  test('nothing can be reviewed or submitted that no notice began', async () => {
    const invented = '3f2b8c54-9f10-4a6e-8d53-0f6a1c2b3d4e';
    expect(refusalOf(await workstation.review(invented))).toBe('registration/unknown');
    expect(refusalOf(await submit(invented))).toBe('registration/unknown');
  });

  test('declined leaves an act and nothing else', async () => {
    unwrap(await workstation.app.call('consent.decline', shown));
    await workstation.app.close();
    const [key = new Uint8Array()] = workstation.keychain.entries.values();
    const store = openStore({ path: dataFolder(workstation.dataDir).database, cipher: 'aegis', key });
    const last = store.one(z.object({ event: z.string() }), 'SELECT event FROM audit ORDER BY sequence DESC LIMIT 1');
    const open = store.one(z.object({ n: z.int() }), 'SELECT count(*) AS n FROM registration');
    store.close();
    expect(JSON.parse(last?.event ?? '')).toMatchObject({ action: 'notice.declined', subjectId: null, actorId: 'clerk' });
    expect(open).toEqual({ n: 0 });
  });
});

describe('the review', () => {
  test('judges ages by trusted time, not by a clock set back ten years', async () => {
    const registrationId = await workstation.begin();
    workstation.time.clockMs -= 3_650 * 86_400_000;
    // Born in 2006: twenty today, ten by that clock.
    unwrap(await workstation.review(registrationId, { ...subject, documentNumber: '110105200601010028' }));
  });

  test('checks every value again, whatever the screen did', async () => {
    const id = await workstation.begin();
    const answer = await workstation.review(id, { ...subject, documentNumber: '110105194912310021', phone: '' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'registration/invalid' } });
    const fields =
      answer.ok || answer.error.code !== 'registration/invalid' ? [] : answer.error.params.errors.map((one) => one.field);
    expect(fields).toEqual(['documentNumber', 'phone']);
    expect(JSON.stringify(answer)).not.toContain('110105194912310021');
    expect(refusalOf(await submit(id))).toBe('registration/not-reviewed');
  });

  test('needs every point of the checklist', async () => {
    const registrationId = await workstation.begin();
    const input = { registrationId, values: subject, checks: ['original', 'invented'] };
    expect(await workstation.app.call('registration.review', input)).toMatchObject({
      error: { code: 'registration/review-incomplete', params: { missing: ['same-person'] } },
    });
  });

  test('leaves out a supplementary value without consent, and what the form does not ask', async () => {
    const id = await workstation.begin();
    expect(await workstation.review(id, { ...withAddress, invented: 'x' })).toMatchObject({
      value: { leftOut: ['address'], values: subject },
    });
    unwrap(await submit(id));
    await workstation.api['sync.now']({});
    expect(Object.keys(envelope.parse(JSON.parse(workstation.server.stored.get(id) ?? '')).classes)).toEqual(['identity']);
  });

  test('keeps a supplementary value with its consent, sealed to its own class', async () => {
    const id = await workstation.begin();
    unwrap(await decide(id, true));
    unwrap(await workstation.review(id, withAddress));
    unwrap(await submit(id));
    await workstation.api['sync.now']({});
    const text = workstation.server.stored.get(id) ?? '';
    const { supplementary, identity } = workstation.organisation.classKeys;
    if (supplementary === undefined || identity === undefined) throw new Error('no keys');
    expect(await openEnvelopeClass(text, 'supplementary', supplementary)).toEqual({ address: withAddress.address });
    await expect(openEnvelopeClass(text, 'supplementary', identity)).rejects.toThrow();
    expect(envelope.parse(JSON.parse(text)).header).toMatchObject({
      capturedBy: 'clerk',
      branchId: 'branch-1',
      consents: [{ field: 'address', agreed: true }],
      notice: { noticeId: 'notice', noticeVersion: 3, language: 'zh-CN', channel: 'screen' },
      review: { reviewedBy: 'clerk', checks: ['original', 'same-person'] },
    });
  });

  test('no longer holds after a consent was changed', async () => {
    const id = await workstation.begin();
    unwrap(await decide(id, true));
    unwrap(await workstation.review(id, withAddress));
    unwrap(await decide(id, false));
    expect(refusalOf(await submit(id))).toBe('registration/not-reviewed');
    expect(await workstation.review(id, withAddress)).toMatchObject({ value: { leftOut: ['address'] } });
  });

  test('only supplementary fields ask for consent', async () => {
    const id = await workstation.begin();
    expect(refusalOf(await decide(id, true, 'name'))).toBe('internal/invalid-input');
    expect(refusalOf(await decide(id, true, 'invented'))).toBe('internal/invalid-input');
  });
});

describe('the submission', () => {
  test('pressed twice at once makes one record', async () => {
    const id = await workstation.begin();
    unwrap(await workstation.review(id));
    const answers = await Promise.all([submit(id), submit(id), submit(id)]);
    const codes = answers.map((answer) => refusalOf(answer)).toSorted();
    expect(codes).toEqual(['ok', 'registration/already-submitted', 'registration/already-submitted']);
    expect(await workstation.queue()).toHaveLength(1);
  });

  test('ends it: no further review, consent, submission or discarding', async () => {
    const id = await workstation.register();
    for (const answer of [
      await workstation.review(id),
      await decide(id, true),
      await submit(id),
      await workstation.app.call('registration.discard', { registrationId: id }),
    ]) {
      expect(refusalOf(answer)).toBe('registration/already-submitted');
    }
  });

  test('does not save a review that was replaced while it was being sealed', async () => {
    const id = await workstation.begin();
    unwrap(await workstation.review(id));
    const submitting = submit(id);
    workstation.time.advance(1);
    unwrap(await workstation.review(id, { ...subject, phone: '13900139000' }));
    expect(refusalOf(await submitting)).toBe('registration/not-reviewed');
    expect(await workstation.queue()).toHaveLength(0);
    unwrap(await submit(id));
  });

  test('leaves no plain value in the store', async () => {
    await workstation.register();
    await workstation.app.close();
    const [key = new Uint8Array()] = workstation.keychain.entries.values();
    const store = openStore({ path: dataFolder(workstation.dataDir).database, cipher: 'aegis', key });
    const tables = store.all(z.object({ name: z.string() }), "SELECT name FROM sqlite_master WHERE type = 'table'");
    const rows = tables.map(({ name }) => JSON.stringify(store.all(z.record(z.string(), z.unknown()), `SELECT * FROM ${name}`)));
    store.close();
    expect(tables.length).toBeGreaterThan(8);
    for (const value of Object.values({ ...subject, documentType: '赵测试' })) expect(rows.join()).not.toContain(value);
  });
});

test('one field that is far too long keeps nobody from keeping the others, and comes back too long', async () => {
  const registrationId = await workstation.begin();
  const values = keptWhileTyped({ ...subject, name: '王'.repeat(1_000_000) });
  unwrap(await workstation.app.call('registration.save', { registrationId, values }));
  const resumed = unwrap(await workstation.api['registration.resume']({ registrationId: registrationId as never }));
  expect(resumed.values).toMatchObject({ documentNumber: subject.documentNumber, phone: subject.phone });
  expect(resumed.values.name?.length).toBeGreaterThan(maxTypedLength);
});

test('a discarded registration is gone, and its values with it', async () => {
  const id = await workstation.begin();
  unwrap(await workstation.review(id));
  unwrap(await workstation.app.call('registration.discard', { registrationId: id }));
  expect(refusalOf(await submit(id))).toBe('registration/unknown');
});

test('what a reader filled in is kept with the draft and named in the trail of the review, as long as it stands', async () => {
  const registrationId = await workstation.begin();
  const fromReader = ['name', 'documentNumber', 'address', 'name'];
  unwrap(await workstation.app.call('registration.save', { registrationId, values: subject, fromReader }));
  const resumed = unwrap(await workstation.api['registration.resume']({ registrationId: registrationId as never }));
  // The address has no consent and so no value.
  expect(resumed.fromReader).toEqual(['name', 'documentNumber']);
  unwrap(
    await workstation.app.call('registration.review', {
      registrationId,
      values: subject,
      checks: ['original', 'same-person'],
      fromReader: ['documentNumber'],
    }),
  );
  await workstation.app.close();
  const [key = new Uint8Array()] = workstation.keychain.entries.values();
  const store = openStore({ path: dataFolder(workstation.dataDir).database, cipher: 'aegis', key });
  const last = store.one(z.object({ event: z.string() }), 'SELECT event FROM audit ORDER BY sequence DESC LIMIT 1');
  store.close();
  expect(JSON.parse(last?.event ?? '')).toMatchObject({
    action: 'registration.reviewed',
    detail: { fromReader: 'documentNumber' },
  });
});

test('the same citizen’s number is found whichever document carries it, saved or in a draft, and is no other document’s', async () => {
  const saved = await workstation.register();
  const draft = await workstation.begin();
  const values = { ...subject, documentType: 'household-register' };
  unwrap(await workstation.app.call('registration.save', { registrationId: draft, values }));
  const registrationId = await workstation.begin();
  const foundAs = async (type: 'temporary-resident-id' | 'passport') => {
    const asked = { registrationId, type, number: ` ${subject.documentNumber.toLowerCase()}` };
    const { items } = unwrap(await workstation.api['registration.sameDocument'](asked as never));
    return items.map((item) => item.registrationId);
  };
  expect(await foundAs('temporary-resident-id')).toEqual([draft, saved]);
  expect(await foundAs('passport')).toEqual([]);
});
