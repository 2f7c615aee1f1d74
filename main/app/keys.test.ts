// Key trouble from end to end over a whole workstation (S3): every kind is explained and retried, a lost key comes back by two
// custodians, an older copy of the files is noticed at the next start; no record is ever lost on the way.
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { type TestOrganisation, testOrganisation } from '#main/test-bench/organisation.ts';
import { refusalOf, TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { recoveryRequest } from '#src/crypto/recovery.ts';
import { randomBytes } from '#src/node/crypto/random.ts';
import { answerRequest, sealWrap } from '#src/node/crypto/recovery.ts';
import { generateSealingKey } from '#src/node/crypto/sealing.ts';

let organisation: TestOrganisation;
let workstation: TestWorkstation;
let recordId: string;

beforeAll(async () => {
  organisation = await testOrganisation();
});
beforeEach(async () => {
  workstation = new TestWorkstation(organisation);
  await workstation.start(workstation.order);
  workstation.server.mode = 'down';
  unwrap(await workstation.signIn());
  recordId = await workstation.register();
  await workstation.app.close();
});
afterEach(() => workstation.remove());

async function trouble() {
  return unwrap(await workstation.api['startup.status']({})).trouble;
}
async function request() {
  const asked = unwrap(await workstation.api['startup.recoveryRequest']({}));
  return { ...asked, request: recoveryRequest.parse(JSON.parse(asked.text)) };
}
/** What two custodians of the organisation answer. */
async function answer(): Promise<string> {
  return JSON.stringify(await answerRequest((await request()).request, organisation.recoveryKey, ['one', 'two']));
}
function recover(text: string) {
  return workstation.api['startup.recover']({ answer: text });
}

/** Everything works, the record is there and reaches the server. */
async function expectWorkGoesOn(): Promise<void> {
  expect(unwrap(await workstation.api['startup.status']({}))).toMatchObject({ phase: 'ready', trouble: null });
  unwrap(await workstation.signIn());
  expect((await workstation.queue()).map((item) => item.recordId)).toContain(recordId);
  workstation.server.mode = 'up';
  unwrap(await workstation.api['sync.now']({}));
  expect(workstation.server.stored.has(recordId)).toBe(true);
}

function contents(): Record<string, string> {
  const names = readdirSync(workstation.dataDir).filter((name) => !name.includes('lock'));
  return Object.fromEntries(names.toSorted().map((name) => [name, readFileSync(join(workstation.dataDir, name), 'hex')]));
}

const keychainOf = () => workstation.keychain.entries;

const losses: Readonly<Record<string, { readonly code: string; readonly cause: () => void }>> = {
  'an entry that was deleted or renamed': { code: 'keychain/key-missing', cause: () => keychainOf().clear() },
  'another operating-system user, whose keychain has other entries': {
    code: 'keychain/key-missing',
    cause: () => {
      keychainOf().clear();
      keychainOf().set('database-key 00000000-0000-4000-8000-000000000000', randomBytes(32));
    },
  },
  'a re-imaged disk with the data folder restored and another keychain': {
    code: 'keychain/other-backend',
    cause: () => {
      keychainOf().clear();
      workstation.keychain.backend = 'another';
    },
  },
  'another key in the entry': {
    code: 'keychain/key-wrong',
    cause: () => {
      for (const account of keychainOf().keys()) keychainOf().set(account, randomBytes(32));
    },
  },
  'a key-info file that was not restored': {
    code: 'keychain/key-missing',
    cause: () => {
      keychainOf().clear();
      rmSync(dataFolder(workstation.dataDir).keyInfo);
    },
  },
};

describe.each(Object.entries(losses))('%s', (_name, { code, cause }) => {
  test('two custodians bring the key back, and it is recorded', async () => {
    cause();
    const before = contents();
    await workstation.start();
    expect((await trouble())?.code).toBe(code);
    expect(unwrap(await workstation.api['startup.retry']({})).trouble?.code).toBe(code);
    expect(contents()).toEqual(before);
    expect(unwrap(await recover(await answer()))).toMatchObject({ phase: 'ready' });
    await expectWorkGoesOn();
    await workstation.restart();
    await expectWorkGoesOn();
    const recovered = (await workstation.closedTrail()).filter(({ action }) => action === 'device.key-recovered');
    expect(recovered).toHaveLength(1);
    expect(recovered[0]?.detail).toMatchObject({ custodians: 'one two' });
  });
});

describe('the recovery', () => {
  beforeEach(async () => {
    workstation.keychain.entries.clear();
    await workstation.start();
  });

  test('asks the same until it is answered, over restarts, and with a new key for the next trouble', async () => {
    const first = await request();
    await workstation.restart();
    expect(await request()).toEqual(first);
    expect(first.text).not.toContain('privateKey');
    unwrap(await recover(await answer()));
    expect(refusalOf(await workstation.api['startup.recoveryRequest']({}))).toBe('recovery/not-needed');
    await workstation.app.close();
    workstation.keychain.entries.clear();
    await workstation.start();
    expect((await request()).fingerprint).not.toBe(first.fingerprint);
  });

  test('an answer that was used once opens nothing after the key was changed and lost again', async () => {
    const used = await answer();
    unwrap(await recover(used));
    await workstation.app.close();
    workstation.keychain.entries.clear();
    await workstation.start();
    const before = contents();
    expect(refusalOf(await recover(used))).toBe('recovery/answer-foreign');
    expect(contents()).toEqual(before);
    unwrap(await recover(await answer()));
    await workstation.restart();
    unwrap(await workstation.signIn('it'));
    unwrap(await workstation.api['workstation.changeKey']({}));
    await workstation.app.close();
    workstation.keychain.entries.clear();
    await workstation.start();
    expect(refusalOf(await recover(used))).toBe('recovery/answer-foreign');
    unwrap(await recover(await answer()));
    await expectWorkGoesOn();
  });

  test('nothing but the answer to this request is taken, and nothing changes', async () => {
    const good = await answer();
    const before = contents();
    const refused = async (text: string) => refusalOf(await recover(text));
    for (const text of ['', '{}', 'no json', good.slice(0, -5)]) expect(await refused(text)).toBe('recovery/answer-unreadable');
    const altered: Record<string, unknown> = JSON.parse(good);
    for (const change of [{ custodians: ['one', 'one'] }, { purpose: 'accept-rollback' }, { request: 'AAAA-AAAA-AAAA-AAAA' }]) {
      expect(await refused(JSON.stringify({ ...altered, ...change }))).toBe('recovery/answer-foreign');
    }
    // Sealed as it should be, but by somebody who does not know the key.
    const asked = (await request()).request;
    const forger = await generateSealingKey();
    const [wrap] = asked.wraps;
    const ids = { databaseKeyId: wrap?.databaseKeyId ?? '', deviceId: wrap?.deviceId ?? '' };
    const forged = { ...asked, wraps: [await sealWrap({ keyId: forger.keyId, key: forger.publicKey }, ids, randomBytes(32))] };
    const answered = await answerRequest(forged, forger, ['one', 'two']);
    expect(await refused(JSON.stringify(answered))).toBe('recovery/answer-foreign');
    expect(contents()).toEqual(before);
    expect((await trouble())?.code).toBe('keychain/key-missing');
    expect(refusalOf(await recover(good))).toBe('ok');
    await expectWorkGoesOn();
  });

  test('an absent or locked keychain is told, and the same answer works afterwards', async () => {
    const good = await answer();
    workstation.keychain.problem = 'locked';
    expect(refusalOf(await recover(good))).toBe('keychain/locked');
    workstation.keychain.problem = 'absent';
    expect(refusalOf(await recover(good))).toBe('keychain/absent');
    workstation.keychain.problem = null;
    unwrap(await recover(good));
    await expectWorkGoesOn();
  });

  test('two imports at once are one recovery', async () => {
    const good = await answer();
    const codes = (await Promise.all([recover(good), recover(good)])).map(refusalOf);
    expect(codes).toEqual(['ok', 'recovery/not-needed']);
    await expectWorkGoesOn();
  });

  test('without the recovery file it is said, not guessed', async () => {
    const { recovery } = dataFolder(workstation.dataDir);
    renameSync(recovery, `${recovery}.away`);
    expect(refusalOf(await workstation.api['startup.recoveryRequest']({}))).toBe('recovery/no-wrap');
    renameSync(`${recovery}.away`, recovery);
    unwrap(await recover(await answer()));
    await expectWorkGoesOn();
  });
});

describe('an older copy of the files put back', () => {
  const copy = () => `${workstation.dataDir}.copy`;

  /** The state of now is put aside, work goes on, and the old state comes back. */
  async function rollBack(): Promise<void> {
    cpSync(workstation.dataDir, copy(), { recursive: true });
    await workstation.start();
    unwrap(await workstation.signIn());
    await workstation.register();
    await workstation.app.close();
    renameSync(workstation.dataDir, `${workstation.dataDir}.newer`);
    cpSync(copy(), workstation.dataDir, { recursive: true });
  }

  test('is noticed at the next start and changes nothing; the newer files end the trouble', async () => {
    await rollBack();
    await workstation.start();
    expect(await trouble()).toMatchObject({ code: 'store/rolled-back' });
    expect(refusalOf(await workstation.signIn())).toBe('startup/not-ready');
    rmSync(workstation.dataDir, { recursive: true });
    renameSync(`${workstation.dataDir}.newer`, workstation.dataDir);
    unwrap(await workstation.api['startup.retry']({}));
    await expectWorkGoesOn();
  });

  test('is accepted by two custodians only, and that is recorded', async () => {
    await rollBack();
    await workstation.start();
    const { params } = (await trouble()) ?? { params: {} };
    const asked = await request();
    expect(asked.request).toMatchObject({ purpose: 'accept-rollback', rollback: params });
    unwrap(await recover(await answer()));
    await expectWorkGoesOn();
    await workstation.restart();
    await expectWorkGoesOn();
    const accepted = (await workstation.closedTrail()).filter(({ action }) => action === 'store.rollback-accepted');
    expect(accepted.map(({ detail }) => detail)).toMatchObject([{ custodians: 'one two', ...params }]);
  });

  test('after a kill: what was mirrored counts, a store that is ahead of its mirror is none', async () => {
    const older = new Map(workstation.keychain.entries);
    await workstation.start();
    unwrap(await workstation.signIn());
    await workstation.app.close();
    for (const [account, secret] of older) workstation.keychain.entries.set(account, secret);
    await workstation.start();
    await expectWorkGoesOn();
  });
});

test('an IT administrator changes the key: everybody is signed out, the work goes on, the old key opens nothing', async () => {
  await workstation.start();
  unwrap(await workstation.signIn());
  expect(refusalOf(await workstation.api['workstation.changeKey']({}))).toBe('access/denied');
  unwrap(await workstation.api['staff.signOut']({}));
  unwrap(await workstation.signIn('it'));
  const before = unwrap(await workstation.api['workstation.facts']({}));
  // A double click is one change.
  const orders = [workstation.api['workstation.changeKey']({}), workstation.api['workstation.changeKey']({})];
  for (const ordered of await Promise.all(orders)) unwrap(ordered);
  expect([...keychainOf().keys()].filter((account) => account.startsWith('database-key'))).toHaveLength(2);
  const phase = async () => unwrap(await workstation.api['startup.status']({})).phase;
  while ((await phase()) === 'ready') workstation.time.fireNext();
  await expect.poll(phase).toBe('ready');
  expect(refusalOf(await workstation.api['workstation.facts']({}))).toBe('access/signed-out');
  unwrap(await workstation.signIn('it'));
  const after = unwrap(await workstation.api['workstation.facts']({}));
  expect(after.keyId).not.toBe(before.keyId);
  expect(after.recoveryKeyId).toBe(organisation.recoveryKey.keyId);
  unwrap(await workstation.api['staff.signOut']({}));
  await expectWorkGoesOn();
  const actions = (await workstation.closedTrail()).map(({ action }) => action);
  expect(actions).toContain('device.key-change-ordered');
  expect(actions.filter((action) => action === 'device.key-rotated')).toHaveLength(1);
  // And the key that was lost after the change comes back as well.
  workstation.keychain.entries.clear();
  await workstation.start();
  unwrap(await recover(await answer()));
  await expectWorkGoesOn();
});

test('files that only look like an answer are no danger', async () => {
  expect(existsSync(workstation.dataDir)).toBe(true);
  writeFileSync(dataFolder(workstation.dataDir).recovery, '{"format":2}');
  workstation.keychain.entries.clear();
  await workstation.start();
  expect(refusalOf(await workstation.api['startup.recoveryRequest']({}))).toBe('recovery/no-wrap');
});
