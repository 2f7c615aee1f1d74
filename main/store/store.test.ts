import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ensureBallast } from '#main/store/ballast.ts';
import { type Cipher, ciphers } from '#main/store/connection.ts';
import { createStoreFile, openStore } from '#main/store/open.ts';
import { acquireProcessLock } from '#main/store/process-lock.ts';
import { randomBytes } from '#src/node/crypto/random.ts';

const key = randomBytes(32);
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  path = join(folder, 'workstation.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(cipher: Cipher = 'aegis') {
  return { path, cipher, key };
}
function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? error.message : 'no error';
  }
  return 'no error';
}
function flipBit(at: number) {
  const opened = openSync(path, 'r+');
  const byte = new Uint8Array(1);
  readSync(opened, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 1;
  writeSync(opened, byte, 0, 1, at);
  closeSync(opened);
}
const total = z.object({ n: z.int() });
const insert = 'INSERT INTO sign_in_failure (staff_id, failures, last_failed_ms) VALUES (?, 1, 1)';
const count = 'SELECT count(*) AS n FROM sign_in_failure';

describe.each(ciphers)('%s', (cipher) => {
  test('keeps what was committed, encrypted, and opens only with its key', () => {
    createStoreFile(file(cipher));
    const store = openStore(file(cipher));
    store.write((transaction) => transaction.run(insert, 'Zhang-Visible'));
    store.close();
    const bytes = readFileSync(path);
    expect(bytes.includes('Zhang-Visible')).toBe(false);
    expect(bytes.includes('sign_in_failure')).toBe(false);
    expect(refusal(() => openStore({ ...file(cipher), key: randomBytes(32) }))).toBe('store/corrupt');
    const again = openStore(file(cipher));
    expect(again.one(total, count)).toEqual({ n: 1 });
    again.close();
  });

  test('what a table does not allow is refused after the check as well, which looks at no row for it', () => {
    createStoreFile(file(cipher));
    const store = openStore(file(cipher));
    const second = "INSERT INTO journal (id, entry, link) VALUES (2, 0, '')";
    expect(() => store.write((transaction) => transaction.run(second))).toThrow('CHECK constraint failed');
    store.close();
  });

  test('notices a changed bit anywhere in the file', () => {
    createStoreFile(file(cipher));
    const store = openStore(file(cipher));
    store.write((transaction) => {
      for (let i = 0; i < 500; i++) transaction.run(insert, `staff-${i}`);
    });
    expect(store.checkpoint()).toBe(true);
    store.close();
    const size = statSync(path).size;
    const whole = join(folder, 'whole');
    copyFileSync(path, whole);
    for (let page = 0; page < size / 4096; page++) {
      copyFileSync(whole, path);
      flipBit(page * 4096 + 1_000 + page);
      expect(
        refusal(() => openStore(file(cipher)).close()),
        `page ${page}`,
      ).toBe('store/corrupt');
    }
  });
});

test('the key is used as it is: as a passphrase its digits do not open the file', () => {
  createStoreFile(file());
  const tables = (keyText: string) => {
    const database = new Database(path);
    database.pragma("cipher = 'aegis'");
    database.key(Buffer.from(keyText));
    return database.prepare('SELECT count(*) AS n FROM sqlite_master').get();
  };
  const digits = Buffer.from(key).toString('hex');
  expect(tables(`raw:${digits}`)).not.toEqual({ n: 0 });
  expect(refusal(() => tables(digits))).toBe('file is not a database');
});

test('every opening sets what durability and deletion rest on', () => {
  createStoreFile(file());
  const store = openStore(file());
  store.write((transaction) => transaction.run(insert, 'a'));
  const setting = (name: string) => Object.values(store.one(z.record(z.string(), z.unknown()), `PRAGMA ${name}`) ?? {})[0];
  const names = ['synchronous', 'journal_mode', 'secure_delete', 'foreign_keys', 'temp_store', 'locking_mode', 'trusted_schema'];
  expect(names.map(setting)).toEqual([2, 'wal', 1, 1, 2, 'exclusive', 0]);
  store.close();
});

test('a store that is not there is missing, also beside a lone log, and nothing is created', () => {
  expect(refusal(() => openStore(file()))).toBe('store/missing');
  createStoreFile(file());
  const store = openStore(file());
  store.write((transaction) => transaction.run(insert, 'a'));
  const log = readFileSync(`${path}-wal`);
  store.close();
  rmSync(path);
  const lone = openSync(`${path}-wal`, 'w');
  writeSync(lone, log);
  closeSync(lone);
  expect(refusal(() => openStore(file()))).toBe('store/missing');
  expect(existsSync(path)).toBe(false);
  expect(readFileSync(`${path}-wal`).equals(log)).toBe(true);
});

test('a file of a newer program is refused and left alone', () => {
  createStoreFile(file());
  const store = openStore(file());
  store.write((transaction) => transaction.run('PRAGMA user_version = 99'));
  store.close();
  const before = readFileSync(path);
  expect(refusal(() => openStore(file()))).toBe('store/too-new');
  expect(readFileSync(path).equals(before)).toBe(true);
});

describe('a store with a log left by a killed program', () => {
  /** As a kill leaves them: taken from under the open store. */
  function leaveLog(): void {
    createStoreFile(file());
    const store = openStore(file());
    store.write((transaction) => transaction.run(insert, 'in the log'));
    const kept = mkdtempSync(join(tmpdir(), 'store-kept-'));
    for (const name of ['workstation.db', 'workstation.db-wal']) copyFileSync(join(folder, name), join(kept, name));
    store.close();
    for (const name of ['workstation.db', 'workstation.db-wal']) copyFileSync(join(kept, name), join(folder, name));
    rmSync(kept, { recursive: true });
  }
  const contents = () => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'hex')]);

  test('opens with what the log holds', () => {
    leaveLog();
    const store = openStore(file());
    expect(store.one(total, count)).toEqual({ n: 1 });
    store.close();
    expect(readdirSync(folder)).toEqual(['workstation.db']);
  });

  test('is left as it is when the file is damaged, and when the key is another', () => {
    leaveLog();
    const whole = contents();
    expect(refusal(() => openStore({ ...file(), key: randomBytes(32) }))).toBe('store/corrupt');
    expect(contents()).toEqual(whole);
    flipBit(statSync(path).size - 1_000);
    const damaged = contents();
    expect(damaged).not.toEqual(whole);
    expect(refusal(() => openStore(file()))).toBe('store/corrupt');
    expect(contents()).toEqual(damaged);
  });
});

test('a place that cannot be written says so', () => {
  mkdirSync(path);
  expect(refusal(() => openStore(file()))).toBe('store/not-writable');
  expect(refusal(() => acquireProcessLock(folder))).toBe('store/not-writable');
});

test('only one process holds the lock; it is free again afterwards', () => {
  const lockPath = join(folder, 'lock');
  const lock = acquireProcessLock(lockPath);
  expect(refusal(() => acquireProcessLock(lockPath))).toBe('store/in-use');
  lock.release();
  acquireProcessLock(lockPath).release();
});

describe('a transaction', () => {
  test('happens as a whole or not at all', () => {
    createStoreFile(file());
    const store = openStore(file());
    const broken = () =>
      store.write((transaction) => {
        transaction.run(insert, 'a');
        throw new Error('stop');
      });
    expect(refusal(broken)).toBe('stop');
    expect(store.one(total, count)).toEqual({ n: 0 });
    store.close();
  });

  test('cannot wait for anything, and its transaction object ends with it', async () => {
    createStoreFile(file());
    const store = openStore(file());
    expect(refusal(() => store.write(async () => undefined))).toContain('cannot wait');
    const leaked = store.write((transaction) => transaction);
    expect(refusal(() => leaked.run(insert, 'a'))).toContain('after its end');
    store.close();
  });

  test('is rolled back when the disk is full, and works again when there is room', () => {
    createStoreFile(file());
    const full = openStore({ ...file(), maximumPages: Math.ceil(statSync(path).size / 4096) + 1 });
    full.write((transaction) => transaction.run(insert, 'kept'));
    const fill = () =>
      full.write((transaction) => {
        for (let i = 0; i < 5_000; i++) transaction.run(insert, `filler-${i}-${'x'.repeat(100)}`);
      });
    expect(refusal(fill)).toBe('store/disk-full');
    expect(full.one(total, count)).toEqual({ n: 1 });
    full.write((transaction) => transaction.run(insert, 'afterwards'));
    full.close();
    const store = openStore(file());
    expect(store.one(total, count)).toEqual({ n: 2 });
    store.close();
  });
});

test('the audit table refuses every change', () => {
  createStoreFile(file());
  const store = openStore(file());
  store.write((transaction) => transaction.run("INSERT INTO audit (sequence, event, link) VALUES (1, '{}', 'x')"));
  expect(refusal(() => store.write((transaction) => transaction.run("UPDATE audit SET link = 'y'")))).toContain('insert-only');
  expect(refusal(() => store.write((transaction) => transaction.run('DELETE FROM audit')))).toContain('insert-only');
  store.close();
});

test('the ballast is made once and is not compressible nothing', () => {
  const ballast = join(folder, 'ballast');
  expect(ensureBallast(ballast, randomBytes)).toBe(true);
  expect(statSync(ballast).size).toBe(4 * 1024 * 1024);
  expect(new Set(readFileSync(ballast).subarray(0, 4096)).size).toBeGreaterThan(200);
  expect(ensureBallast(join(folder, 'no', 'ballast'), randomBytes)).toBe(false);
});
