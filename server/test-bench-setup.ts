// Once per test run: its folder, and one for the cluster, which is started by the first test that needs it. Both end here.
import { rmSync } from 'node:fs';
import { clusterIn, clusterVariable, findPostgres, makeClusterFolder } from './test-bench-postgres.ts';
import { diskVariable, makeTestDisk } from './test-bench-run.ts';

export function setup(): () => void {
  const run = makeTestDisk();
  const cluster = findPostgres() === null ? null : makeClusterFolder();
  process.env[diskVariable] = run;
  if (cluster !== null) process.env[clusterVariable] = cluster;
  return () => {
    if (cluster !== null) clusterIn(cluster).stop();
    rmSync(run, { recursive: true, force: true });
  };
}
