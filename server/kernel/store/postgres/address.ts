// Where the PostgreSQL database is and how it is reached (DATABASE_URL). Every value is stated to the driver, so that no PG… variable
// of the environment changes it, and whatever leaves this machine is under TLS to a server whose certificate names it.
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { ClientConfig } from 'pg';
import { Stop } from '../../stop.ts';

export type PostgresAddress = Required<Pick<ClientConfig, 'host' | 'port' | 'user' | 'database' | 'ssl'>> &
  Pick<ClientConfig, 'password'>;

const schemes = ['postgres:', 'postgresql:'];
const parameters = ['host', 'sslmode', 'sslrootcert'];

function isOfThisMachine(host: string): boolean {
  return isAbsolute(host) || host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function malformed(why: string): Stop {
  return new Stop('database/url-invalid', `The database address ${why}. It reads postgresql://role@host:5432/database.`);
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !schemes.includes(url.protocol)) throw malformed('cannot be read');
  const unknown = [...url.searchParams.keys()].find((name) => !parameters.includes(name));
  if (unknown !== undefined) throw malformed('has a parameter other than host, sslmode and sslrootcert');
  return url;
}

function readAuthority(path: string | null): string | undefined {
  if (path === null) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Stop('database/certificate-unreadable', 'The file that sslrootcert names cannot be read.', error);
  }
}

/** @throws Stop database/plain when the way leads off this machine without TLS that checks the server's name */
function tlsOf(host: string, url: URL): PostgresAddress['ssl'] {
  const mode = url.searchParams.get('sslmode') ?? 'unset';
  if (mode === 'verify-full') {
    const ca = readAuthority(url.searchParams.get('sslrootcert'));
    return { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) };
  }
  if (isOfThisMachine(host) && ['unset', 'disable'].includes(mode)) return false;
  throw new Stop(
    'database/plain',
    'A database on another machine is reached under TLS that checks its name, and in no other way: add sslmode=verify-full to the address (and sslrootcert=FILE for an authority of your own).',
  );
}

/** @throws Stop database/url-invalid, database/plain, database/certificate-unreadable */
export function parseDatabaseUrl(text: string): PostgresAddress {
  const url = parse(text);
  const host = decodeURIComponent(url.searchParams.get('host') ?? url.hostname.replace(/^\[|\]$/g, ''));
  const user = decodeURIComponent(url.username);
  const database = decodeURIComponent(url.pathname.slice(1));
  if (host === '' || user === '' || database === '') throw malformed('does not name role, host and database');
  const password = url.password === '' ? {} : { password: decodeURIComponent(url.password) };
  return { host, port: url.port === '' ? 5_432 : Number(url.port), user, database, ssl: tlsOf(host, url), ...password };
}
