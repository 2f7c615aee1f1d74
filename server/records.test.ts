import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomId, randomNonce } from '#src/node/crypto/random.ts';
import { generateSealingKey, openEnvelopeClass } from '#src/node/crypto/sealing.ts';
import { openClassKeys } from './kernel/keys/file-key-ring.ts';
import {
  type Bench,
  classPassphrase,
  enrolWorkstation,
  isOnPostgres,
  openBench,
  openReceipt,
  push,
  sealRecord,
  signFor,
  type Workstation,
} from './test-bench.ts';

let bench: Bench;
let workstation: Workstation;
let published: Configuration;
beforeEach(async () => {
  bench = await openBench();
  workstation = await enrolWorkstation(bench);
  published = (await bench.organisation.configuration.newest()).body;
});
afterEach(() => bench.close());

const noticeOf = (text: string) => JSON.parse(text).header.notice;
const countRecords = async () => (await bench.organisation.store.selectFrom('record').select('position').execute()).length;

describe('outcomes', () => {
  test('an accepted record has a receipt over exactly what was sent, and opens with the class key only', async () => {
    const sealed = await sealRecord(published, workstation);
    const [outcome] = (await push(bench, workstation, [sealed.text])).json().outcomes;
    expect(outcome).toMatchObject({ sequence: 1, outcome: 'accepted' });
    expect(openReceipt(outcome.receipt, workstation.serverKey)).toEqual({
      organisationId: 'yunling-demo',
      deviceId: workstation.deviceId,
      recordId: sealed.recordId,
      revision: 1,
      contentHash: sha256Hex(sealed.text),
      position: 1,
      receivedAt: instantFromMs(bench.clock.nowMs()),
      leaf: expect.any(Number),
    });
    const { identity } = (await openClassKeys(bench.layout, classPassphrase)).classes;
    const stored = await bench.organisation.store.selectFrom('record').select('envelope').executeTakeFirstOrThrow();
    if (identity === undefined) throw new Error('no identity class');
    expect(await openEnvelopeClass(stored.envelope, 'identity', identity)).toMatchObject({ name: '王小明' });
  });

  test('the same bytes again are a duplicate with the original receipt, other bytes a conflict that changes nothing', async () => {
    const recordId = randomId();
    const first = await sealRecord(published, workstation, { header: { recordId } });
    const other = await sealRecord(published, workstation, { header: { recordId } });
    const [accepted] = (await push(bench, workstation, [first.text])).json().outcomes;
    bench.clock.advance(60_000);
    const [duplicate, conflict] = (await push(bench, workstation, [first.text, other.text])).json().outcomes;
    expect(duplicate).toEqual({ sequence: 1, outcome: 'duplicate', receipt: accepted.receipt });
    expect(conflict).toEqual({ sequence: 2, outcome: 'conflict', error: { code: 'sync/conflict', params: {} } });
    const rows = await bench.organisation.store.selectFrom('record').select('content_hash').execute();
    expect(rows).toEqual([{ content_hash: first.contentHash }]);
  });

  test('the next revision of a record is a record of its own, taken only when it names what it replaces', async () => {
    const recordId = randomId();
    const reason = 'mistake-found';
    const next = (revision: number, contentHash: string, change = {}) =>
      sealRecord(published, workstation, {
        header: { recordId, revision, corrects: { revision: revision - 1, contentHash, reason, ...change } },
      });
    const first = await sealRecord(published, workstation, { header: { recordId } });
    const second = await next(2, first.contentHash);
    const texts = [
      second.text,
      first.text,
      (await next(2, '0'.repeat(64))).text,
      second.text,
      second.text,
      (await next(2, first.contentHash)).text,
      (await next(3, first.contentHash)).text,
      (await next(3, second.contentHash, { revision: 1 })).text,
      (await sealRecord(published, workstation, { header: { recordId, revision: 3 } })).text,
      (await next(3, second.contentHash)).text,
    ];
    const { outcomes } = (await push(bench, workstation, texts)).json();
    const told = outcomes.map((one: { outcome: string; error?: { code: string } }) => one.error?.code ?? one.outcome);
    expect(told).toEqual([
      'sync/correction-unfit',
      'accepted',
      'sync/correction-unfit',
      'accepted',
      'duplicate',
      'sync/conflict',
      'sync/correction-unfit',
      'sync/envelope-invalid',
      'sync/envelope-invalid',
      'accepted',
    ]);
  });

  test('what was refused may be replaced: by what this device is known to have sent, or by its own word', async () => {
    const recordId = randomId();
    const form = { id: 'real-name-registration', version: 9 };
    const refused = await sealRecord(published, workstation, { header: { recordId, form } });
    const corrects = { revision: 1, contentHash: refused.contentHash, reason: 'mistake-found' };
    const second = await sealRecord(published, workstation, { header: { recordId, revision: 2, corrects } });
    const { outcomes } = (await push(bench, workstation, [refused.text, second.text])).json();
    expect(outcomes.map((one: { outcome: string }) => one.outcome)).toEqual(['quarantined', 'accepted']);
    const unseen = { revision: 1, contentHash: '1'.repeat(64), reason: 'refused-by-server' };
    const told = await sealRecord(published, workstation, { header: { recordId: randomId(), revision: 2, corrects: unseen } });
    expect((await push(bench, workstation, [told.text])).json().outcomes[0].outcome).toBe('accepted');
  });

  test('one bad record delays no other; each says why; positions have no gaps', async () => {
    const otherKey = await generateSealingKey();
    const foreignKey = { identity: { keyId: otherKey.keyId, key: otherKey.publicKey } };
    const good = await sealRecord(published, workstation);
    const texts = [
      good.text,
      'not json',
      good.text.replace('"revision":1', '"note":"x","revision":1'),
      (await sealRecord(published, workstation, { header: { deviceId: randomId() } })).text,
      (await sealRecord(published, workstation, { header: { organisationId: 'other' } })).text,
      (await sealRecord(published, workstation, { header: { form: { id: 'real-name-registration', version: 9 } } })).text,
      (await sealRecord(published, workstation, { header: { serviceId: 'unheard-of' } })).text,
      (await sealRecord(published, workstation, { classes: foreignKey })).text,
      (await sealRecord(published, workstation)).text,
      good.text,
    ];
    const { outcomes } = (await push(bench, workstation, texts)).json();
    const told = outcomes.map((one: { outcome: string; error?: { code: string } }) => one.error?.code ?? one.outcome);
    expect(told).toEqual([
      'accepted',
      'sync/envelope-invalid',
      'sync/envelope-invalid',
      'sync/foreign-record',
      'sync/foreign-record',
      'sync/form-unknown',
      'sync/form-unknown',
      'sync/class-key-unknown',
      'accepted',
      'duplicate',
    ]);
    const positions = await bench.organisation.store.selectFrom('record').select('position').orderBy('position').execute();
    expect(positions).toEqual([{ position: 1 }, { position: 2 }]);
    await push(bench, workstation, ['not json']);
    const noted = await bench.organisation.store
      .selectFrom('quarantine')
      .select(['content_hash', 'attempts'])
      .where('reason', '=', 'sync/envelope-invalid')
      .where('length', '=', 'not json'.length)
      .execute();
    // The same bytes are known again, by a hash that is not their own: what they are could be guessed back from that.
    expect(noted).toEqual([{ content_hash: expect.stringMatching(/^[0-9a-f]{64}$/), attempts: 2 }]);
    expect(noted[0]?.content_hash).not.toBe(sha256Hex('not json'));
  });

  test('a cut or altered sealed key is not whole', async () => {
    const { text } = await sealRecord(published, workstation);
    const envelope = JSON.parse(text);
    envelope.classes.identity.iv = 'AAAA';
    const { outcomes } = (await push(bench, workstation, [JSON.stringify(envelope)])).json();
    expect(outcomes[0].error.code).toBe('sync/envelope-invalid');
  });

  test('a record keeps its form: a newer configuration strands nothing', async () => {
    const { text } = await sealRecord(published, workstation);
    const { classes, version: _v, issuedAt: _i, recoveryKey: _r, ...rest } = published;
    const forms = published.forms.map((form) => ({ ...form, version: form.version + 1 }));
    await bench.organisation.configuration.publish({ ...rest, forms, classes: classes.map((one) => one.name) });
    const { outcomes } = (await push(bench, workstation, [text])).json();
    expect(outcomes[0].outcome).toBe('accepted');
  });

  test('a correction comes from the workstation that holds the record; a known hash alone entitles nobody', async () => {
    const recordId = randomId();
    const first = await sealRecord(published, workstation, { header: { recordId } });
    expect((await push(bench, workstation, [first.text])).json().outcomes[0].outcome).toBe('accepted');
    const other = await enrolWorkstation(bench);
    const next = (contentHash: string, reason: string, revision = 2) => ({
      header: { recordId, revision, corrects: { revision: revision - 1, contentHash, reason } },
    });
    const texts = [
      (await sealRecord(published, other, next(first.contentHash, 'mistake-found'))).text,
      (await sealRecord(published, other, next('1'.repeat(64), 'refused-by-server', 3))).text,
    ];
    const { outcomes } = (await push(bench, other, texts)).json();
    expect(outcomes.map((one: { error?: { code: string } }) => one.error?.code)).toEqual(Array(2).fill('sync/foreign-record'));
    const own = await sealRecord(published, workstation, next(first.contentHash, 'mistake-found'));
    expect((await push(bench, workstation, [own.text])).json().outcomes[0].outcome).toBe('accepted');
  });

  test('four eyes where the service needs them: by another person who may, and by no rule that came later', async () => {
    const before = await sealRecord(published, workstation);
    const { classes, version: _v, issuedAt: _i, recoveryKey: _r, ...rest } = published;
    const services = published.services.map((one) => ({ ...one, needsSecondReview: true }));
    const names = classes.map((one) => one.name);
    await bench.organisation.configuration.publish({ ...rest, services, classes: names });
    const forms = published.forms.map((form) => ({ ...form, version: form.version + 1 }));
    await bench.organisation.configuration.publish({ ...rest, forms, services, classes: names });
    const strict = (await bench.organisation.configuration.newest()).body;
    const by = (reviewedBy: string) => ({
      secondReview: { reviewedBy, reviewedAt: '2026-11-24T08:00:00.000Z', checks: ['document-valid'] },
    });
    const confirmed = ['staff-1001', 'staff-1002', 'nobody', 'staff-9001', 'staff-2001'];
    const mixed = { form: { id: 'real-name-registration', version: 2 }, notice: { ...noticeOf(before.text), noticeVersion: 9 } };
    const sealed = [
      before,
      await sealRecord(strict, workstation),
      ...(await Promise.all(confirmed.map((id) => sealRecord(strict, workstation, { header: by(id) })))),
      await sealRecord(strict, workstation, { header: { ...by('staff-2001'), review: by('staff-2001').secondReview } }),
      await sealRecord(strict, workstation, { header: { ...by('staff-2001'), capturedBy: 'staff-2001' } }),
      await sealRecord(strict, workstation, { header: mixed }),
    ];
    const { outcomes } = (
      await push(
        bench,
        workstation,
        sealed.map(({ text }) => text),
      )
    ).json();
    expect(outcomes.map((one: { outcome: string; error?: { code: string } }) => one.error?.code ?? one.outcome)).toEqual([
      'accepted',
      ...Array(5).fill('sync/second-review-missing'),
      'accepted',
      // A supervisor who captured or reviewed it is no second person.
      ...Array(2).fill('sync/second-review-missing'),
      'sync/form-unknown',
    ]);
  });

  test('pushes at the same moment do not disturb each other', async () => {
    const sealed = await Promise.all(Array.from({ length: 24 }, () => sealRecord(published, workstation)));
    const answers = await Promise.all(sealed.map((one) => push(bench, workstation, [one.text])));
    const positions = answers.map((answer) => openReceipt(answer.json().outcomes[0].receipt, workstation.serverKey).position);
    expect(positions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
  });
});

describe('what is not signed by an enrolled workstation is refused', () => {
  const send = (headers: Record<string, string>, payload: string) =>
    bench.app.inject({ method: 'POST', url: '/v1/records', headers, payload });
  const code = (answer: Awaited<ReturnType<typeof send>>) => [answer.statusCode, answer.json().error.code];

  test('unsigned, altered, replayed, stale, stranger', async () => {
    const { text } = await sealRecord(published, workstation);
    const body = JSON.stringify({ protocol: 1, records: [{ sequence: 1, envelope: text }] });
    const request = { method: 'POST', path: '/v1/records', body } as const;
    const headers = await signFor(workstation, bench.clock, request);
    expect(code(await send({ 'content-type': 'application/json' }, body))).toEqual([401, 'devices/signature-refused']);
    expect(code(await send(headers, body.replace('"sequence":1', '"sequence":2')))).toEqual([401, 'devices/signature-refused']);
    const stranger = await signFor({ ...workstation, deviceId: randomId() }, bench.clock, request);
    expect(code(await send(stranger, body))).toEqual([401, 'devices/unknown']);
    expect(await countRecords()).toBe(0);
    expect((await send(headers, body)).statusCode).toBe(200);
    expect(code(await send(headers, body))).toEqual([401, 'devices/signature-refused']);
    const stale = await signFor(workstation, bench.clock, request);
    bench.clock.advance(301_000);
    expect(code(await send(stale, body))).toEqual([401, 'devices/signature-refused']);
  });

  test('a nonce is remembered in the store for as long as its signature could pass', async () => {
    const nonce = randomNonce();
    const early = { nowMs: () => bench.clock.nowMs() + 299_000 };
    const headers = await signFor(workstation, early, { method: 'GET', path: '/v1/configuration', nonce });
    const ask = () => bench.app.inject({ url: '/v1/configuration', headers });
    expect((await ask()).statusCode).toBe(200);
    bench.clock.advance(598_000);
    expect((await ask()).statusCode).toBe(401);
    const rows = await bench.organisation.store.selectFrom('seen_nonce').select('nonce').execute();
    expect(rows).toEqual([{ nonce }]);
  });

  test('old nonces do not pile up', async () => {
    const ask = async () =>
      bench.app.inject({
        url: '/v1/configuration',
        headers: await signFor(workstation, bench.clock, { method: 'GET', path: '/v1/configuration' }),
      });
    for (let round = 0; round < 5; round++) {
      expect((await ask()).statusCode).toBe(200);
      bench.clock.advance(1_300_000);
    }
    expect(await bench.organisation.store.selectFrom('seen_nonce').select('nonce').execute()).toHaveLength(1);
  });
});

const run = (store: Store, statement: string) => sql.raw(statement).execute(store);

function smallFile(store: Store) {
  return {
    fill: async () => {
      const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(store);
      await run(store, `pragma max_page_count = ${(rows[0]?.page_count ?? 0) + 4}`);
    },
    makeRoom: () => run(store, 'pragma max_page_count = 1000000'),
  };
}

/** A whole server cannot be given a small disk here: the twentieth record fails with the state that PostgreSQL gives then. */
function failingInserts(store: Store) {
  return {
    fill: async () => {
      await run(
        store,
        `create function no_room() returns trigger language plpgsql as $$ begin
           if new.position >= 20 then raise exception 'no room' using errcode = '53100'; end if; return new; end $$`,
      );
      await run(store, 'create trigger no_room before insert on record for each row execute function no_room()');
    },
    makeRoom: () => run(store, 'drop trigger no_room on record'),
  };
}

describe('when the machine fails', () => {
  test('a full disk acknowledges nothing, and the same batch passes once there is room', async () => {
    const { store } = bench.organisation;
    const texts = await Promise.all(
      Array.from(
        { length: 40 },
        async () => (await sealRecord(published, workstation, { values: { note: 'x'.repeat(2_000) } })).text,
      ),
    );
    const disk = isOnPostgres ? failingInserts(store) : smallFile(store);
    await disk.fill();
    const answer = await push(bench, workstation, texts);
    expect([answer.statusCode, answer.json()]).toEqual([507, { error: { code: 'store/disk-full', params: {} } }]);
    expect(await countRecords()).toBe(0);
    await disk.makeRoom();
    const { outcomes } = (await push(bench, workstation, texts)).json();
    expect(outcomes).toHaveLength(40);
    expect(openReceipt(outcomes[0].receipt, workstation.serverKey).position).toBe(1);
  });

  test('a bug leaves as a correlation id; the log finds it without quoting anything', async () => {
    const { text } = await sealRecord(published, workstation);
    await bench.organisation.store.schema.alterTable('record').renameTo('gone').execute();
    const answer = await push(bench, workstation, [text]);
    const { code, params } = answer.json().error;
    expect([answer.statusCode, code]).toEqual([500, 'internal/unexpected']);
    const line =
      bench.logged.find((entry) => entry.includes(params.correlationId) && entry.includes('internal/unexpected')) ?? '';
    expect(JSON.parse(line).failure).toMatchObject(
      isOnPostgres ? { name: 'error', code: '42P01' } : { name: 'SqliteError', code: 'SQLITE_ERROR' },
    );
    expect(line).not.toMatch(/no such table|does not exist/);
  });

  test('the log holds no address, no body and no signature', async () => {
    const { text } = await sealRecord(published, workstation);
    await push(bench, workstation, [text]);
    await bench.app.inject(`/v1/probe?nonce=${randomNonce()}&name=王小明`);
    const log = bench.logged.join('');
    expect(log).toContain('/v1/records');
    for (const secret of ['王小明', '%E7%8E%8B', workstation.deviceId, 'signature', 'nonce', '127.0.0.1'])
      expect(log).not.toContain(secret);
  });
});
