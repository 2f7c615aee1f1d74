// First start, key troubles and interrupted first starts: each trouble has its own code, nothing is ever made anew by itself, and a
// first start may be killed between any two steps.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DataFolder, dataFolder } from '#main/kernel/data-folder.ts';
import { evaluationKeyStore } from '#main/kernel/keys/evaluation-key-store.ts';
import { readKeyInfo } from '#main/kernel/keys/key-info.ts';
import { type OpenedWorkstation, openWorkstation } from '#main/kernel/keys/open-workstation.ts';
import { FakeKeychain, FakeTime } from '#main/test-bench/workstation.ts';
import { Refusal } from '#src/contract/errors.ts';
import { randomBytes, randomId, randomNonce } from '#src/node/crypto/random.ts';

let root: string;
let folder: DataFolder;
let keychain: FakeKeychain;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'opening-'));
  folder = dataFolder(join(root, 'data'));
  keychain = new FakeKeychain();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function ports() {
  const { clock } = new FakeTime().ports();
  const random = { bytes: randomBytes, id: randomId, nonce: randomNonce, fraction: () => 0 };
  return { clock, random, keyStore: keychain, log: { write: () => undefined, tail: () => '' } };
}
function open(): Promise<OpenedWorkstation> {
  return openWorkstation(folder, ports());
}
async function openAndClose(): Promise<void> {
  (await open()).close();
}
async function troubleOf(): Promise<unknown> {
  try {
    (await open()).close();
    return 'opened';
  } catch (error) {
    if (error instanceof Refusal) return error.wire.code;
    throw error;
  }
}
/** Everything that must not change while in trouble. */
function contents(): Record<string, string> {
  const names = existsSync(folder.path) ? readdirSync(folder.path).toSorted() : [];
  return Object.fromEntries(
    names.filter((name) => !name.includes('lock')).map((name) => [name, readFileSync(join(folder.path, name), 'hex')]),
  );
}

test('a first start makes one key, remembers where it is, and the next start finds it', async () => {
  await openAndClose();
  expect(keychain.entries.size).toBe(1);
  expect(readKeyInfo(folder.keyInfo)).toMatchObject({ state: 'in-use', backend: 'fake' });
  await openAndClose();
  expect(keychain.entries.size).toBe(1);
});

test.each(['absent', 'locked'] as const)(
  'a keychain that is %s stops a first start before anything is written',
  async (problem) => {
    keychain.problem = problem;
    expect(await troubleOf()).toBe(`keychain/${problem}`);
    expect(contents()).toEqual({});
    keychain.problem = null;
    expect(await troubleOf()).toBe('opened');
  },
);

test('a keychain that forgets at once counts as none', async () => {
  keychain.read = async () => null;
  expect(await troubleOf()).toBe('keychain/absent');
  expect(contents()).toEqual({});
});

describe('after a first start', () => {
  beforeEach(openAndClose);

  async function expectTrouble(code: string): Promise<void> {
    const before = contents();
    expect(await troubleOf()).toBe(code);
    expect(contents()).toEqual(before);
  }

  test.each(['absent', 'locked'] as const)('a keychain that is %s', async (problem) => {
    keychain.problem = problem;
    await expectTrouble(`keychain/${problem}`);
    keychain.problem = null;
    expect(await troubleOf()).toBe('opened');
  });

  test('a key that is gone, even when everything else is there', async () => {
    keychain.entries.clear();
    await expectTrouble('keychain/key-missing');
    expect(keychain.entries.size).toBe(0);
  });

  test('another key under the same name', async () => {
    for (const account of keychain.entries.keys()) keychain.entries.set(account, randomBytes(32));
    await expectTrouble('keychain/key-wrong');
  });

  test('a database that is gone', async () => {
    renameSync(folder.database, join(root, 'elsewhere'));
    await expectTrouble('store/missing');
    renameSync(join(root, 'elsewhere'), folder.database);
    expect(await troubleOf()).toBe('opened');
  });

  test('a database that is damaged', async () => {
    const bytes = readFileSync(folder.database);
    bytes[bytes.length - 100] = (bytes.at(-100) ?? 0) ^ 1;
    writeFileSync(folder.database, bytes);
    await expectTrouble('store/corrupt');
  });

  test('a database that was emptied', async () => {
    truncateSync(folder.database, 0);
    await expectTrouble('store/corrupt');
  });

  test('a key-info file that is gone is no first start', async () => {
    rmSync(folder.keyInfo);
    await expectTrouble('keychain/key-missing');
    expect(keychain.entries.size).toBe(1);
  });

  test('a key-info file that is none', async () => {
    writeFileSync(folder.keyInfo, '{"format":');
    await expectTrouble('store/corrupt');
  });

  test('a second process', async () => {
    const first = await open();
    expect(await troubleOf()).toBe('store/in-use');
    first.close();
    expect(await troubleOf()).toBe('opened');
  });
});

test('a data folder that cannot be made', async () => {
  writeFileSync(join(root, 'data'), '');
  expect(await troubleOf()).toBe('store/not-writable');
});

describe('a first start killed at', () => {
  const steps = [
    'opening.key-to-keychain',
    'opening.key-in-keychain',
    'opening.key-info-prepared',
    'opening.database-created',
    'opening.key-info-in-use',
  ];

  /** A process of its own that ends by SIGKILL when it gets to the step. */
  function startAndKillAt(step: string): NodeJS.Signals | null {
    const script = `
      import { dataFolder } from '#main/kernel/data-folder.ts';
      import { openWorkstation } from '#main/kernel/keys/open-workstation.ts';
      import { evaluationKeyStore } from '#main/kernel/keys/evaluation-key-store.ts';
      import { randomBytes, randomId } from '#src/node/crypto/random.ts';
      const [path, keys, step] = process.argv.slice(1);
      await openWorkstation(dataFolder(path), {
        clock: { nowMs: () => Date.now(), monotonicMs: () => 0 },
        random: { bytes: randomBytes, id: randomId },
        keyStore: evaluationKeyStore(keys, path),
        log: { write: (event) => { if (event === step) process.kill(process.pid, 'SIGKILL'); } },
      });`;
    const flags = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', script];
    const cwd = join(import.meta.dirname, '..', '..', '..');
    return spawnSync(process.execPath, [...flags, folder.path, join(root, 'keys'), step], { cwd }).signal;
  }

  test.each(steps)('%s goes on next time', async (step) => {
    expect(startAndKillAt(step)).toBe('SIGKILL');
    const evaluation = { ...ports(), keyStore: evaluationKeyStore(join(root, 'keys'), folder.path) };
    const opened = await openWorkstation(folder, evaluation);
    opened.store.write((transaction) => transaction.run('UPDATE time_seen SET latest_ms = 7'));
    opened.close();
    (await openWorkstation(folder, evaluation)).close();
    expect(readKeyInfo(folder.keyInfo)).toMatchObject({ state: 'in-use' });
  });

  test('in the middle of making the database goes on next time', async () => {
    expect(startAndKillAt('opening.key-info-prepared')).toBe('SIGKILL');
    writeFileSync(`${folder.database}.creating`, randomBytes(10_000));
    const evaluation = { ...ports(), keyStore: evaluationKeyStore(join(root, 'keys'), folder.path) };
    (await openWorkstation(folder, evaluation)).close();
    expect(existsSync(`${folder.database}.creating`)).toBe(false);
  });
});

test('the evaluation keychain must lie outside the data', () => {
  expect(() => evaluationKeyStore(join(folder.path, 'keys'), folder.path)).toThrow();
  expect(() => evaluationKeyStore(folder.path, folder.path)).toThrow();
  expect(evaluationKeyStore(join(root, 'keys'), folder.path).backend).toBe('evaluation-file');
});
