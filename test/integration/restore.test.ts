// The server is lost and comes back from a backup (R4.5): a whole workstation and a whole server over real stores. Nothing is lost as long
// as the workstation still has what it sent, and nobody is told that all is well before a person has answered for it.
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { passphrase } from '#main/test-bench/organisation.ts';
import { type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { buildServer } from '#server/app.ts';
import { logFiles } from '#server/commands/audit-export.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { systemRandomness } from '#server/kernel/system.ts';
import { restoreOrganisation } from '#server/restore.ts';
import { isOnPostgres } from '#server/test-bench.ts';
import { createDatabase, sharedCluster } from '#server/test-bench-postgres.ts';
import { type Branch, openBranch, registerWithScan } from '#test/support/branch-in-memory.ts';
import { verifyLog } from '#verifier/log.ts';
import { parseVerifierKey } from '#verifier/note.ts';
import { openSource } from '#verifier/source.ts';
import { makeWitnessKey, witness } from '#verifier/witness.ts';

type Server = Awaited<ReturnType<typeof buildServer>>;

let branch: Branch;
let workstation: TestWorkstation;
let folder = '';
let restored: Server | null = null;

beforeEach(async () => {
  branch = await openBranch();
  ({ workstation, folder } = branch);
  unwrap(await workstation.signIn());
});
afterEach(async () => {
  await restored?.app.close();
  restored = null;
  await branch.close();
});

const minute = 60_000;
/** Fewer on the second engine: what happens at the workstation is the same there. */
const sentLater = isOnPostgres ? 10 : 50;

/** An attempt long enough after the last one that the log is looked at again. */
async function syncLater(of = workstation) {
  of.time.advance(11 * minute);
  branch.bench.clock.advance(11 * minute);
  unwrap(await of.api['sync.now']({}));
  return unwrap(await of.api['sync.overview']({}));
}

/** The first server dies; a new one with its keys and its newest backup takes its address. */
async function loseServer(): Promise<Server> {
  const { bench } = branch;
  await bench.app.close();
  const layout = dataLayout(join(folder, 'server'));
  mkdirSync(layout.keys, { recursive: true });
  for (const name of readdirSync(bench.layout.keys)) copyFileSync(join(bench.layout.keys, name), join(layout.keys, name));
  const cluster = isOnPostgres ? await sharedCluster() : null;
  const databaseUrl = cluster?.url(await createDatabase(cluster));
  const foundation = { layout, databaseUrl, keyRing: bench.keyRing, clock: bench.clock, randomness: systemRandomness };
  const [file = ''] = readdirSync(join(folder, 'backups'));
  await restoreOrganisation(foundation, join(folder, 'backups', file), () => undefined);
  restored = await buildServer({ ...foundation, log: false, tls: null });
  branch.replaceServer(restored.app);
  return restored;
}

async function backUp(): Promise<void> {
  mkdirSync(join(folder, 'backups'));
  await branch.bench.organisation.backups.make(join(folder, 'backups'));
}

async function recordIds({ organisation: { store } }: Pick<Server, 'organisation'>): Promise<readonly string[]> {
  const rows = await store.selectFrom('record').select('record_id').orderBy('position').execute();
  return rows.map((row) => row.record_id);
}

async function writeLog(name: string, { organisation: of }: Pick<Server, 'organisation'>): Promise<string> {
  for await (const [path, bytes] of logFiles(of)) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    writeFileSync(join(folder, name, path), bytes);
  }
  return join(folder, name);
}

const accept = (server: Server) =>
  server.organisation.restorations.accept({ acceptedBy: 'it', reason: 'disk-failure', lost: null });

test('backed up, fifty more sent, server destroyed and restored: the workstation sends them again, and each is there once', async () => {
  const before = [await registerWithScan(workstation, 'b1'), await registerWithScan(workstation, 'b2')];
  await syncLater();
  await backUp();
  const later: string[] = [];
  while (later.length < sentLater) later.push(await registerWithScan(workstation, `l${later.length}`));
  expect(await syncLater()).toMatchObject({ synced: sentLater + 2, waiting: 0, logAlarm: null, restoreNotice: null });
  const versionBefore = (await branch.bench.organisation.configuration.newest()).body.version;

  const server = await loseServer();
  expect(await recordIds(server)).toEqual(before);
  // Until somebody answers for it the log that went back is an alarm, and nothing is pretended.
  expect(await syncLater()).toMatchObject({ logAlarm: 'server/history-rewritten', restoreNotice: null });

  expect((await accept(server)).isNew).toBe(true);
  expect((await accept(server)).isNew).toBe(false);
  await syncLater();
  expect(await syncLater()).toMatchObject({
    synced: sentLater + 2,
    waiting: 0,
    quarantined: 0,
    logAlarm: null,
    restoreNotice: { acceptedBy: 'it', resent: sentLater },
  });
  const ids = await recordIds(server);
  expect(ids).toHaveLength(sentLater + 2);
  expect(new Set(ids)).toEqual(new Set([...before, ...later]));
  // With their images, whole.
  const images = await server.organisation.store.selectFrom('attachment').select(['record_id', 'is_complete']).execute();
  expect(new Set(images.map((row) => row.record_id))).toEqual(new Set(ids));
  expect(images.every((row) => row.is_complete === 1)).toBe(true);
  // A version that was given since the backup is not given to something else.
  const { version } = (await server.organisation.configuration.newest()).body;
  expect(version).toBeGreaterThan(versionBefore + 100);
  // Once: later attempts send nothing again, and the notice ends.
  await syncLater();
  expect(await recordIds(server)).toHaveLength(sentLater + 2);
  workstation.time.advance(4 * 86_400_000);
  expect(unwrap(await workstation.api['sync.overview']({})).restoreNotice).toBeNull();
}, 120_000);

test('a workstation that never saw the log longer sends again all the same; one enrolled afterwards is not told', async () => {
  await syncLater();
  await backUp();
  const recordId = await registerWithScan(workstation);
  // Sent, but its log was looked at a moment ago: to this workstation the restored log is no contradiction.
  unwrap(await workstation.api['sync.now']({}));
  unwrap(await workstation.signIn('supervisor'));
  const { report, digest } = unwrap(await workstation.api['reconciliation.day']({ day: null }));
  unwrap(await workstation.api['reconciliation.close']({ day: report.day, digest, passphrase }));
  unwrap(await workstation.api['sync.now']({}));
  const closedDays = ({ organisation: { store } }: Pick<Server, 'organisation'>) =>
    store.selectFrom('day_document').select('day').execute();
  expect(await closedDays(branch.bench)).toHaveLength(1);
  const server = await loseServer();
  expect(await recordIds(server)).toEqual([]);
  expect(await closedDays(server)).toEqual([]);
  await accept(server);
  await syncLater();
  expect(await syncLater()).toMatchObject({ synced: 1, waiting: 0, logAlarm: null, restoreNotice: { resent: 1 } });
  expect(await recordIds(server)).toEqual([recordId]);
  // Its closed day too.
  expect(await closedDays(server)).toEqual([{ day: report.day }]);
});

test('a statement of another key, or one that explains something else, explains nothing', async () => {
  await registerWithScan(workstation);
  await syncLater();
  await backUp();
  await registerWithScan(workstation);
  await syncLater();
  const server = await loseServer();
  const { document } = await accept(server);
  const { store, organisationId } = server.organisation;
  const put = (value: object) =>
    store
      .updateTable('restoration')
      .set({ document: JSON.stringify(value) })
      .where('organisation_id', '=', organisationId)
      .execute();
  await put({ ...document, body: document.body.replace('disk-failure', 'mistake') });
  expect(await syncLater()).toMatchObject({ logAlarm: 'server/history-rewritten', synced: 2 });
  // Truly signed, but the log does not go on from the checkpoint it names.
  const { restored: _note, ...rest } = JSON.parse(document.body);
  const foreign = { ...rest, restored: await branch.bench.organisation.audit.verifierKey };
  await put(await branch.bench.keyRing.signDocument('restoration', foreign));
  expect(await syncLater()).toMatchObject({ logAlarm: 'server/history-rewritten', synced: 2 });
  await put(document);
  await syncLater();
  expect(await syncLater()).toMatchObject({ logAlarm: null, synced: 2, restoreNotice: { resent: 1 } });
});

test('a witness cosigns a log that went back with the statement only', async () => {
  await backUp();
  await registerWithScan(workstation);
  await syncLater();
  const before = await writeLog('before', branch.bench);
  const key = parseVerifierKey(branch.bench.organisation.audit.verifierKey);
  if (key === null) throw new Error('the key of the log is in no form');
  const own = makeWitnessKey('witness.example/restore');
  const cosign = (log: string, restoration?: string) =>
    witness(openSource(log), key, own, {
      state: join(folder, 'witness'),
      seconds: 1n,
      ...(restoration === undefined ? {} : { restoration }),
    });
  expect(await cosign(before)).toHaveProperty('note');
  const server = await loseServer();
  const { document } = await accept(server);
  const after = await writeLog('after', server);
  const finding = { finding: { check: 'shorter-than-known' } };
  expect(await cosign(after)).toMatchObject(finding);
  const forged = { ...document, body: document.body.replace('disk-failure', 'mistake') };
  expect(await cosign(after, JSON.stringify(forged))).toMatchObject(finding);
  expect(await cosign(after, 'no statement')).toMatchObject(finding);
  expect(await cosign(after, JSON.stringify(document))).toHaveProperty('note');
  // The log that was lost is now the one that breaks what the witness knows.
  rmSync(join(before, 'tile'), { recursive: true });
  expect(await cosign(before, JSON.stringify(document))).toHaveProperty('finding');
  expect((await verifyLog(openSource(after), { log: key, known: [], witnesses: [] })).findings).toEqual([]);
});
