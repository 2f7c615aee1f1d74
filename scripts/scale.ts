// `node scripts/scale.ts [--records 4000] [--rows 1000000]`: the figures of docs/scale.md, on a PostgreSQL server of its own with
// everything durable. Prints tables; judges nothing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadAverage, machineFacts } from '#scripts/bench/machine.ts';
import { removeFolder } from '#scripts/environment/remove-folder.ts';
import { measureEngine } from '#scripts/scale/ingest.ts';
import { measurePartitions } from '#scripts/scale/partitions.ts';
import { clusterVariable, createDatabase, makeClusterFolder, sharedCluster } from '#server/test-bench-postgres.ts';

const engines = ['sqlite', 'postgresql'] as const;
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '4000' },
    rows: { type: 'string', default: '1000000' },
    engine: { type: 'string' },
    out: { type: 'string' },
  },
});
const records = Number(values.records);

if (values.engine !== undefined && values.out !== undefined) {
  await measureEngine(records, values.out);
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

for (const engine of engines) {
  const out = join(folder, `${engine}.json`);
  const args = [import.meta.filename, '--engine', engine, '--records', String(records), '--out', out];
  const env = { ...process.env, COUNTERSIGN_TEST_ENGINE: engine, TMPDIR: folder };
  if (spawnSync(process.execPath, args, { env, stdio: ['ignore', 2, 2] }).status !== 0)
    throw new Error(`${engine} was not measured`);
  const { start, ingest } = JSON.parse(readFileSync(out, 'utf8'));
  console.log(`${engine}: first answer after ${start.firstRequestMs} ms, then ${start.residentMb} MB`);
  for (const { perRequest, recordsPerSecond } of ingest)
    console.log(`${engine}: ${perRequest} per request: ${recordsPerSecond} records/s`);
}
const rows = Number(values.rows);
for (const figure of await measurePartitions(cluster, await createDatabase(cluster), rows)) {
  const { layout, addedPerSecond, lookupMedianMs, lookupP95Ms } = figure;
  console.log(
    `${rows} rows, ${layout}: ${addedPerSecond} rows/s added, lookup median ${lookupMedianMs} ms, p95 ${lookupP95Ms} ms`,
  );
}
console.log(`load average after: ${loadAverage()}`);
