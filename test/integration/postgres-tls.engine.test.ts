// The way to a database on another machine, on a real server with real certificates: TLS that checks the name, or nothing.
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPostgresStore } from '#server/kernel/store/postgres/open.ts';
import { type Cluster, createDatabase, makeClusterFolder, startCluster } from '#server/test-bench-postgres.ts';
import { makeAuthority } from '#test/support/self-signed.ts';

/** Addresses of this machine that no other test run has: the port stays PostgreSQL's own. */
const net = `127.80.${(process.pid >> 7) % 250}.`;
const host = `${net}${(process.pid % 120) * 2 + 1}`;
const otherHost = `${net}${(process.pid % 120) * 2 + 2}`;

const folder = mkdtempSync(join(tmpdir(), 'countersign-tls-'));
const authority = makeAuthority(folder);
const strangers = makeAuthority(folder, 'strangers');
let cluster: Cluster;
let database = '';

beforeAll(async () => {
  const place = makeClusterFolder();
  const { cert, key } = authority.issue(host);
  const { uid, gid } = statSync(place);
  // The server reads its key itself and refuses one that others could read.
  chmodSync(folder, 0o755);
  chmodSync(cert, 0o644);
  chmodSync(key, 0o600);
  chownSync(key, uid, gid);
  const hba = join(folder, 'hba');
  writeFileSync(hba, 'local all all trust\nhostssl all certified all cert\nhost all all all trust\n');
  for (const file of [hba, authority.file]) chmodSync(file, 0o644);
  cluster = await startCluster(place, {
    hba_file: `'${hba}'`,
    ssl_ca_file: `'${authority.file}'`,
    listen_addresses: `'${host},${otherHost}'`,
    ssl: 'on',
    ssl_cert_file: `'${cert}'`,
    ssl_key_file: `'${key}'`,
  });
  database = await createDatabase(cluster);
  await cluster.admin('create role certified login');
});
afterAll(() => {
  cluster.stop();
  rmSync(folder, { recursive: true });
});

const address = (at: string, query: string) => `postgresql://countersign@${at}:5432/${database}?${query}`;

async function ask(url: string): Promise<Record<string, unknown> | undefined> {
  const store = openPostgresStore(url);
  try {
    const answer = await sql<
      Record<string, unknown>
    >`select ssl, version, cipher from pg_stat_ssl where pid = pg_backend_pid()`.execute(store);
    return answer.rows[0];
  } finally {
    await store.destroy();
  }
}

const unreachable = expect.objectContaining({ name: 'Unreachable' });
const causeOf = async (url: string) => {
  const error = await ask(url).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toEqual(unreachable);
  return String((error as Error).cause);
};

test('sslmode=verify-full with the authority named: the statements travel under TLS 1.3', async () => {
  const found = await ask(address(host, `sslmode=verify-full&sslrootcert=${authority.file}`));
  expect(found).toMatchObject({ ssl: true, version: 'TLSv1.3' });
  expect(found?.cipher).toMatch(/GCM|CHACHA/);
});

test('another authority, another name, or no TLS on the other side: no connection, and no fall back to plain', async () => {
  expect(await causeOf(address(host, 'sslmode=verify-full'))).toMatch(/self.signed|unable to (get|verify)/i);
  expect(await causeOf(address(host, `sslmode=verify-full&sslrootcert=${strangers.file}`))).toMatch(
    /unable to|self.signed|verif/i,
  );
  expect(await causeOf(address(otherHost, `sslmode=verify-full&sslrootcert=${authority.file}`))).toMatch(
    /does not match|altname/i,
  );
});

test('a role that is known by its certificate alone, and by nobody else’s', async () => {
  const own = authority.issue('certified');
  const other = authority.issue('another');
  const certified = (query: string) =>
    `postgresql://certified@${host}:5432/${database}?sslmode=verify-full&sslrootcert=${authority.file}${query}`;
  expect(await ask(certified(`&sslcert=${own.cert}&sslkey=${own.key}`))).toMatchObject({ ssl: true });
  await expect(ask(certified(''))).rejects.toThrow();
  await expect(ask(certified(`&sslcert=${other.cert}&sslkey=${other.key}`))).rejects.toThrow();
});

test('a server that says it has no TLS gets no password and no statement', async () => {
  const heard: Buffer[] = [];
  const plain = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      heard.push(bytes);
      socket.write('N');
    });
  });
  plain.listen(0, '127.0.0.1');
  await once(plain, 'listening');
  const { port } = plain.address() as AddressInfo;
  const url = `postgresql://countersign:in-the-clear@127.0.0.1:${port}/x?sslmode=verify-full`;
  expect(await causeOf(url)).toMatch(/does not support SSL/);
  expect(Buffer.concat(heard).toString('latin1')).not.toMatch(/in-the-clear|countersign|select/);
  plain.close();
});

test('a database elsewhere without TLS that checks the name is not even tried, whatever the environment says', () => {
  vi.stubEnv('PGSSLMODE', 'disable');
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  for (const query of ['', 'sslmode=disable', 'sslmode=prefer', 'sslmode=require', 'sslmode=verify-ca', 'sslmode=no-verify']) {
    const open = () => openPostgresStore(`postgresql://countersign@db.example:5432/x?${query}`);
    expect(open, query).toThrow(expect.objectContaining({ code: 'database/plain' }));
  }
  vi.unstubAllEnvs();
});
