// `node scripts/scale.ts [--rows 1000000] [--kept 100000]`: what a start, hash partitions and backups cost (docs/scale.md,
// docs/backups.md), on a PostgreSQL server of its own with everything durable. Prints lines; judges nothing. How fast records are taken
// in is measured by `npm run bench -- ingest`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadAverage, machineFacts } from '#scripts/bench/machine.ts';
import { removeFolder } from '#scripts/environment/remove-folder.ts';
import { measureKeeping } from '#scripts/scale/keeping.ts';
import { measurePartitions } from '#scripts/scale/partitions.ts';
import { measureStart } from '#scripts/scale/start.ts';
import { clusterVariable, createDatabase, makeClusterFolder, sharedCluster } from '#server/test-bench-postgres.ts';

const engines = ['sqlite', 'postgresql'] as const;
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    kept: { type: 'string', default: '100000' },
    only: { type: 'string' },
    engine: { type: 'string' },
    out: { type: 'string' },
  },
});

if (values.engine !== undefined && values.out !== undefined) {
  if (values.only === 'kept') await measureKeeping(Number(values.kept), values.out);
  else await measureStart(values.out);
  process.exit(0);
}

process.env[clusterVariable] = makeClusterFolder();
const folder = mkdtempSync(join(tmpdir(), 'countersign-scale-'));
const cluster = await sharedCluster();
process.once('exit', () => {
  cluster.stop();
  removeFolder(folder);
});
console.log(machineFacts(folder, 'no application').join('; '));
console.log(`load average before: ${loadAverage()}`);

/** In a process of its own on one engine. */
function measured(engine: string, ...more: readonly string[]): string {
  const out = join(folder, `${engine}.json`);
  const args = [import.meta.filename, '--engine', engine, ...more, '--out', out];
  const env = { ...process.env, COUNTERSIGN_TEST_ENGINE: engine, TMPDIR: folder };
  if (spawnSync(process.execPath, args, { env, stdio: ['ignore', 2, 2] }).status !== 0)
    throw new Error(`${engine} was not measured`);
  return readFileSync(out, 'utf8');
}

for (const engine of values.only === 'kept' ? [] : engines) {
  const { firstRequestMs, residentMb } = JSON.parse(measured(engine));
  console.log(`${engine}: first answer after ${firstRequestMs} ms, then ${residentMb} MB`);
}
for (const engine of engines) {
  const { megabytes, copySeconds, checkSeconds, restoreSeconds } = JSON.parse(
    measured(engine, '--only', 'kept', '--kept', values.kept),
  );
  console.log(
    `${engine}: ${values.kept} records (${megabytes} MB) backed up in ${copySeconds} s, verified in ${checkSeconds} s, restored in ${restoreSeconds} s`,
  );
}
if (values.only === 'kept') process.exit(0);
const rows = Number(values.rows);
for (const figure of await measurePartitions(cluster, await createDatabase(cluster), rows)) {
  const { layout, addedPerSecond, lookupMedianMs, lookupP95Ms } = figure;
  console.log(
    `${rows} rows, ${layout}: ${addedPerSecond} rows/s added, lookup median ${lookupMedianMs} ms, p95 ${lookupP95Ms} ms`,
  );
}
console.log(`load average after: ${loadAverage()}`);
