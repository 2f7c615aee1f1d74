// Moving a store from SQLite to PostgreSQL, on real engines: interrupted after every batch, changed in between, tampered with.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { copyToPostgres, type Foundation, openOrganisation } from '#server/app/organisation.ts';
import { buildServer } from '#server/app.ts';
import { initialise } from '#server/commands/init.ts';
import { demonstrationOrganisation } from '#server/demo/organisation.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { systemClock, systemRandomness } from '#server/kernel/system.ts';
import {
  type Bench,
  classPassphrase,
  custodians,
  enrolWorkstation,
  keyPassphrase,
  push,
  sealRecord,
} from '#server/test-bench.ts';
import { type Cluster, createDatabase, sharedCluster } from '#server/test-bench-postgres.ts';
import { openStore } from '../store.ts';
import { openPostgresStore } from './open.ts';

let cluster: Cluster;
let template = '';
let root = '';
let foundation: Foundation & { readonly databaseUrl: string };

/** An organisation on SQLite with a workstation, 30 records and one refused envelope. */
beforeAll(async () => {
  cluster = await sharedCluster();
  template = join(mkdtempSync(join(tmpdir(), 'countersign-copy-')), 'data');
  const draft = await demonstrationOrganisation(Date.now());
  await initialise(template, { draft, keyPassphrase, classPassphrase, custodians });
  const layout = dataLayout(template);
  const keyRing = await openOperationKeys(layout, keyPassphrase);
  const base = { layout, keyRing, clock: systemClock, randomness: systemRandomness };
  const { app, organisation } = await buildServer({ ...base, log: false, tls: null, inspectorToken: null });
  const bench: Bench = {
    ...base,
    databaseUrl: undefined,
    app,
    organisation,
    clock: { ...systemClock, advance: () => undefined },
    logged: [],
    close: () => app.close(),
  };
  const workstation = await enrolWorkstation(bench);
  const published = (await organisation.configuration.newest()).body;
  const sealed = await Promise.all(Array.from({ length: 30 }, () => sealRecord(published, workstation)));
  await push(bench, workstation, [...sealed.map(({ text }) => text), 'no envelope']);
  await organisation.audit.checkpoint();
  await app.close();
  return () => rmSync(join(template, '..'), { recursive: true });
});
beforeEach(async () => {
  root = join(mkdtempSync(join(tmpdir(), 'countersign-copy-')), 'data');
  cpSync(template, root, { recursive: true });
  const layout = dataLayout(root);
  const keyRing = await openOperationKeys(layout, keyPassphrase);
  const databaseUrl = cluster.url(await createDatabase(cluster));
  foundation = { layout, keyRing, databaseUrl, clock: systemClock, randomness: systemRandomness };
});
afterEach(() => rmSync(join(root, '..'), { recursive: true }));

const code = (value: string) => expect.objectContaining({ code: value });
const onSqlite = () => openOrganisation({ ...foundation, databaseUrl: undefined });

/** Copies until the given batch is safe in the target, then breaks off. */
async function copyUntil(batch: number): Promise<number> {
  let batches = 0;
  const copying = copyToPostgres(foundation, () => {
    batches += 1;
    if (batches === batch) throw new Error('interrupted');
  });
  await copying.catch((error) => {
    if (!(error instanceof Error) || error.message !== 'interrupted') throw error;
  });
  return batches;
}

test('what arrives is what was there, to the last value; the audit log has the same root; the old store is never served again', async () => {
  const before = await onSqlite();
  const [checkpoint, configuration] = [await before.audit.checkpoint(), await before.configuration.newest()];
  const records = await before.store.selectFrom('record').selectAll().orderBy('position').execute();
  await before.close();
  const report = await copyToPostgres(foundation, () => undefined);
  expect(report.tables.record?.rows).toBe(30);
  expect(checkpoint.note).toContain(Buffer.from(report.auditRoot, 'hex').toString('base64'));
  const after = await openOrganisation(foundation);
  expect(await after.audit.checkpoint()).toEqual(checkpoint);
  expect(await after.configuration.newest()).toEqual(configuration);
  expect(await after.store.selectFrom('record').selectAll().orderBy('position').execute()).toEqual(records);
  await after.close();
  await expect(onSqlite()).rejects.toThrow(code('store/moved'));
  await expect(copyToPostgres(foundation, () => undefined)).rejects.toThrow(code('database/not-empty'));
});

test('interrupted after any batch it goes on, and until its end neither half is served', async () => {
  for (let batch = 1; ; batch++) {
    const batches = await copyUntil(1);
    if (batches === 0) break;
    expect(batch).toBeLessThan(20);
    await expect(openOrganisation(foundation)).rejects.toThrow(code('store/half-copied'));
  }
  const moved = await openOrganisation(foundation);
  expect(await moved.store.selectFrom('record').select('record_id').execute()).toHaveLength(30);
  await moved.close();
});

test('a source that was used in between is copied anew', async () => {
  expect(await copyUntil(6)).toBe(6);
  const used = await onSqlite();
  const { expiresAt } = await used.devices.issueCode('main-street', 60);
  await used.store.deleteFrom('seen_nonce').execute();
  await used.close();
  await copyToPostgres(foundation, () => undefined);
  const moved = await openOrganisation(foundation);
  const codes = await moved.store.selectFrom('enrolment_code').select('expires_at').execute();
  expect(codes.map((row) => row.expires_at)).toContain(expiresAt);
  expect(await moved.store.selectFrom('seen_nonce').selectAll().execute()).toEqual([]);
  await moved.close();
});

test('a copy that differs is refused, and the source stays what is served', async () => {
  expect(await copyUntil(7)).toBe(7);
  const target = openPostgresStore(foundation.databaseUrl);
  await sql`update record set envelope = envelope || ' ' where position = 7`.execute(target);
  await target.destroy();
  await expect(copyToPostgres(foundation, () => undefined)).rejects.toThrow(code('copy/differs'));
  await expect(openOrganisation(foundation)).rejects.toThrow(code('store/half-copied'));
  await (await onSqlite()).close();
});

test('nobody writes to the source while it is copied', async () => {
  const other = openStore(foundation.layout.database, foundation.keyRing, { mayCreate: false });
  await sql`pragma busy_timeout = 0`.execute(other);
  let refusals = 0;
  const writing: Promise<void>[] = [];
  await copyToPostgres(foundation, () => {
    const write = other.deleteFrom('seen_nonce').execute();
    writing.push(
      write.then(
        () => undefined,
        () => {
          refusals += 1;
        },
      ),
    );
  });
  await Promise.all(writing);
  await other.destroy();
  expect(refusals).toBe(writing.length);
  expect(refusals).toBeGreaterThan(5);
});
