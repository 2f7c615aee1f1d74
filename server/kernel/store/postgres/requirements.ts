// What a PostgreSQL server must promise before anything is acknowledged over it: a commit is on its disk, and the role of this
// program can do no more than its work. Asked on every new connection, because settings of roles and databases change while we run.
import type { ClientBase } from 'pg';
import { Stop } from '../../stop.ts';

export interface ServerSettings {
  readonly version: number;
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly synchronous_commit: string;
  readonly is_too_strong: boolean;
}

const oldestVersion = 150_000;

/** Effective values of this session: what was set for the role, the database or the server. */
const question = `select current_setting('server_version_num')::int as version,
  current_setting('fsync') as fsync,
  current_setting('full_page_writes') as full_page_writes,
  current_setting('synchronous_commit') as synchronous_commit,
  (select rolsuper or rolbypassrls or rolcreaterole or rolreplication from pg_roles where rolname = current_user) as is_too_strong`;

/** Why nothing is stored there, or null. */
export function objectionTo(settings: ServerSettings): Stop | null {
  if (settings.version < oldestVersion) {
    return new Stop('database/too-old', 'The database server is older than PostgreSQL 15. Upgrade it first.');
  }
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit'] as const) {
    if (settings[name] === 'off') {
      return new Stop(
        'database/unsafe',
        `The database acknowledges what a power cut takes back: ${name} is off (for the server, this database or this role). Set it to on.`,
      );
    }
  }
  if (!settings.is_too_strong) return null;
  return new Stop(
    'database/role-too-strong',
    'The database role may do more than this program needs (superuser, bypassrls, createrole or replication). Give it a role of its own that owns nothing but its database.',
  );
}

/** @throws Stop database/too-old, database/unsafe, database/role-too-strong */
export async function requireSafeServer(client: ClientBase): Promise<void> {
  const { rows } = await client.query<ServerSettings>(question);
  const objection = rows[0] === undefined ? null : objectionTo(rows[0]);
  if (objection !== null) throw objection;
}
