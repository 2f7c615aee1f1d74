// Once per test run: a folder for the cluster, which is started by the first test that needs it and stopped here.
import { clusterIn, clusterVariable, findPostgres, makeClusterFolder } from './test-bench-postgres.ts';

export function setup(): (() => void) | undefined {
  if (findPostgres() === null) return undefined;
  const folder = makeClusterFolder();
  process.env[clusterVariable] = folder;
  return () => clusterIn(folder).stop();
}
