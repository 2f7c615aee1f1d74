// Seconds for a backup, its verification and its way back, over records of the usual size.
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Foundation, openOrganisation } from '#server/app/organisation.ts';
import { createAuditLog } from '#server/kernel/audit/audit-log.ts';
import { systemRandomness } from '#server/kernel/system.ts';
import { restoreOrganisation } from '#server/restore.ts';
import {
  type Bench,
  copyTemplate,
  enrolWorkstation,
  isOnPostgres,
  makeTemplate,
  openBench,
  push,
  sealRecord,
} from '#server/test-bench.ts';
import { createDatabase, sharedCluster } from '#server/test-bench-postgres.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomId } from '#src/node/crypto/random.ts';

const perTransaction = 500;

/** Rows as a push leaves them, without its signatures: one real record under ever new ids. */
async function fill({ organisation }: Bench, deviceId: string, records: number): Promise<void> {
  const { store, organisationId } = organisation;
  const first = await store.selectFrom('record').selectAll().executeTakeFirstOrThrow();
  const audit = createAuditLog(organisationId);
  for (let made = 1; made < records; made += perTransaction) {
    const rows = Array.from({ length: Math.min(perTransaction, records - made) }, (_, index) => {
      const recordId = randomId();
      const envelope = first.envelope.replaceAll(first.record_id, recordId);
      const receipt = first.receipt.replaceAll(first.record_id, recordId);
      const position = made + index + 1;
      return { ...first, record_id: recordId, envelope, receipt, position, content_hash: sha256Hex(envelope) };
    });
    await store.transaction().execute(async (transaction) => {
      await audit.during(transaction, first.received_at, async (add) => {
        for (const { record_id: recordId, content_hash: contentHash, position } of rows) {
          add({ action: 'record.accepted', deviceId, recordId, revision: 1, contentHash, position });
        }
      });
      for (let at = 0; at < rows.length; at += 100)
        await transaction
          .insertInto('record')
          .values(rows.slice(at, at + 100))
          .execute();
      await transaction
        .updateTable('organisation')
        .set({ last_position: made + rows.length })
        .execute();
    });
  }
}

async function emptyServer(template: string, bench: Bench): Promise<Foundation> {
  const layout = copyTemplate(template);
  rmSync(layout.database, { force: true });
  const cluster = isOnPostgres ? await sharedCluster() : null;
  const databaseUrl = cluster?.url(await createDatabase(cluster));
  return { layout, databaseUrl, keyRing: bench.keyRing, clock: bench.clock, randomness: systemRandomness };
}

/** Measures on the engine of this process. */
export async function measureKeeping(records: number, out: string): Promise<void> {
  const template = await makeTemplate();
  const bench = await openBench({ template });
  const folder = mkdtempSync(join(tmpdir(), 'countersign-kept-'));
  const workstation = await enrolWorkstation(bench);
  const { body } = await bench.organisation.configuration.newest();
  await push(bench, workstation, [(await sealRecord(body, workstation)).text]);
  await fill(bench, workstation.deviceId, records);
  const { copySeconds, checkSeconds, bytes } = await bench.organisation.backups.make(folder);
  const foundation = await emptyServer(template, bench);
  const started = performance.now();
  const [file = ''] = readdirSync(folder);
  await restoreOrganisation(foundation, join(folder, file), () => undefined);
  const restoreSeconds = Math.round(performance.now() - started) / 1_000;
  await (await openOrganisation(foundation)).close();
  if (statSync(join(folder, file)).size !== bytes) throw new Error('the backup changed');
  writeFileSync(out, JSON.stringify({ megabytes: Math.round(bytes / 1e6), copySeconds, checkSeconds, restoreSeconds }));
  await bench.close();
}
