// What this workstation knows of restricted subjects: keyed digests inside the encrypted store, and the key they were made with.
import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import type { RestrictionEntry, RestrictionPage } from '#src/contract/sync/restriction.ts';
import type { DocumentNamed } from '#src/domain/records/terms.ts';
import { failureReason, furtherCheckPoint, furtherCheckState, restrictionState } from '#src/domain/restriction/schema.ts';
import { documentKey } from '#src/domain/subjects/document-key.ts';
import { hmacSha256 } from '#src/node/crypto/hash.ts';

const sourceRow = z.object({ key: z.string(), cursor: z.int() });
const entryRow = z.object({
  state: restrictionState,
  failures: z.int(),
  reasons: z.string(),
  since: z.string().nullable(),
  further_check: furtherCheckState,
});
const checkRow = z.object({ digest: z.string(), checked_by: z.string(), checked_at: z.string(), points: z.string() });

export type KnownRestriction = Omit<RestrictionEntry, 'digest'>;

export interface FurtherCheck {
  readonly by: string;
  readonly at: string;
  readonly points: readonly z.infer<typeof furtherCheckPoint>[];
}

function loadSource(store: ReadStore): z.infer<typeof sourceRow> | null {
  return store.one(sourceRow, 'SELECT key, cursor FROM restriction_source');
}

export function readCursor(store: ReadStore): number {
  return loadSource(store)?.cursor ?? 0;
}

function keepEntry(transaction: WriteTransaction, entry: RestrictionEntry): void {
  const { digest, state, failures, reasons, since, furtherCheck } = entry;
  if (state === 'none') {
    transaction.run('DELETE FROM restriction_entry WHERE digest = ?', digest);
    return;
  }
  transaction.run(
    `INSERT INTO restriction_entry (digest, state, failures, reasons, since, further_check) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (digest) DO UPDATE SET state = excluded.state, failures = excluded.failures, reasons = excluded.reasons,
         since = excluded.since, further_check = excluded.further_check`,
    digest,
    state,
    failures,
    JSON.stringify(reasons),
    since,
    furtherCheck,
  );
}

/** Entries and the cursor behind them are kept together or not at all. Digests of another key say nothing any more: then all begins anew. */
export function keepPage(transaction: WriteTransaction, { key, cursor, entries }: RestrictionPage): void {
  if (key === null) return;
  const known = loadSource(transaction);
  const isOtherKey = known !== null && known.key !== key;
  if (isOtherKey) transaction.run('DELETE FROM restriction_entry');
  else for (const entry of entries) keepEntry(transaction, entry);
  transaction.run(
    `INSERT INTO restriction_source (id, key, cursor) VALUES (1, ?, ?)
       ON CONFLICT (id) DO UPDATE SET key = excluded.key, cursor = excluded.cursor`,
    key,
    isOtherKey ? 0 : cursor,
  );
}

/** The server was put back to an older state and numbers its changes anew: all of them are heard again. */
export function forgetRestrictions(transaction: WriteTransaction): void {
  transaction.run('DELETE FROM restriction_entry');
  transaction.run('UPDATE restriction_source SET cursor = 0');
}

/** Null: nothing was ever heard here, so nobody can be recognised. */
export function digestOf(store: ReadStore, document: DocumentNamed): string | null {
  const source = loadSource(store);
  if (source === null) return null;
  return Buffer.from(hmacSha256(Buffer.from(source.key, 'base64url'), documentKey(document.type, document.number))).toString(
    'base64url',
  );
}

export function findRestriction(store: ReadStore, digest: string | null): KnownRestriction | null {
  const sql = 'SELECT state, failures, reasons, since, further_check FROM restriction_entry WHERE digest = ?';
  const found = digest === null ? null : store.one(entryRow, sql, digest);
  if (found === null) return null;
  const { reasons, further_check: furtherCheck, ...rest } = found;
  return { ...rest, reasons: z.array(failureReason).parse(JSON.parse(reasons)), furtherCheck };
}

/** Made for this registration and this document. */
export function findCheck(store: ReadStore, registrationId: string, digest: string | null): FurtherCheck | null {
  const sql = 'SELECT digest, checked_by, checked_at, points FROM further_check WHERE registration_id = ?';
  const found = store.one(checkRow, sql, registrationId);
  if (found === null || found.digest !== digest) return null;
  const points = z.array(furtherCheckPoint).parse(JSON.parse(found.points));
  return { by: found.checked_by, at: found.checked_at, points };
}

export function saveCheck(transaction: WriteTransaction, registrationId: string, digest: string, check: FurtherCheck): void {
  transaction.run(
    `INSERT INTO further_check (registration_id, digest, checked_by, checked_at, points) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (registration_id) DO UPDATE SET digest = excluded.digest, checked_by = excluded.checked_by,
         checked_at = excluded.checked_at, points = excluded.points`,
    registrationId,
    digest,
    check.by,
    check.at,
    JSON.stringify(check.points),
  );
}

export function dropCheck(transaction: WriteTransaction, registrationId: string): void {
  transaction.run('DELETE FROM further_check WHERE registration_id = ?', registrationId);
}
