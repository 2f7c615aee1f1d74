// What was heard of the branch's days: documents as they were signed, the roster they are verified by, and where to ask on.
import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import type { DayDocument } from '#src/contract/sync/days.ts';
import { type SignedDocument, signedDocument } from '#src/crypto/signed.ts';
import { type BranchDay, type BranchRoster, branchDay, branchRoster, dayStatement } from '#src/domain/reconciliation/branch.ts';
import type { HeardStatement } from '#src/domain/reconciliation/branch-rules.ts';

const documentRow = z
  .object({ hash: z.string(), kind: z.enum(['day-statement', 'branch-day']), document: z.string() })
  .transform(({ hash, kind, document }) => ({ hash, kind, document: signedDocument.parse(JSON.parse(document)) }));
const columns = 'hash, kind, document';

export interface HeardDay extends DayDocument {
  readonly hash: string;
  readonly deviceId: string;
  readonly day: string;
  readonly number: number;
  /** Other days it tells something of. */
  readonly lateDays: readonly string[];
}

export type AtServer = 'waiting' | 'there' | 'refused';

/** A document that is here already stays as it is. @returns whether it is new */
export function keepDay(transaction: WriteTransaction, heard: HeardDay, heardAt: string, atServer: AtServer): boolean {
  const inserted = transaction.run(
    `INSERT INTO day_document (hash, kind, device_id, day, number, document, heard_at, at_server) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (hash) DO NOTHING`,
    heard.hash,
    heard.kind,
    heard.deviceId,
    heard.day,
    heard.number,
    JSON.stringify(heard.document),
    heardAt,
    atServer,
  );
  if (inserted === 0) {
    if (atServer === 'there') markAtServer(transaction, heard.hash, atServer);
    return false;
  }
  for (const day of new Set(heard.lateDays)) {
    transaction.run('INSERT INTO day_document_late (day, hash) VALUES (?, ?)', day, heard.hash);
  }
  return true;
}

export function markAtServer(transaction: WriteTransaction, hash: string, atServer: AtServer): void {
  transaction.run('UPDATE day_document SET at_server = ? WHERE hash = ?', atServer, hash);
}

/** What the server does not have yet, as far as it fits one request; at least one. */
export function waitingDays(store: ReadStore, limit: number, characters: number): readonly DayDocument[] {
  const sql = `SELECT ${columns} FROM day_document WHERE at_server = 'waiting' ORDER BY day, kind DESC, number, hash LIMIT ?`;
  let sum = 0;
  return store
    .all(documentRow, sql, limit)
    .filter(({ document }, index) => {
      sum += document.body.length;
      return index === 0 || sum <= characters;
    })
    .map(({ kind, document }) => ({ kind, document }));
}

/** Everything heard since a day, the newest first: what another workstation is given by hand. */
export function daysSince(store: ReadStore, day: string, limit: number): readonly DayDocument[] {
  const sql = `SELECT ${columns} FROM day_document WHERE day >= ? ORDER BY day DESC, hash LIMIT ?`;
  return store.all(documentRow, sql, day, limit).map(({ kind, document }) => ({ kind, document }));
}

function statementOf({ hash, document }: z.output<typeof documentRow>): HeardStatement {
  return { hash, body: dayStatement.parse(JSON.parse(document.body)) };
}

export function statementsOf(store: ReadStore, day: string): readonly HeardStatement[] {
  const sql = `SELECT ${columns} FROM day_document WHERE day = ? AND kind = 'day-statement'`;
  return store.all(documentRow, sql, day).map(statementOf);
}

/** Statements of other days that tell something of this one. */
export function laterStatements(store: ReadStore, day: string): readonly HeardStatement[] {
  const sql = `SELECT ${columns} FROM day_document JOIN day_document_late USING (hash) WHERE day_document_late.day = ?`;
  return store.all(documentRow, sql, day).map(statementOf);
}

export interface SignedBranchDay {
  readonly hash: string;
  readonly document: SignedDocument;
  readonly body: BranchDay;
}

/** Every signature under a day of the branch, the newest first. */
export function branchDaysOf(store: ReadStore, day: string): readonly SignedBranchDay[] {
  const sql = `SELECT ${columns} FROM day_document WHERE day = ? AND kind = 'branch-day'`;
  return store
    .all(documentRow, sql, day)
    .map(({ hash, document }) => ({ hash, document, body: branchDay.parse(JSON.parse(document.body)) }))
    .sort((a, b) => b.body.number - a.body.number || (a.body.closedAt < b.body.closedAt ? 1 : -1));
}

export function branchDayWith(store: ReadStore, hash: string): SignedBranchDay | null {
  const row = store.one(documentRow, `SELECT ${columns} FROM day_document WHERE hash = ? AND kind = 'branch-day'`, hash);
  return row === null ? null : { ...row, body: branchDay.parse(JSON.parse(row.document.body)) };
}

const untoldRow = z.object({ closing: z.int() });

/** Numbers of reports of this workstation that have no statement yet. */
export function unstatedClosings(store: ReadStore, deviceId: string): readonly number[] {
  const sql = `SELECT closing FROM day_closing WHERE NOT EXISTS (SELECT 1 FROM day_document
      WHERE device_id = ? AND kind = 'day-statement' AND number = closing) ORDER BY closing`;
  return store.all(untoldRow, sql, deviceId).map(({ closing }) => closing);
}

const rosterRow = z.object({ document: z.string() });

export interface HeardRoster {
  readonly document: SignedDocument;
  readonly body: BranchRoster;
}

export function loadRoster(store: ReadStore): HeardRoster | null {
  const row = store.one(rosterRow, 'SELECT document FROM day_roster');
  if (row === null) return null;
  const document = signedDocument.parse(JSON.parse(row.document));
  return { document, body: branchRoster.parse(JSON.parse(document.body)) };
}

/** An older one than is known changes nothing. */
export function keepRoster(transaction: WriteTransaction, { document, body }: HeardRoster): void {
  transaction.run(
    `INSERT INTO day_roster (id, document, issued_at) VALUES (1, ?, ?)
       ON CONFLICT (id) DO UPDATE SET document = excluded.document, issued_at = excluded.issued_at
       WHERE excluded.issued_at >= issued_at`,
    JSON.stringify(document),
    body.issuedAt,
  );
}

const cursorRow = z.object({ cursor: z.int() });

export function readCursor(store: ReadStore): number {
  return store.one(cursorRow, 'SELECT cursor FROM day_cursor')?.cursor ?? 0;
}

export function moveCursor(transaction: WriteTransaction, cursor: number): void {
  transaction.run(
    'INSERT INTO day_cursor (id, cursor) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET cursor = max(cursor, excluded.cursor)',
    cursor,
  );
}

/** The server was put back to an older state: it is asked and told everything again. */
export function forgetServer(transaction: WriteTransaction): void {
  transaction.run('DELETE FROM day_cursor');
  transaction.run("UPDATE day_document SET at_server = 'waiting' WHERE at_server = 'there'");
}
