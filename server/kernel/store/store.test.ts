import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrations } from '#server/migrations/list.ts';
import type { Schema } from '#server/migrations/migration.ts';
import { randomBytes } from '#src/node/crypto/random.ts';
import { pageCiphers } from '../keys/key-ring.ts';
import { acquireInstanceLock } from './instance-lock.ts';
import { migrate } from './migrate.ts';
import { choosePageCipher } from './page-cipher.ts';
import { openStore } from './store.ts';

let folder = '';
let path = '';
const clock = { nowMs: () => Date.UTC(2026, 10, 24) };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-store-'));
  path = join(folder, 'store.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const keysOf = (cipher: (typeof pageCiphers)[number]) => ({ cipher, databaseKey: randomBytes(32) });
const code = (value: string) => expect.objectContaining({ wire: expect.objectContaining({ code: value }) });

test.each(pageCiphers)('%s: opens with its key, not with another; a flipped bit is noticed', async (cipher) => {
  const keys = keysOf(cipher);
  const store = openStore(path, keys, { mayCreate: true });
  await migrate(store, migrations, clock);
  const filler = 'x'.repeat(20_000);
  await store
    .insertInto('organisation')
    .values({ organisation_id: filler, created_at: 'now', configuration_version: 0, last_position: 0, audit_size: 0 })
    .execute();
  await store.destroy();
  expect(() => openStore(path, keysOf(cipher), { mayCreate: false })).toThrow(code('store/corrupt'));
  const again = openStore(path, keys, { mayCreate: false });
  expect(await again.selectFrom('organisation').select('organisation_id').execute()).toEqual([{ organisation_id: filler }]);
  await again.destroy();
  const bytes = readFileSync(path);
  for (let at = 200; at < bytes.length; at += 4_096) bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  expect(() => openStore(path, keys, { mayCreate: false })).toThrow(code('store/corrupt'));
});

test('a commit waits for the disk: WAL with synchronous FULL, on every connection', async () => {
  const keys = keysOf('aegis');
  for (const mayCreate of [true, false]) {
    const store = openStore(path, keys, { mayCreate });
    const mode = await sql<{ synchronous: number }>`pragma synchronous`.execute(store);
    const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(store);
    const foreign = await sql<{ foreign_keys: number }>`pragma foreign_keys`.execute(store);
    expect([mode.rows[0]?.synchronous, journal.rows[0]?.journal_mode, foreign.rows[0]?.foreign_keys]).toEqual([2, 'wal', 1]);
    await store.destroy();
  }
});

test('a missing store is missing, never made anew', () => {
  expect(() => openStore(path, keysOf('aegis'), { mayCreate: false })).toThrow(code('store/missing'));
});

test('migrating twice changes nothing; a store of a newer program is refused', async () => {
  const store = openStore(path, keysOf('aegis'), { mayCreate: true });
  await migrate(store, migrations, clock);
  await migrate(store, migrations, clock);
  expect(await store.selectFrom('schema_migration').select('number').execute()).toEqual(
    migrations.map(({ number }) => ({ number })),
  );
  const next = migrations.length + 1;
  await store.insertInto('schema_migration').values({ number: next, name: 'from-tomorrow', applied_at: 'then' }).execute();
  await expect(migrate(store, migrations, clock)).rejects.toThrow(code('store/too-new'));
  await store.destroy();
});

test('a step that fails leaves nothing of itself behind', async () => {
  const store = openStore(path, keysOf('aegis'), { mayCreate: true });
  const failing = {
    number: migrations.length + 1,
    name: 'fail-halfway',
    up: async (schema: Schema) => {
      await schema.createTable('halfway').addColumn('a', 'text').execute();
      throw new Error('halfway');
    },
  };
  await migrate(store, migrations, clock);
  await expect(migrate(store, [...migrations, failing], clock)).rejects.toThrow('halfway');
  const tables = await sql<{ name: string }>`select name from sqlite_master where name = 'halfway'`.execute(store);
  expect(tables.rows).toEqual([]);
  await store.destroy();
});

test('a transaction holds the write lock from its beginning, so that reading first cannot make it fail', async () => {
  const keys = keysOf('aegis');
  const store = openStore(path, keys, { mayCreate: true });
  await migrate(store, migrations, clock);
  const other = new Database(path, { timeout: 0 });
  other.pragma(`cipher='${keys.cipher}'`);
  other.pragma(`key="x'${Buffer.from(keys.databaseKey).toString('hex')}'"`);
  await store.transaction().execute(async (transaction) => {
    await transaction.selectFrom('organisation').selectAll().execute();
    expect(() => other.exec('begin immediate')).toThrow('database is locked');
  });
  other.exec('begin immediate');
  other.close();
  await store.destroy();
});

test('one holder of the lock at a time', () => {
  const lock = acquireInstanceLock(join(folder, 'serve.lock'));
  expect(() => acquireInstanceLock(join(folder, 'serve.lock'))).toThrow(code('store/in-use'));
  lock.release();
  acquireInstanceLock(join(folder, 'serve.lock')).release();
});

test('the cipher follows the processor', () => {
  expect(choosePageCipher('flags\t\t: fpu vme aes avx')).toBe('aegis');
  expect(choosePageCipher('Features\t: fp asimd aes pmull')).toBe('aegis');
  expect(choosePageCipher('Features\t: fp asimd evtstrm cpuid')).toBe('chacha20');
  expect(choosePageCipher('model name : aes\nflags : fpu')).toBe('chacha20');
  expect(choosePageCipher(null)).toBe('aegis');
});

test('work that asks the store inside its own transaction is refused and undone; whoever else asks waits for their turn', async () => {
  const store = openStore(path, keysOf('aegis'), { mayCreate: true });
  await migrate(store, migrations, clock);
  const steps = () => store.selectFrom('schema_migration').select('name').orderBy('number').execute();
  const { length } = await steps();
  const note = { number: length + 1, name: 'inside', applied_at: 'now' };
  const later: Promise<unknown>[] = [];
  const nested = store.transaction().execute(async (transaction) => {
    await transaction.insertInto('schema_migration').values(note).execute();
    // Begun here and gone on after the end, as a timer or an event does.
    later.push(new Promise((resolve) => setImmediate(resolve)).then(() => nested.catch(steps)));
    return steps();
  });
  const beside = steps();
  await expect(nested).rejects.toThrow('inside its own transaction');
  expect(await beside).toHaveLength(length);
  expect(await Promise.all(later)).toEqual([await steps()]);
  await expect(store.transaction().execute(() => store.transaction().execute(async () => null))).rejects.toThrow(
    'inside its own',
  );
  expect(await steps()).toHaveLength(length);
  await store.destroy();
});

test('two stores may be asked one inside the other', async () => {
  const [one, other] = [path, `${path}2`].map((file) => openStore(file, keysOf('aegis'), { mayCreate: true }));
  if (one === undefined || other === undefined) throw new Error('no stores');
  const ask = () => sql`select 1`.execute(other);
  const asked = await one.transaction().execute(async (transaction) => [await ask(), await sql`select 1`.execute(transaction)]);
  expect(asked).toHaveLength(2);
  const back = other.transaction().execute(() => one.transaction().execute(ask));
  await expect(back).rejects.toThrow('inside its own transaction');
  await Promise.all([one.destroy(), other.destroy()]);
});
