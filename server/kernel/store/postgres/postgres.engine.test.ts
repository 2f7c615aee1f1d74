// What holds on PostgreSQL alone, on a real server: refusals at the start, races between two servers, and a connection that breaks.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOrganisation } from '#server/app/organisation.ts';
import { buildServer } from '#server/app.ts';
import { systemRandomness } from '#server/kernel/system.ts';
import { migrations } from '#server/migrations/list.ts';
import { type Bench, enrolWorkstation, openBench, push, sealRecord } from '#server/test-bench.ts';
import { type Cluster, createDatabase, makeClusterFolder, sharedCluster, startCluster } from '#server/test-bench-postgres.ts';
import { systemClock } from '../../system.ts';
import { LostRace } from '../lost-race.ts';
import { migrate } from '../migrate.ts';
import { openPostgresStore } from './open.ts';
import { objectionTo } from './requirements.ts';

let bench: Bench;
let cluster: Cluster;
let database = '';
beforeAll(async () => {
  cluster = await sharedCluster();
  bench = await openBench();
  database = await createDatabase(cluster);
});
afterAll(async () => {
  await bench.close();
});

const refusal = (code: string) => expect.objectContaining({ code });
const wire = (code: string) => expect.objectContaining({ wire: expect.objectContaining({ code }) });

async function firstStatement(url: string): Promise<void> {
  const store = openPostgresStore(url);
  try {
    await sql`select 1`.execute(store);
  } finally {
    await store.destroy();
  }
}

test('a server, database or role that acknowledges what a power cut takes back is refused', async () => {
  await firstStatement(cluster.url(database));
  for (const [owner, name] of [
    ['database', database],
    ['role', 'hasty'],
  ] as const) {
    if (owner === 'role') await cluster.admin('create role hasty login');
    await cluster.admin(`alter ${owner} ${name} set synchronous_commit = off`);
    const url = cluster.url(database).replace('countersign@', owner === 'role' ? 'hasty@' : 'countersign@');
    await expect(firstStatement(url)).rejects.toThrow(refusal('database/unsafe'));
    await cluster.admin(`alter ${owner} ${name} reset synchronous_commit`);
  }
  for (const settings of [{ fsync: 'off' }, { full_page_writes: 'off' }]) {
    const unsafe = await startCluster(makeClusterFolder(), settings);
    try {
      await expect(firstStatement(unsafe.url('postgres'))).rejects.toThrow(refusal('database/unsafe'));
    } finally {
      unsafe.stop();
    }
  }
  const old = { version: 140_012, fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', is_too_strong: false };
  expect(objectionTo(old)).toMatchObject({ code: 'database/too-old' });
});

test('a role that may do more than its work is refused, a stranger too', async () => {
  await expect(firstStatement(cluster.url(database).replace('countersign@', 'admin@'))).rejects.toThrow(
    refusal('database/role-too-strong'),
  );
  await expect(firstStatement(cluster.url('nowhere'))).rejects.toThrow(refusal('database/denied'));
  await expect(firstStatement(cluster.url(database).replace('countersign@', 'stranger@'))).rejects.toThrow(
    refusal('database/denied'),
  );
  await expect(firstStatement('postgresql://countersign@127.0.0.1:1/x')).rejects.toMatchObject({ name: 'Unreachable' });
});

test('a mistyped address does not become a new server', async () => {
  const foundation = { layout: bench.layout, keyRing: bench.keyRing, clock: systemClock, randomness: systemRandomness };
  const empty = cluster.url(await createDatabase(cluster));
  await expect(openOrganisation({ ...foundation, databaseUrl: empty })).rejects.toThrow(wire('store/missing'));
  const store = openPostgresStore(empty);
  const { rows } = await sql`select 1 from pg_tables where schemaname = 'public'`.execute(store);
  await store.destroy();
  expect(rows).toEqual([]);
});

test('two programs that migrate at the same moment do it once', async () => {
  const url = cluster.url(await createDatabase(cluster));
  const stores = [openPostgresStore(url), openPostgresStore(url), openPostgresStore(url)];
  await Promise.all(stores.map((store) => migrate(store, migrations, systemClock)));
  const done = await stores[0]?.selectFrom('schema_migration').select('number').orderBy('number').execute();
  expect(done).toEqual(migrations.map(({ number }) => ({ number })));
  await Promise.all(stores.map((store) => store.destroy()));
});

test('two servers over one database: no record lost, none doubled, positions without gaps', async () => {
  const second = await buildServer({
    layout: bench.layout,
    databaseUrl: bench.databaseUrl,
    keyRing: bench.keyRing,
    clock: bench.clock,
    randomness: systemRandomness,
    log: false,
    tls: null,
  });
  try {
    const published = (await bench.organisation.configuration.newest()).body;
    const workstation = await enrolWorkstation(bench);
    // One is larger than what PostgreSQL takes apart by itself.
    const long = { values: { address: Buffer.from(systemRandomness.bytes(1_500)).toString('hex') } };
    const sealed = Array.from({ length: 24 }, (_, index) => sealRecord(published, workstation, index === 0 ? long : {}));
    const texts = (await Promise.all(sealed)).map(({ text }) => text);
    const other = { ...bench, app: second.app, organisation: second.organisation };
    const batches = [texts.slice(0, 8), texts.slice(4, 16), texts.slice(12, 24), texts];
    const answers = await Promise.all(batches.map((batch, index) => push(index % 2 === 0 ? bench : other, workstation, batch)));
    const outcomes = answers.flatMap((answer) => answer.json().outcomes);
    expect(outcomes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(24);
    expect(outcomes.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(32);
    const rows = await bench.organisation.store.selectFrom('record').select('position').orderBy('position').execute();
    expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    const apart = sql`select pg_relation_size(reltoastrelid) as bytes from pg_class where relname = 'record'`;
    expect((await apart.execute(bench.organisation.store)).rows).toEqual([{ bytes: 0 }]);
  } finally {
    await second.app.close();
  }
});

test('a deadlock and a lost race begin anew; what is lost every time is said', async () => {
  const { store, organisationId } = bench.organisation;
  const rows = ['a', 'b'];
  for (const staffId of rows) {
    await store
      .insertInto('proof_failure')
      .values({ organisation_id: organisationId, staff_id: staffId, failures: 0, last_failed_ms: 1_800_000_000_000 })
      .execute();
  }
  const meet = Promise.withResolvers<void>();
  let begun = 0;
  let holding = 0;
  const crossing = (order: readonly string[]) =>
    store.transaction().execute(async (transaction) => {
      begun += 1;
      for (const staffId of order) {
        await transaction
          .updateTable('proof_failure')
          .set((set) => ({ failures: set('failures', '+', 1) }))
          .where('staff_id', '=', staffId)
          .execute();
        // Each holds its first row before either asks for the other's.
        holding += 1;
        if (holding === 2) meet.resolve();
        await meet.promise;
      }
    });
  await Promise.all([crossing(rows), crossing(rows.toReversed())]);
  // One of them was chosen as the victim and began anew.
  expect(begun).toBeGreaterThan(2);
  const counted = await store.selectFrom('proof_failure').select(['failures', 'last_failed_ms']).execute();
  expect(counted).toEqual(rows.map(() => ({ failures: 2, last_failed_ms: 1_800_000_000_000 })));
  let runs = 0;
  const losing = store.transaction().execute(async () => {
    runs += 1;
    throw new LostRace('always');
  });
  await expect(losing).rejects.toThrow('always');
  expect(runs).toBe(6);
});

test('work that asks the store inside its own transaction is refused, more of it than the pool has connections too', async () => {
  const store = openPostgresStore(cluster.url(database));
  const nested = () => store.transaction().execute(() => sql`select 1`.execute(store));
  const outcomes = await Promise.allSettled(Array.from({ length: 30 }, nested));
  const reasons = outcomes.map((one) => (one.status === 'rejected' ? String(one.reason) : 'answered'));
  expect(new Set(reasons)).toEqual(new Set(['Error: the store was asked inside its own transaction: ask the transaction']));
  await firstStatement(cluster.url(database));
  await store.destroy();
});

test('connections that break are said, and replaced at the next request', async () => {
  const name = new URL(bench.databaseUrl ?? '').pathname.slice(1);
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`;
  const { store } = bench.organisation;
  const broken = store.transaction().execute(async (transaction) => {
    await sql`select 1`.execute(transaction);
    await cluster.admin(cut);
    await sql`select 1`.execute(transaction);
  });
  await expect(broken).rejects.toThrow();
  await cluster.admin(cut);
  const health = async () => (await bench.app.inject('/healthz')).statusCode;
  await expect.poll(health, { timeout: 20_000 }).toBe(200);
  await cluster.admin(`alter database ${name} allow_connections false`);
  await cluster.admin(cut);
  await expect.poll(health, { timeout: 20_000 }).toBe(503);
  const answer = await bench.app.inject('/healthz');
  expect([answer.statusCode, answer.json()]).toEqual([503, { error: { code: 'store/unreachable', params: {} } }]);
  await cluster.admin(`alter database ${name} allow_connections true`);
  expect((await bench.app.inject('/healthz')).statusCode).toBe(200);
});

test('a stolen dump names no member of staff and holds no verifier', async () => {
  const published = (await bench.organisation.configuration.newest()).body;
  const { rows } = await sql<{ document: string }>`select document from configuration`.execute(bench.organisation.store);
  const stored = rows.map(({ document }) => document).join('');
  expect(stored.length).toBeGreaterThan(1_000);
  for (const member of published.staff) expect(stored).not.toContain(member.name);
  expect(stored).not.toMatch(/argon2|\{/);
});
