// Saved records at the counter: found by their own clerk, masked, opened as a recorded act, corrected, and closed in time (R1.3, R3.5, R5.2).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { findBrokenLink } from '#main/kernel/audit/trail.ts';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { openStore } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { subject } from '#main/test-bench/organisation.ts';
import { refusalOf, signedInWorkstation, type TestWorkstation, unwrap, usualOrganisation } from '#main/test-bench/workstation.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { formatReceiptNumber, parseReceiptNumber } from '#src/domain/receipts/number.ts';
import { openEnvelopeClass } from '#src/node/crypto/sealing.ts';

const dayMs = 86_400_000;
let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await signedInWorkstation();
});
afterEach(() => workstation.remove());

const call = (name: string, input: unknown) => workstation.app.call(name, input);
async function find(text: string, day: string | null = null) {
  return unwrap(await workstation.api['records.search']({ text, day, before: null, limit: 50 })).items;
}
const found = async (text: string, day: string | null = null) => (await find(text, day)).map(({ recordId }) => recordId);
const detail = async (recordId: string) => unwrap(await workstation.api['records.open']({ recordId }));
const unmask = (recordId: string, field: string | null = null) =>
  call('records.unmask', { recordId, field, purpose: 'serve-subject' });
const reopen = (recordId: string) => call('records.reopen', { recordId, reason: 'mistake-found' });
async function switchTo(number: string) {
  unwrap(await workstation.api['staff.signOut']({}));
  unwrap(await workstation.signIn(number));
}
/** Looks into the store of the ended program. */
async function inStore<T>(look: (store: Store) => T): Promise<T> {
  await workstation.app.close();
  const [key = new Uint8Array()] = workstation.keychain.entries.values();
  const store = openStore({ path: dataFolder(workstation.dataDir).database, cipher: 'aegis', key: key.slice() });
  try {
    return look(store);
  } finally {
    store.close();
  }
}
const count = (store: Store, table: string) => store.one(z.object({ n: z.int() }), `SELECT count(*) AS n FROM ${table}`)?.n ?? -1;

describe('finding', () => {
  test('by document number, name, phone, receipt and record number as a person types them, and by day', async () => {
    const id = await workstation.register();
    const { sheet } = unwrap(await workstation.api['receipts.show']({ recordId: id }));
    await workstation.api['sync.now']({});
    for (const text of [
      '110105 19491231 002x',
      '１１０１０５19491231002X',
      ' 赵测试 ',
      '138 0013 8000',
      '+86 13800138000',
      '1',
      id.toUpperCase(),
      sheet.number.toLowerCase().replaceAll('-', ' '),
      sheet.qr,
    ]) {
      expect(await found(text), text).toEqual([id]);
    }
    // The same number of another workstation is another's receipt.
    const { sequence } = parseReceiptNumber(sheet.number) ?? { sequence: 0 };
    expect(await found(formatReceiptNumber('000000', sequence))).toEqual([]);
    for (const text of ['11010519491231002', '赵测', '1380013800', '2', '3f2b8c54-9f10-4a6e-8d53-0f6a1c2b3d4e', '%']) {
      expect(await found(text), text).toEqual([]);
    }
    expect(await found('', '2026-11-24')).toEqual([id]);
    expect(await found('赵测试', '2026-11-24')).toEqual([id]);
    expect(await found('', '2026-11-23')).toEqual([]);
    const [item] = await find('');
    expect(item).toMatchObject({ maskedName: '赵**', isOwn: true, state: 'synced', receiptPosition: 1, isClosed: false });
    expect(JSON.stringify(item)).not.toContain(subject.documentNumber);
  });

  test('another clerk finds nothing, a supervisor everything of this workstation, IT may not look', async () => {
    const id = await workstation.register();
    await switchTo('other');
    expect(await found('')).toEqual([]);
    expect(await found(subject.name)).toEqual([]);
    for (const answer of [await call('records.open', { recordId: id }), await unmask(id), await reopen(id)]) {
      expect(refusalOf(answer)).toBe('records/unknown');
    }
    await switchTo('supervisor');
    expect((await find(subject.name)).map(({ isOwn }) => isOwn)).toEqual([false]);
    await switchTo('it');
    expect(refusalOf(await call('records.search', { text: '', day: null, before: null, limit: 10 }))).toBe('access/denied');
  });

  test('pages by sequence: nothing twice, nothing missed', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) ids.unshift(await workstation.register());
    const seen: string[] = [];
    const pageAfter = async (before: number | null): Promise<void> => {
      const { items } = unwrap(await workstation.api['records.search']({ text: subject.name, day: null, before, limit: 2 }));
      const last = items.at(-1);
      seen.push(...items.map(({ recordId }) => recordId));
      if (last !== undefined) await pageAfter(last.sequence);
    };
    await pageAfter(null);
    expect(seen).toEqual(ids);
  });
});

describe('opening', () => {
  test('shows masked fields and what happened; unmasking is recorded with its purpose before anything is given out', async () => {
    const id = await workstation.register();
    await workstation.api['sync.now']({});
    const opened = await detail(id);
    expect(opened.fields.map(({ field, masked }) => [field.name, masked])).toEqual([
      ['name', '赵**'],
      ['documentType', '••••••'],
      ['documentNumber', '1****************X'],
      ['phone', '138******00'],
    ]);
    expect(JSON.stringify(opened)).not.toContain(subject.phone);
    expect(unwrap(await workstation.api['records.unmask']({ recordId: id, field: 'phone', purpose: 'supervision' }))).toEqual({
      values: { phone: subject.phone },
    });
    expect((await unmask(id)).ok).toBe(true);
    const { events } = await detail(id);
    expect(events.map(({ action }) => action).slice(0, 4)).toEqual([
      'record.unmasked',
      'record.unmasked',
      'record.synced',
      'registration.submitted',
    ]);
    expect(events[1]).toMatchObject({
      actorName: 'Name of clerk',
      detail: { revision: 1, field: 'phone', shown: 1, purpose: 'supervision' },
    });
    expect(JSON.stringify(events)).not.toContain(subject.phone);
  });
});

describe('closing', () => {
  test('after the policy days only receipt and hash remain, and no file holds wrap or values', async () => {
    const id = await workstation.register();
    await workstation.api['sync.now']({});
    workstation.time.advance(7 * dayMs - 1);
    expect((await unmask(id)).ok).toBe(true);
    workstation.time.advance(1);
    expect(refusalOf(await unmask(id))).toBe('records/closed');
    expect(refusalOf(await reopen(id))).toBe('records/closed');
    expect(await found(subject.name)).toEqual([]);
    expect(await found(subject.documentNumber)).toEqual([]);
    const { sheet } = unwrap(await workstation.api['receipts.show']({ recordId: id }));
    expect(sheet).toMatchObject({ at: { state: 'synced' }, maskedName: '', maskedDocumentNumber: '' });
    expect(await found(sheet.number)).toEqual([id]);
    const [item] = await find('1');
    expect(item).toMatchObject({ recordId: id, maskedName: '', maskedDocumentNumber: '', isClosed: true, receiptPosition: 1 });
    const closed = await detail(id);
    expect(closed.fields).toEqual([]);
    expect(closed.revisions).toMatchObject([{ state: 'synced', isClosed: true, receipt: { position: 1 } }]);
    await inStore((store) => {
      for (const table of ['local_copy', 'blind_index']) expect(count(store, table), table).toBe(0);
      const last = store.one(z.object({ event: z.string() }), "SELECT event FROM audit WHERE event LIKE '%record.closed%'");
      expect(JSON.parse(last?.event ?? '{}')).toMatchObject({ actorId: null, subjectId: null, detail: { closed: 1 } });
      expect(findBrokenLink(store)).toBeNull();
    });
  });

  test('what the server does not have stays open, however long it takes, and closes once it is there', async () => {
    workstation.server.mode = 'down';
    const id = await workstation.register();
    workstation.time.advance(60 * dayMs);
    expect(await found(subject.name)).toEqual([id]);
    workstation.server.mode = 'up';
    await workstation.api['sync.now']({});
    expect(await found(subject.name)).toEqual([]);
  });

  test('is checked at the start and every hour without anybody looking', async () => {
    await workstation.register();
    await workstation.api['sync.now']({});
    workstation.time.advance(7 * dayMs - 1_000);
    await workstation.restart();
    workstation.time.fireRare();
    expect(await inStore((store) => count(store, 'local_copy'))).toBe(0);
    await workstation.start();
    unwrap(await workstation.signIn());
    await workstation.register();
    await workstation.api['sync.now']({});
    workstation.time.advance(8 * dayMs);
    await workstation.restart();
    expect(await inStore((store) => count(store, 'local_copy'))).toBe(0);
  });

  test('a clock set back opens nothing again, one set ahead while saving keeps nothing longer', async () => {
    workstation.server.mode = 'down';
    await workstation.restart();
    workstation.time.clockMs += 400 * dayMs;
    unwrap(await workstation.api['startup.status']({}));
    workstation.time.clockMs -= 400 * dayMs;
    unwrap(await workstation.signIn());
    workstation.time.clockMs += 300 * dayMs;
    // The clerk saves while the clock is a year ahead; then the server puts the time right.
    workstation.server.mode = 'down';
    const id = await workstation.begin();
    unwrap(await workstation.review(id));
    unwrap(await workstation.app.call('registration.submit', { registrationId: id }));
    workstation.time.clockMs -= 300 * dayMs;
    workstation.server.mode = 'up';
    await workstation.api['sync.now']({});
    expect((await unmask(id)).ok).toBe(true);
    workstation.time.advance(7 * dayMs + 1);
    expect(refusalOf(await unmask(id))).toBe('records/closed');
  });

  test('zero days keep nothing at all', async () => {
    const strict = await signedInWorkstation(usualOrganisation({ reopenDays: 0 }));
    const id = await strict.register();
    expect(refusalOf(await strict.app.call('records.unmask', { recordId: id, field: null, purpose: 'supervision' }))).toBe(
      'records/closed',
    );
    await strict.remove();
  });
});

describe('correcting', () => {
  async function correct(id: string, change: Record<string, string>): Promise<void> {
    unwrap(await workstation.api['records.reopen']({ recordId: id, reason: 'mistake-found' } as never));
    const resumed = unwrap(await workstation.api['registration.resume']({ registrationId: id } as never));
    unwrap(await workstation.review(id, { ...resumed.values, ...change }));
    unwrap(await workstation.app.call('registration.submit', { registrationId: id }));
  }

  test('before it was sent: both revisions go in sequence, the second names the first', async () => {
    workstation.server.mode = 'down';
    const id = await workstation.register();
    await correct(id, { phone: '13900139000' });
    expect(await found('13900139000')).toEqual([id]);
    expect(await found(subject.phone)).toEqual([]);
    workstation.server.mode = 'up';
    await workstation.api['sync.now']({});
    expect(workstation.server.sequences).toEqual([1, 2]);
    const first = workstation.server.stored.get(id) ?? '';
    const second = workstation.server.stored.get(`${id}/2`) ?? '';
    const { header } = envelope.parse(JSON.parse(second));
    const { revisions, events } = await detail(id);
    expect(revisions.map(({ revision, state, reason }) => [revision, state, reason])).toEqual([
      [2, 'synced', 'mistake-found'],
      [1, 'synced', null],
    ]);
    expect(header).toMatchObject({ revision: 2, corrects: { revision: 1, contentHash: revisions[1]?.contentHash } });
    const { identity } = workstation.organisation.classKeys;
    if (identity === undefined) throw new Error('no key');
    expect(await openEnvelopeClass(first, 'identity', identity)).toEqual(subject);
    expect(await openEnvelopeClass(second, 'identity', identity)).toEqual({ ...subject, phone: '13900139000' });
    expect(events.map(({ action }) => action)).toEqual(expect.arrayContaining(['record.reopened', 'record.corrected']));
  });

  test('needs a new review, and carries consents with their own time', async () => {
    const id = await workstation.begin();
    unwrap(await workstation.app.call('consent.decide', { registrationId: id, field: 'address', agreed: true }));
    workstation.time.advance(1_000);
    unwrap(await workstation.review(id, { ...subject, address: '幸福路 1 号' }));
    unwrap(await workstation.app.call('registration.submit', { registrationId: id }));
    unwrap(await reopen(id));
    expect(refusalOf(await call('registration.submit', { registrationId: id }))).toBe('registration/not-reviewed');
    const resumed = unwrap(await workstation.api['registration.resume']({ registrationId: id } as never));
    workstation.time.advance(1_000);
    expect(resumed).toMatchObject({ values: { address: '幸福路 1 号' }, agreed: ['address'] });
    unwrap(await workstation.review(id, resumed.values));
    unwrap(await call('registration.submit', { registrationId: id }));
    await workstation.api['sync.now']({});
    const [one, two] = [workstation.server.stored.get(id), workstation.server.stored.get(`${id}/2`)].map(
      (text) => envelope.parse(JSON.parse(text ?? '')).header,
    );
    expect(two?.consents).toEqual(one?.consents);
    expect(two?.notice).toEqual(one?.notice);
    expect(two?.review.reviewedAt).not.toBe(one?.review.reviewedAt);
  });

  test('after a refusal: the refused revision is history, nobody is asked for it any more', async () => {
    const id = await workstation.begin();
    unwrap(await workstation.review(id));
    workstation.server.answerInstead = (_id, sequence, { revision }) =>
      revision === 1 ? { sequence, outcome: 'quarantined', error: { code: 'sync/form-unknown', params: {} } } : undefined;
    unwrap(await workstation.app.call('registration.submit', { registrationId: id }));
    await workstation.api['sync.now']({});
    expect(unwrap(await workstation.api['sync.overview']({}))).toMatchObject({ quarantined: 1 });
    await correct(id, {});
    await workstation.api['sync.now']({});
    expect(unwrap(await workstation.api['sync.overview']({}))).toMatchObject({ quarantined: 0, superseded: 1, synced: 1 });
    expect((await detail(id)).revisions.map(({ state, reason }) => [state, reason])).toEqual([
      ['synced', 'refused-by-server'],
      ['superseded', null],
    ]);
    expect(await found(subject.name)).toEqual([id]);
  });

  test('a first revision refused after its correction was saved needs nobody either', async () => {
    workstation.server.mode = 'down';
    const id = await workstation.register();
    await correct(id, { phone: '13900139000' });
    workstation.server.answerInstead = (_id, sequence, { revision }) =>
      revision === 1 ? { sequence, outcome: 'quarantined', error: { code: 'sync/form-unknown', params: {} } } : undefined;
    workstation.server.mode = 'up';
    await workstation.api['sync.now']({});
    expect((await detail(id)).revisions.map(({ state }) => state)).toEqual(['synced', 'superseded']);
  });

  test('a revision never overtakes an earlier one that still waits', async () => {
    workstation.server.mode = 'down';
    const id = await workstation.register();
    await correct(id, { phone: '13900139000' });
    workstation.server.answerInstead = (_id, _sequence, { revision }) => (revision === 1 ? 'nothing' : undefined);
    workstation.fraction = 0.99;
    workstation.server.mode = 'up';
    await workstation.api['sync.now']({});
    await workstation.register();
    const before = workstation.server.sequences.length;
    workstation.server.answerInstead = undefined;
    workstation.time.advance(20 * 60_000);
    await workstation.api['sync.now']({});
    expect(workstation.server.sequences.slice(before)[0]).toBe(1);
    expect((await detail(id)).revisions.map(({ state }) => state)).toEqual(['synced', 'synced']);
  });

  test('a draft of it survives a kill, belongs to its clerk, and dropping it leaves the record', async () => {
    const id = await workstation.register();
    unwrap(await reopen(id));
    unwrap(await workstation.app.call('registration.save', { registrationId: id, values: { ...subject, phone: '139' } }));
    await workstation.restart();
    unwrap(await workstation.signIn('supervisor'));
    expect(refusalOf(await reopen(id))).toBe('records/being-corrected');
    await switchTo('clerk');
    expect(unwrap(await workstation.api['registration.unfinished']({})).items).toHaveLength(1);
    expect((await detail(id)).correction).toEqual({ byName: 'Name of clerk', isOwn: true });
    unwrap(await reopen(id));
    expect(unwrap(await workstation.api['registration.resume']({ registrationId: id } as never)).values).toMatchObject({
      phone: '139',
    });
    unwrap(await workstation.app.call('registration.discard', { registrationId: id }));
    expect(unwrap(await workstation.api['registration.unfinished']({})).items).toHaveLength(0);
    expect((await unmask(id)).ok).toBe(true);
    expect(refusalOf(await call('registration.submit', { registrationId: id }))).toBe('registration/already-submitted');
  });

  test('by a supervisor leaves the record with its clerk', async () => {
    const id = await workstation.register();
    await switchTo('supervisor');
    await correct(id, { phone: '13900139000' });
    await switchTo('clerk');
    expect(await found('13900139000')).toEqual([id]);
  });

  test('pressed twice at once opens one draft and submits one revision', async () => {
    const id = await workstation.register();
    const opened = await Promise.all([reopen(id), reopen(id)]);
    expect(opened.map((answer) => refusalOf(answer))).toEqual(['ok', 'ok']);
    unwrap(await workstation.review(id));
    const submitted = await Promise.all([1, 2].map(() => call('registration.submit', { registrationId: id })));
    expect(submitted.map((answer) => refusalOf(answer)).toSorted()).toEqual(['ok', 'registration/already-submitted']);
    expect((await detail(id)).revisions).toHaveLength(2);
  });
});

test('is listed under the day its report tells, also when the clock was set back', async () => {
  await workstation.register();
  workstation.time.advance(24 * 3_600_000);
  unwrap(await workstation.signIn());
  workstation.time.clockMs -= 300 * 24 * 3_600_000;
  const recordId = await workstation.register();
  const { today } = unwrap(await workstation.api['reconciliation.day']({ day: null }));
  expect(today).toBe('2026-11-25');
  const asked = { text: '', day: today, before: null, limit: 10 };
  expect(unwrap(await workstation.api['records.search'](asked)).items).toMatchObject([{ recordId }]);
});

test('no file holds a value, a wrap or an index key in the clear', async () => {
  await workstation.register();
  const secrets = await inStore((store) => [
    ...store.all(z.object({ key: z.string() }), 'SELECT key FROM local_copy').map(({ key }) => key),
    ...store.all(z.object({ key: z.string() }), 'SELECT key FROM blind_key').map(({ key }) => key),
  ]);
  expect(secrets).toHaveLength(4);
  const needles = [...secrets, subject.name, subject.documentNumber, subject.phone].map((text) => Buffer.from(text, 'utf8'));
  for (const name of readdirSync(workstation.dataDir)) {
    const bytes = readFileSync(join(workstation.dataDir, name));
    for (const needle of needles) expect(bytes.includes(needle), name).toBe(false);
  }
});
