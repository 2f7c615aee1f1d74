// A damaged store made again from snapshot and journal (R4.1, R4.5): everything acknowledged is there, the audit chain goes on, the
// damaged file is kept, and what the server and the keychain remember of the chain raises no alarm.
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { findBrokenLink } from '#main/kernel/audit/trail.ts';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { findGenerations } from '#main/store/generations.ts';
import { openStore } from '#main/store/open.ts';
import { subject } from '#main/test-bench/organisation.ts';
import { refusalOf, signedInWorkstation, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';

let workstation: TestWorkstation;
let ids: string[];
let draft: string;

const folder = () => dataFolder(workstation.dataDir);
const status = async () => unwrap(await workstation.api['startup.status']({}));
const restore = () => workstation.app.call('startup.restore', {});

function flip(path: string, at: number): void {
  const file = openSync(path, 'r+');
  const byte = new Uint8Array(1);
  readSync(file, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 0x10;
  writeSync(file, byte, 0, 1, at);
  closeSync(file);
}

/** The files as a kill leaves them: taken from under the running program, put back after its end. */
async function killed(): Promise<void> {
  const names = readdirSync(workstation.dataDir);
  const files = names.map((name) => [join(workstation.dataDir, name), readFileSync(join(workstation.dataDir, name))] as const);
  await workstation.app.close();
  for (const [path, bytes] of files) writeFileSync(path, bytes);
}

async function expectAllThere(): Promise<void> {
  expect(await status()).toMatchObject({ phase: 'ready', trouble: null, isRestorable: false });
  unwrap(await workstation.signIn());
  expect((await workstation.queue()).map(({ recordId }) => recordId).toSorted()).toEqual(ids.toSorted());
  const taken = unwrap(await workstation.app.call('registration.resume', { registrationId: draft })) as { values: unknown };
  expect(taken.values).toMatchObject({ name: subject.name });
  unwrap(await workstation.api['sync.now']({}));
  expect(unwrap(await workstation.api['sync.overview']({}))).toMatchObject({ synced: ids.length, waiting: 0, copyAlarm: null });
  await workstation.app.close();
  const [key = new Uint8Array()] = workstation.keychain.entries.values();
  const store = openStore({ path: folder().database, cipher: 'aegis', key });
  expect(findBrokenLink(store)).toBeNull();
  store.close();
}

beforeEach(async () => {
  workstation = await signedInWorkstation();
  ids = [await workstation.register()];
  unwrap(await workstation.api['sync.now']({}));
  workstation.server.mode = 'down';
  ids.push(await workstation.register(), await workstation.register());
  draft = await workstation.begin();
  unwrap(await workstation.app.call('registration.save', { registrationId: draft, values: { name: subject.name } }));
  workstation.server.mode = 'up';
});
afterEach(() => workstation.remove());

describe.each(['after a clean end', 'after a kill'])('%s', (end) => {
  const stop = () => (end === 'after a kill' ? killed() : workstation.app.close());

  test.each<[string, () => void]>([
    ['a flipped bit', () => flip(folder().database, 5 * 4096 + 77)],
    [
      'a page of zeros',
      () => {
        const file = openSync(folder().database, 'r+');
        writeSync(file, new Uint8Array(4096), 0, 4096, 3 * 4096);
        closeSync(file);
      },
    ],
    ['a file cut off', () => truncateSync(folder().database, Math.floor(statSync(folder().database).size / 2))],
    ['an emptied file', () => truncateSync(folder().database, 0)],
    ['a file that is gone', () => rmSync(folder().database)],
  ])('%s', async (_name, damage) => {
    await stop();
    damage();
    await workstation.start();
    expect(await status()).toMatchObject({ phase: 'trouble', isRestorable: true });
    const isGone = !existsSync(folder().database);
    unwrap((await restore()) as never);
    expect(existsSync(`${folder().database}.damaged-1`)).toBe(!isGone);
    await expectAllThere();
  });
});

test('a damaged newest snapshot: the one before it, and both journals', async () => {
  workstation.time.advance(25 * 3_600_000);
  workstation.time.fireRare();
  await expect.poll(() => findGenerations(folder().generations)).toHaveLength(2);
  unwrap(await workstation.signIn());
  workstation.server.mode = 'down';
  ids.push(await workstation.register());
  workstation.server.mode = 'up';
  await workstation.app.close();
  const newest = findGenerations(folder().generations).at(-1);
  flip(newest?.snapshot ?? '', 4096 * 4 + 9);
  truncateSync(folder().database, 4096);
  await workstation.start();
  unwrap((await restore()) as never);
  await expectAllThere();
});

test('what a damaged log lost is done again without anybody', async () => {
  await killed();
  const log = `${folder().database}-wal`;
  expect(statSync(log).size).toBeGreaterThan(0);
  flip(log, 32 + 24 + 100);
  await workstation.start();
  await expectAllThere();
});

test('a damaged journal beside a whole store: a new one begins', async () => {
  await workstation.app.close();
  const [only] = findGenerations(folder().generations);
  flip(only?.journal ?? '', 4_096 + 500);
  await workstation.start();
  expect(findGenerations(folder().generations)).toHaveLength(2);
  await expectAllThere();
});

test('store and journal damaged: what is lost is told, and only custodians go on without it', async () => {
  await workstation.app.close();
  const [only] = findGenerations(folder().generations);
  flip(only?.journal ?? '', 4_096 + 500);
  truncateSync(folder().database, 4096);
  await workstation.start();
  expect(unwrap((await restore()) as never)).toMatchObject({ phase: 'trouble', trouble: { code: 'store/rolled-back' } });
});

test('it is recorded once, and nothing is left to restore', async () => {
  await workstation.app.close();
  truncateSync(folder().database, 4096);
  await workstation.start();
  const answers = await Promise.all([restore(), restore()]);
  expect(answers.map(refusalOf).toSorted()).toEqual(['ok', 'recovery/not-restorable']);
  expect(refusalOf(await restore())).toBe('recovery/not-restorable');
  await workstation.app.close();
  const [key = new Uint8Array()] = workstation.keychain.entries.values();
  const store = openStore({ path: folder().database, cipher: 'aegis', key });
  const told = store.all(z.object({ event: z.string() }), "SELECT event FROM audit WHERE event LIKE '%store.recovered%'");
  expect(told).toHaveLength(1);
  store.close();
});

test('no snapshot, no way out that is not one', async () => {
  await workstation.app.close();
  for (const name of readdirSync(workstation.dataDir)) if (name.endsWith('.snapshot')) rmSync(join(workstation.dataDir, name));
  truncateSync(folder().database, 4096);
  await workstation.start();
  expect(await status()).toMatchObject({ phase: 'trouble', isRestorable: false });
  expect(refusalOf(await restore())).toBe('recovery/not-restorable');
});
