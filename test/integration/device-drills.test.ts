// Two drills with whole workstations and a whole server over real stores (S4, S7, R7.3): a computer is lost and found again, and the disk
// of a replaced one comes back. Nothing is lost and nothing doubled, and nothing of either is taken without a person.
import { cpSync, createReadStream } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusalOf, TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { type Branch, openBranch, registerWithScan } from '#test/support/branch-in-memory.ts';

let branch: Branch;
let workstation: TestWorkstation;
let folder = '';
const further: TestWorkstation[] = [];

beforeEach(async () => {
  branch = await openBranch();
  ({ workstation, folder } = branch);
  unwrap(await workstation.signIn());
});
afterEach(async () => {
  for (const one of further.splice(0)) await one.remove();
  await branch.close();
});

const server = () => branch.bench.organisation;
const states = async (of: TestWorkstation) => (await of.queue()).map(({ state }) => state).toReversed();
const sync = async (of: TestWorkstation) => {
  of.time.advance(61_000);
  unwrap(await of.api['sync.now']({}));
  return unwrap(await of.api['sync.overview']({}));
};

async function stored(): Promise<readonly string[]> {
  const rows = await server().store.selectFrom('record').select('record_id').orderBy('position').execute();
  return rows.map((row) => row.record_id);
}

async function idsOfFleet(): Promise<readonly string[]> {
  return (await server().fleet.show()).entries.map(({ deviceId }) => deviceId);
}

/** A medium of this workstation, taken in by the server. @returns the outcomes, and the receipts for the way back */
async function carry(of: TestWorkstation, name: string) {
  of.place = join(folder, name);
  unwrap(await of.api['exchange.export']({ afterSequence: 0 }));
  return server().exchange.importFile(() => createReadStream(join(folder, name)), branch.identities);
}
const importReceipts = async (to: TestWorkstation, file: string) => unwrap(await to.api['exchange.importReceipts']({ file }));

test('lost, taken out of service, found: its later records are held, decided on once, and each is there once', async () => {
  const sent = await registerWithScan(workstation, 'sent');
  expect(await sync(workstation)).toMatchObject({ synced: 1, waiting: 0 });
  workstation.server.mode = 'down';
  const [good, bad] = [await registerWithScan(workstation, 'good'), await registerWithScan(workstation, 'bad')];
  const [deviceId = ''] = await idsOfFleet();
  await server().decisions.revoke(deviceId, 'lost', 'it');

  // Somebody has it, and it reaches the server: nothing of it is taken, and it hears why under the server's signature.
  workstation.server.mode = 'up';
  expect(await sync(workstation)).toMatchObject({ waiting: 2, lastError: { code: 'devices/stopped' } });
  expect(unwrap(await workstation.api['startup.status']({})).standing).toMatchObject({ state: 'revoked', reason: 'lost' });
  expect(refusalOf(await workstation.api['consent.accept']({ serviceId: 'core' } as never))).toBe('devices/stopped');
  expect(await stored()).toEqual([sent]);

  // Found. What it never sent comes by medium, and is held.
  const first = await carry(workstation, 'found.age');
  expect(first.outcomes).toEqual({ quarantined: 2 });
  expect((await carry(workstation, 'again.age')).outcomes).toEqual({ quarantined: 2 });
  const held = await server().held.list(deviceId);
  expect(held.map(({ recordId }) => recordId).toSorted()).toEqual([good, bad].toSorted());
  expect(await stored()).toEqual([sent]);
  const hashOf = (recordId: string) => held.find((one) => one.recordId === recordId)?.contentHash ?? '';
  const accept = { decision: 'accepted', reason: 'confirmed-by-branch', actorId: 'it' } as const;
  const reject = { decision: 'rejected', reason: 'after-the-loss', actorId: 'it' } as const;
  await Promise.all([
    server().held.decide(deviceId, [hashOf(good)], accept),
    server().held.decide(deviceId, [hashOf(good)], accept),
    server().held.decide(deviceId, [hashOf(bad)], reject),
  ]);
  // A decision stands.
  await server().held.decide(deviceId, [hashOf(bad)], accept);
  await server().held.decide(deviceId, [hashOf(good)], reject);
  expect(await server().held.list(deviceId)).toEqual([]);
  expect(await stored()).toEqual([sent, good]);
  expect((await server().fleet.show()).entries[0]).toMatchObject({ state: 'revoked', held: 0 });

  // The receipts of before the decision change no record into a synced one; those of after it do, for what was accepted.
  await importReceipts(workstation, first.receipts);
  expect(await states(workstation)).toEqual(['synced', 'quarantined', 'quarantined']);
  unwrap(await workstation.api['sync.retry']({ sequence: 2 }));
  unwrap(await workstation.api['sync.retry']({ sequence: 3 }));
  branch.bench.clock.advance(60_000);
  const last = await carry(workstation, 'decided.age');
  expect(last.outcomes).toEqual({ duplicate: 1, quarantined: 1 });
  await importReceipts(workstation, last.receipts);
  expect(await states(workstation)).toEqual(['synced', 'synced', 'quarantined']);
  expect(await stored()).toEqual([sent, good]);
});

test('the old disk of a replaced workstation comes back: noticed, and each record of it is there once', async () => {
  const sent = await registerWithScan(workstation, 'sent');
  await sync(workstation);
  workstation.server.mode = 'down';
  const waiting = await registerWithScan(workstation, 'waiting');
  // The disk as it was on that evening, with the computer's keychain.
  await workstation.app.close();
  cpSync(workstation.dataDir, join(folder, 'disk'), { recursive: true });
  const keychain = new Map(workstation.keychain.entries);
  await workstation.start();
  unwrap(await workstation.signIn());
  workstation.server.mode = 'up';
  const later = await registerWithScan(workstation, 'later');
  expect(await sync(workstation)).toMatchObject({ synced: 3, waiting: 0 });
  await workstation.app.close();
  const [old = ''] = await idsOfFleet();
  const replacement = await branch.another();
  const fresh = (await idsOfFleet()).find((id) => id !== old) ?? '';
  await server().decisions.replace(old, fresh, 'it');
  const all = [sent, waiting, later];
  expect(await stored()).toEqual(all);

  /** Another computer with the old disk in it, on the same line. */
  const found = async (entries: ReadonlyMap<string, Uint8Array>) => {
    const computer = new TestWorkstation(workstation.organisation, workstation.server);
    further.push(computer);
    cpSync(join(folder, 'disk'), computer.dataDir, { recursive: true });
    for (const [account, secret] of entries) computer.keychain.entries.set(account, new Uint8Array(secret));
    await computer.start();
    return computer;
  };
  // In the computer it came from: its keychain knows of a later day.
  const noticed = await found(workstation.keychain.entries);
  expect(unwrap(await noticed.api['startup.status']({}))).toMatchObject({ trouble: { code: 'store/rolled-back' } });
  // Elsewhere, with the key alone: it opens, and the server's signed word meets it.
  const computer = await found(new Map([...keychain].filter(([account]) => !account.startsWith('audit-head'))));
  expect(unwrap(await computer.api['startup.status']({}))).toMatchObject({ phase: 'ready' });
  unwrap(await computer.signIn());
  expect(await sync(computer)).toMatchObject({ waiting: 1 });
  expect(unwrap(await computer.api['startup.status']({})).standing).toMatchObject({ state: 'retired' });
  expect(await stored()).toEqual(all);
  // Its medium: what was sent since is a duplicate with its receipt. Nothing is held, nothing comes twice.
  const { outcomes, receipts } = await carry(computer, 'old-disk.age');
  expect(outcomes).toEqual({ duplicate: 1 });
  await importReceipts(computer, receipts);
  expect(await states(computer)).toEqual(['synced', 'synced']);
  expect(await server().held.list(old)).toEqual([]);
  expect(await stored()).toEqual(all);
  // The one that took its place goes on under the old one's name.
  unwrap(await replacement.signIn());
  expect(await sync(replacement)).toMatchObject({ connection: 'online' });
  expect((await server().fleet.show()).entries.map(({ state }) => state).toSorted()).toEqual(['active', 'retired']);
});
