// Once per test run: its folder, and one for the cluster, which is started by the first test that needs it. Both end here.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterIn, clusterVariable, findPostgres, makeClusterFolder } from './test-bench-postgres.ts';
import { runVariable } from './test-bench-run.ts';

export function setup(): () => void {
  const run = mkdtempSync(join(tmpdir(), 'countersign-run-'));
  const cluster = findPostgres() === null ? null : makeClusterFolder();
  process.env[runVariable] = run;
  if (cluster !== null) process.env[clusterVariable] = cluster;
  return () => {
    if (cluster !== null) clusterIn(cluster).stop();
    rmSync(run, { recursive: true, force: true });
  };
}
