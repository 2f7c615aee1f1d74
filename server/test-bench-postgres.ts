// For tests and measurements only: a PostgreSQL server of their own. Real binaries, everything durable, reached by a socket in a
// folder that nobody else may enter; run by another account where this one is root, because PostgreSQL refuses to run as root.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { onceInFolder } from './test-bench-run.ts';

export interface Cluster {
  /** Where the server looks for a database of this cluster. */
  readonly url: (database: string) => string;
  /** Runs statements as superuser. */
  readonly admin: (sql: string, database?: string) => Promise<readonly Record<string, unknown>[]>;
  readonly stop: () => void;
}

const oldest = 15;
const debianFolder = '/usr/lib/postgresql';

/** Folder of the server's programs, or null where there is none new enough. */
export function findPostgres(): string | null {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder).map(Number) : [];
  const newest = Math.max(0, ...versions.filter((version) => existsSync(join(debianFolder, String(version), 'bin', 'initdb'))));
  if (newest >= oldest) return join(debianFolder, String(newest), 'bin');
  const { stdout } = spawnSync('pg_config', ['--bindir', '--version'], { encoding: 'utf8' });
  const [folder = '', version = ''] = (stdout ?? '').trim().split('\n');
  return Number(/ (\d+)/.exec(version)?.[1] ?? 0) >= oldest && existsSync(join(folder, 'initdb')) ? folder : null;
}

/** Null when this account may run it itself. */
function otherAccount(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((what) => spawnSync('id', [what, name], { encoding: 'utf8' }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no other account');
}

function run(program: string, args: readonly string[]): void {
  const folder = findPostgres();
  if (folder === null) throw new Error('PostgreSQL is not installed');
  const done = spawnSync(join(folder, program), args, {
    ...otherAccount(),
    cwd: tmpdir(),
    // pg_ctl's server keeps the streams it was given open.
    stdio: ['ignore', 'ignore', program === 'pg_ctl' ? 'ignore' : 'pipe'],
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`${program} failed: ${done.stderr ?? ''}`);
}

export function clusterIn(folder: string): Cluster {
  return {
    url: (database) => `postgresql://countersign@localhost/${database}?host=${encodeURIComponent(folder)}`,
    admin: async (statement, database = 'postgres') => {
      const client = new pg.Client({ host: folder, user: 'admin', database, ssl: false });
      await client.connect();
      try {
        return (await client.query(statement)).rows;
      } finally {
        await client.end();
      }
    },
    stop: () => {
      if (existsSync(join(folder, 'data', 'postmaster.pid'))) {
        run('pg_ctl', ['-D', join(folder, 'data'), '-m', 'immediate', '-w', 'stop']);
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function makeClusterFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-pg-'));
  const account = otherAccount();
  if (account !== null) chownSync(folder, account.uid, account.gid);
  return folder;
}

export async function startCluster(folder: string, settings: Readonly<Record<string, string>> = {}): Promise<Cluster> {
  const data = join(folder, 'data');
  run('initdb', ['-D', data, '-U', 'admin', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']);
  const options = { listen_addresses: "''", unix_socket_directories: `'${folder}'`, max_connections: '300', ...settings };
  const words = Object.entries(options).map(([name, value]) => `-c ${name}=${value}`);
  run('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-w', '-o', words.join(' '), 'start']);
  const cluster = clusterIn(folder);
  await cluster.admin('create role countersign login');
  return cluster;
}

/** Variable that names the folder of the one cluster of a test run; whoever needs it first starts it. */
export const clusterVariable = 'COUNTERSIGN_TEST_CLUSTER';

/** The cluster of this test run. */
export async function sharedCluster(): Promise<Cluster> {
  const folder = process.env[clusterVariable];
  if (folder === undefined) throw new Error('the test run has no cluster');
  // It would go round the hundreds of databases of a run, which live for one test each.
  await onceInFolder(folder, 'cluster', () => startCluster(folder, { autovacuum: 'off' }));
  return clusterIn(folder);
}

let made = 0;

/** A new database that the server's own role owns: empty, or a copy of another one. */
export async function createDatabase(cluster: Cluster, template: string | null = null): Promise<string> {
  made += 1;
  const name = `test_${process.pid}_${made}`;
  await cluster.admin(`create database ${name} owner countersign ${template === null ? '' : `template ${template}`}`);
  return name;
}
