// Where the PostgreSQL database is and how it is reached (DATABASE_URL). Every value is stated to the driver, so that no PG… variable
// of the environment changes it, and whatever leaves this machine is under TLS to a server whose certificate names it.
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { ClientConfig } from 'pg';
import { Stop } from '../../stop.ts';

export type PostgresAddress = Required<Pick<ClientConfig, 'host' | 'port' | 'user' | 'database' | 'ssl'>> &
  Pick<ClientConfig, 'password'>;

const schemes = ['postgres:', 'postgresql:'];
const parameters = ['host', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey'];

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
  if (unknown !== undefined) throw malformed('has a parameter other than host, sslmode, sslrootcert, sslcert and sslkey');
  return url;
}

/** @param name of the parameter that names the file */
function readNamed(url: URL, name: string): string | undefined {
  const path = url.searchParams.get(name);
  if (path === null) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Stop('database/certificate-unreadable', `The file that ${name} names cannot be read.`, error);
  }
}

/** The server's own certificate at the database, in place of a password. @throws Stop database/key-open, database/url-invalid */
function clientCertificate(url: URL): { readonly cert?: string; readonly key?: string } {
  const [cert, key] = [readNamed(url, 'sslcert'), readNamed(url, 'sslkey')];
  if (cert === undefined && key === undefined) return {};
  if (cert === undefined || key === undefined) throw malformed('names one of sslcert and sslkey without the other');
  const isOpen = process.platform !== 'win32' && (statSync(url.searchParams.get('sslkey') ?? '').mode & 0o077) !== 0;
  if (isOpen) throw new Stop('database/key-open', 'The file that sslkey names can be read by other accounts: chmod 600 it.');
  return { cert, key };
}

/** @throws Stop database/plain when the way leads off this machine without TLS that checks the server's name */
function tlsOf(host: string, url: URL): PostgresAddress['ssl'] {
  const mode = url.searchParams.get('sslmode') ?? 'unset';
  if (mode === 'verify-full') {
    const ca = readNamed(url, 'sslrootcert');
    return { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }), ...clientCertificate(url) };
  }
  if (isOfThisMachine(host) && ['unset', 'disable'].includes(mode)) return false;
  throw new Stop(
    'database/plain',
    'A database on another machine is reached under TLS that checks its name, and in no other way: add sslmode=verify-full to the address (and sslrootcert=FILE for an authority of your own).',
  );
}

/** @throws Stop database/url-invalid, database/plain, database/certificate-unreadable, database/key-open */
export function parseDatabaseUrl(text: string): PostgresAddress {
  const url = parse(text);
  const host = decodeURIComponent(url.searchParams.get('host') ?? url.hostname.replace(/^\[|\]$/g, ''));
  const user = decodeURIComponent(url.username);
  const database = decodeURIComponent(url.pathname.slice(1));
  if (host === '' || user === '' || database === '') throw malformed('does not name role, host and database');
  const password = url.password === '' ? {} : { password: decodeURIComponent(url.password) };
  return { host, port: url.port === '' ? 5_432 : Number(url.port), user, database, ssl: tlsOf(host, url), ...password };
}
