// The server's disk is full (S4, R4.5): at any moment of taking records in, and while a backup is made. It says so by a code, nothing of it
// has happened, no partial backup counts, and room is all it takes. On small file systems of their own; not where this account may not
// mount one.
import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildServer } from '#server/app.ts';
import { explain } from '#server/commands/explain.ts';
import { openBackupFile } from '#server/kernel/backup/file.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { systemRandomness } from '#server/kernel/system.ts';
import {
  type Bench,
  enrolWorkstation,
  keyPassphrase,
  push,
  sealRecord,
  sharedTemplate,
  type Workstation,
} from '#server/test-bench.ts';
import { Dice } from '#test/support/monkey/dice.ts';
import { SmallDisk } from '#test/support/trouble/small-disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'server-full-disk-'));
const disk = SmallDisk.mount(join(folder, 'disk'), 24);
const medium = disk === null ? null : SmallDisk.mount(join(folder, 'medium'), 8);
const seed = 20_261_125;

let bench: Pick<Bench, 'app' | 'organisation' | 'keyRing' | 'clock'>;
let workstation: Workstation;

beforeAll(async () => {
  if (disk === null) return;
  const layout = dataLayout(join(disk.path, 'data'));
  cpSync(await sharedTemplate(), layout.root, { recursive: true });
  const keyRing = await openOperationKeys(layout, keyPassphrase);
  let nowMs = Date.now();
  const clock = {
    nowMs: () => nowMs,
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
  const built = await buildServer({ layout, keyRing, clock, randomness: systemRandomness, log: false, tls: null });
  bench = { ...built, keyRing, clock };
  workstation = await enrolWorkstation(bench as Bench);
});
afterAll(async () => {
  if (disk === null) return;
  await bench.app.close();
  disk.unmount();
  medium?.unmount();
  rmSync(folder, { recursive: true, force: true });
});

const send = async (texts: readonly string[]) => {
  const answer = await push(bench as Bench, workstation, texts);
  const json = answer.json();
  return {
    status: answer.statusCode,
    code: json.error?.code,
    outcomes: json.outcomes?.map((one: { outcome: string }) => one.outcome),
  };
};

async function stored(): Promise<readonly string[]> {
  const rows = await bench.organisation.store.selectFrom('record').select('content_hash').orderBy('position').execute();
  return rows.map((row) => row.content_hash);
}

/** Leaves between nothing and some pages of room, so that a transaction meets the end of the disk at another moment each time. */
async function withRoom(kibibytes: number, work: () => Promise<unknown>): Promise<void> {
  const spare = join(disk?.path ?? '', 'spare');
  writeFileSync(spare, Buffer.alloc(kibibytes * 1_024, 1));
  disk?.fill();
  truncateSync(spare, 0);
  try {
    await work();
  } finally {
    disk?.free();
    rmSync(spare);
  }
}

test.skipIf(disk === null)(
  'at any moment of taking records in: said by its code, nothing half, and everything once there is room',
  async () => {
    const dice = new Dice(seed);
    const { body } = await bench.organisation.configuration.newest();
    const acknowledged: string[] = [];
    const met = { full: 0, taken: 0 };
    for (let round = 0; round < 25; round++) {
      const batch = await Promise.all(Array.from({ length: 1 + dice.below(4) }, () => sealRecord(body, workstation)));
      const texts = batch.map(({ text }) => text);
      await withRoom(round % 3 === 0 ? 0 : dice.below(80), async () => {
        const { status, code, outcomes } = await send(texts);
        if (status === 200) {
          met.taken += 1;
          acknowledged.push(...batch.map(({ contentHash }) => contentHash));
          expect(outcomes).toEqual(batch.map(() => 'accepted'));
        } else {
          met.full += 1;
          expect([status, code]).toEqual([507, 'store/disk-full']);
          expect(await stored()).toEqual(acknowledged);
        }
      });
      const again = await send(texts);
      expect(again.status).toBe(200);
      if (again.outcomes.includes('accepted')) acknowledged.push(...batch.map(({ contentHash }) => contentHash));
      expect(await stored(), `seed ${seed}, round ${round}`).toEqual(acknowledged);
    }
    // Both happened, or nothing was proved.
    expect(met.full).toBeGreaterThan(3);
    const leaves = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
    const accepted = leaves.map(({ content }) => JSON.parse(content)).filter(({ action }) => action === 'record.accepted');
    expect(accepted.map(({ contentHash }) => contentHash)).toEqual(acknowledged);
  },
);

test.skipIf(medium === null)(
  'a backup that finds no room fails by its code, leaves nothing that counts, and the next one is good',
  async () => {
    const to = medium?.path ?? '';
    const { backups } = bench.organisation;
    const named = () => readdirSync(to).filter((name) => name.endsWith('.backup'));
    /** As the command would say it. */
    const make = () =>
      backups.make(to).then(
        () => 'made',
        (error: unknown) => explain(error).code,
      );
    // On the medium of the backup: no room at all, and room for a part of it.
    for (const kibibytes of [0, 64, 256]) {
      writeFileSync(join(to, 'spare'), Buffer.alloc(kibibytes * 1_024, 1));
      medium?.fill();
      truncateSync(join(to, 'spare'), 0);
      expect(await make(), `${kibibytes} KiB`).toBe('store/disk-full');
      expect(readdirSync(to).toSorted()).toEqual(['filler', 'spare']);
      expect(await backups.status()).toMatchObject({ state: 'failed', failure: 'store/disk-full', newestAt: null });
      medium?.free();
      rmSync(join(to, 'spare'));
    }
    // On the server's own disk: the copy is made, what it was cannot be written down, and it is not called good before it is.
    disk?.fill();
    await make();
    disk?.free();
    bench.clock.advance(60_000);
    expect(await make()).toBe('made');
    expect(await backups.status()).toMatchObject({ state: 'good', failure: null });
    for (const name of named()) await (await openBackupFile(join(to, name), bench.keyRing)).store.destroy();
    expect(named().length).toBeGreaterThan(0);
    expect(readdirSync(to)).toEqual(named());
  },
);
