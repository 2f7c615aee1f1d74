// What lies in a workstation's store comes through every later step: counted anew, whole after a kill in the middle, and as it was when
// the disk has no room for the step. MIGRATED_ROWS=100000 for a large branch.
import { fork } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { dropTerms } from '#main/kernel/copies/blind-index.ts';
import { giveKey, setUpConnection } from '#main/store/connection.ts';
import { migrate } from '#main/store/migrate.ts';
import { migrations } from '#main/store/migration-list.ts';
import { openStore } from '#main/store/open.ts';
import { formatCalendarDate } from '#src/base/calendar-date.ts';
import { randomBytes } from '#src/node/crypto/random.ts';

const rows = Number(process.env.MIGRATED_ROWS ?? 2_000);
let folder: string;
let path: string;
const key = randomBytes(32);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  path = join(folder, 'workstation.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const startMs = Date.UTC(2026, 5, 1, 1);
const atOf = (index: number) => new Date(startMs + index * 600_000).toISOString();
const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const clerkOf = (index: number) => `clerk-${index % 3}`;

/** A store as the program of that step left it: records in every state, and the trail of what was done. */
function storeOf(version: number): void {
  const database = new Database(path);
  giveKey(database, { path, cipher: 'aegis', key });
  setUpConnection(database);
  migrate(database, migrations.slice(0, version));
  database.exec('BEGIN');
  const record = database.prepare(
    `INSERT INTO record (record_id, revision, envelope, content_hash, service_name, masked_name, masked_document_number, captured_by,
       submitted_at) VALUES (?, 1, ?, ?, '{}', '张**', '11**', 'Name', ?)`,
  );
  const outbox = database.prepare('INSERT INTO outbox (record_id, revision, state, receipt) VALUES (?, 1, ?, ?)');
  const audit = database.prepare('INSERT INTO audit (sequence, event, link) VALUES (?, ?, ?)');
  for (let index = 1; index <= rows; index++) {
    const state = ['synced', 'waiting', 'quarantined'][index % 3] ?? '';
    const header = { capturedBy: clerkOf(index) };
    record.run(idOf(index), JSON.stringify({ header, classes: 'x'.repeat(400) }), `${index}`, atOf(index));
    outbox.run(idOf(index), state, state === 'synced' ? '{}' : null);
    const submitted = { action: 'registration.submitted', detail: { sequence: index } };
    const printed = { action: 'receipt.printed', detail: {} };
    for (const [offset, act] of [submitted, printed].entries()) {
      const event = { ...act, actorId: clerkOf(index), at: atOf(index), subjectId: idOf(index) };
      audit.run(2 * index - 1 + offset, JSON.stringify(event), 'link');
    }
  }
  database.exec('COMMIT');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

const counted = z.object({ n: z.int() });
const open = (maximumPages?: number) =>
  openStore({ path, cipher: 'aegis', key, ...(maximumPages === undefined ? {} : { maximumPages }) });

function contents() {
  const store = open();
  const count = (sql: string) => store.one(counted, `SELECT count(*) AS n FROM ${sql}`)?.n;
  const found = {
    records: count('record'),
    queue: count('outbox JOIN record USING (record_id, revision)'),
    entries: count('outbox JOIN record USING (record_id, revision) WHERE day = substr(submitted_at, 1, 10) AND closing = 0'),
    owned: count("outbox JOIN record USING (record_id, revision) WHERE staff_id = json_extract(envelope, '$.header.capturedBy')"),
    submitted: count('outbox WHERE submitted_by = staff_id'),
    trail: count('audit'),
    states: store.all(z.object({ state: z.string(), total: z.int() }), 'SELECT state, total FROM outbox_count WHERE total > 0'),
  };
  store.close();
  return found;
}

const whole = {
  records: rows,
  queue: rows,
  entries: rows,
  owned: rows,
  submitted: rows,
  trail: 2 * rows,
  states: ['quarantined', 'synced', 'waiting'].map((state) => ({
    state,
    total: Array.from({ length: rows }, (_, index) => ['synced', 'waiting', 'quarantined'][(index + 1) % 3]).filter(
      (one) => one === state,
    ).length,
  })),
};

test('a step counts what lies there into days and persons as the trail would have done', () => {
  storeOf(6);
  expect(contents()).toEqual(whole);
  const store = open();
  const dayRow = z.object({ day: z.string(), staff_id: z.string(), action: z.string(), total: z.int() });
  const found = store.all(dayRow, 'SELECT day, staff_id, action, total FROM day_count WHERE closing = 0');
  store.close();
  const expected = new Map<string, number>();
  for (let index = 1; index <= rows; index++) {
    const date = new Date(atOf(index));
    const day = formatCalendarDate({ year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() });
    for (const action of ['registration.submitted', 'receipt.printed']) {
      const name = `${day} ${clerkOf(index)} ${action}`;
      expected.set(name, (expected.get(name) ?? 0) + 1);
    }
  }
  expect(new Map(found.map((row) => [`${row.day} ${row.staff_id} ${row.action}`, row.total]))).toEqual(expected);
});

test('what is known of a saved revision is gathered in one row, and no copy, key or digest gets lost', () => {
  storeOf(6);
  const database = new Database(path);
  giveKey(database, { path, cipher: 'aegis', key });
  setUpConnection(database);
  migrate(database, migrations.slice(0, 30));
  // The second one was submitted by another person than its clerk, is told by a report, replaced, and closed; the third has a copy.
  database.exec(`
    UPDATE record_entry SET stage = 'closed', is_newest = 0, configuration_version = 4, saved_ms = 5 WHERE sequence = 2;
    UPDATE day_record SET staff_id = 'another', day = '2026-06-09', closing = 7 WHERE sequence = 2;
    INSERT INTO local_copy (sequence, box) VALUES (3, 'box');
    INSERT INTO local_wrap (sequence, key) VALUES (3, 'key');
    INSERT INTO local_copy (sequence, box) VALUES (4, 'other box');
    INSERT INTO local_wrap (sequence, key) VALUES (4, 'other key');
    INSERT INTO blind_index (digest, sequence, staff_id) VALUES ('a', 3, 'x'), ('b', 3, 'x'), ('c', 9, 'x');
  `);
  const before = database
    .prepare('SELECT sequence, state, stage FROM outbox JOIN record_entry USING (sequence) ORDER BY 1')
    .all();
  database.close();
  const store = open();
  const any = z.record(z.string(), z.unknown());
  expect(store.all(any, 'SELECT sequence, state, stage FROM outbox ORDER BY 1')).toEqual(before);
  const columns = 'staff_id, submitted_by, day, closing, saved_ms, configuration_version, stage, is_newest';
  expect(store.one(any, `SELECT ${columns} FROM outbox WHERE sequence = 2`)).toEqual({
    staff_id: 'clerk-2',
    submitted_by: 'another',
    day: '2026-06-09',
    closing: 7,
    saved_ms: 5,
    configuration_version: 4,
    stage: 'closed',
    is_newest: 0,
  });
  expect(store.all(any, 'SELECT sequence, key, box, digests FROM local_copy')).toEqual([
    { sequence: 3, key: 'key', box: 'box', digests: '["a","b"]' },
    { sequence: 4, key: 'other key', box: 'other box', digests: '[]' },
  ]);
  store.write((transaction) => dropTerms(transaction, 3));
  expect(store.all(any, 'SELECT digest FROM blind_index')).toEqual([{ digest: 'c' }]);
  expect(() => store.write((transaction) => transaction.run('DELETE FROM outbox WHERE sequence = 2'))).toThrow('stays');
  store.close();
});

test('a disk without room leaves the store as it was, and room is all it takes', () => {
  storeOf(6);
  const full = Math.ceil(statSync(path).size / 4096) + 2;
  for (let times = 0; times < 2; times++) expect(() => open(full)).toThrow('store/disk-full');
  expect(contents()).toEqual(whole);
});

test('killed in the middle of the steps, it goes on at the next start', { timeout: 120_000 }, async () => {
  storeOf(2);
  const before = join(folder, 'before');
  copyFileSync(path, before);
  const opener = join(import.meta.dirname, 'open-process.ts');
  const run = async (killAfterMs: number | null): Promise<number> => {
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    copyFileSync(before, path);
    const child = fork(opener, [path, Buffer.from(key).toString('hex')], { stdio: 'ignore' });
    let begunAt = 0;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.once('message', () => {
      begunAt = performance.now();
      if (killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    });
    await ended;
    return performance.now() - begunAt;
  };
  const wholeMs = await run(null);
  for (const share of [0.3, 0.7]) {
    await run(wholeMs * share);
    expect(contents(), `killed after ${share} of ${wholeMs} ms`).toEqual(whole);
  }
});
