// What this workstation knows of whether a subject is reached (R3.3). The state follows from the facts about the number that the record
// has: another number begins anew, and going back to the first one brings its facts back.
import * as z from 'zod';
import type { Random } from '#main/ports/random.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { type CallRecord, type ContactFact, callRecord, contactFact, deferReason } from '#src/domain/contact/schema.ts';
import { type ContactStatus, contactStatus } from '#src/domain/contact/state.ts';
import { hmacSha256 } from '#src/node/crypto/hash.ts';

const contactRow = z.object({
  salt: z.string().nullable(),
  saved_digest: z.string().nullable(),
  deferred_digest: z.string().nullable(),
  deferred_reason: deferReason.nullable(),
  code_id: z.string().nullable(),
  code_digest: z.string().nullable(),
  code_expires_ms: z.int().nullable(),
  code_resend_ms: z.int().nullable(),
  code_is_sure: z.int().nullable(),
});
type ContactRow = z.infer<typeof contactRow>;
const factRow = z.object({ fact: z.string(), call_record: z.string().nullable() });
const waitingRow = z.object({ fact: z.string(), revision: z.int().nullable() });

/** A fact, and what a telephone system said of it where it is a call. */
export type KnownFact = ContactFact & { readonly record: Omit<CallRecord, 'callId' | 'recordId'> | null };

function knownFact(row: z.infer<typeof factRow>): KnownFact {
  const said = row.call_record === null ? null : callRecord.parse(JSON.parse(row.call_record));
  if (said === null) return { ...contactFact.parse(JSON.parse(row.fact)), record: null };
  const { source, reference, outcome, reason, at } = said;
  return { ...contactFact.parse(JSON.parse(row.fact)), record: { source, reference, outcome, reason, at } };
}

const columns =
  'salt, saved_digest, deferred_digest, deferred_reason, code_id, code_digest, code_expires_ms, code_resend_ms, code_is_sure';

function loadRow(store: ReadStore, recordId: string): ContactRow | null {
  return store.one(contactRow, `SELECT ${columns} FROM contact WHERE record_id = ?`, recordId);
}

function digestUnder(salt: string, phone: string): string {
  return Buffer.from(hmacSha256(Buffer.from(salt, 'base64url'), phone)).toString('base64url');
}

/** Of a normalised number; null where nothing was done for this registration, or its local copy is closed. */
function digestOf(row: ContactRow | null, phone: string): string | null {
  return row === null || row.salt === null ? null : digestUnder(row.salt, phone);
}

function factsAbout(store: ReadStore, recordId: string, digest: string): readonly KnownFact[] {
  const sql = 'SELECT fact, call_record FROM contact_fact WHERE record_id = ? AND digest = ? ORDER BY rowid';
  return store.all(factRow, sql, recordId, digest).map(knownFact);
}

export interface SentCode {
  readonly codeId: string;
  /** Of the server's clock. */
  readonly expiresMs: number;
  readonly resendMs: number;
  readonly isSure: boolean;
}

export interface KnownContact {
  /** Oldest first. */
  readonly facts: readonly KnownFact[];
  /** Why it was put off. */
  readonly deferred: z.infer<typeof deferReason> | null;
  /** The last one that was sent to this number. */
  readonly code: SentCode | null;
}

const nothing: KnownContact = { facts: [], deferred: null, code: null };

function codeOf(row: ContactRow, digest: string): SentCode | null {
  const { code_id: codeId, code_digest, code_expires_ms: expiresMs, code_resend_ms: resendMs, code_is_sure } = row;
  if (codeId === null || expiresMs === null || resendMs === null || code_digest !== digest) return null;
  return { codeId, expiresMs, resendMs, isSure: code_is_sure === 1 };
}

/** What is known of a registration's number as it is typed now. */
export function contactOf(store: ReadStore, recordId: string, phone: string): KnownContact {
  const row = loadRow(store, recordId);
  const digest = digestOf(row, phone);
  if (row === null || digest === null) return nothing;
  return {
    facts: factsAbout(store, recordId, digest),
    deferred: row.deferred_digest === digest ? row.deferred_reason : null,
    code: codeOf(row, digest),
  };
}

/** Where a saved record stands, also once its local copy is closed. */
export function savedContact(store: ReadStore, recordId: string): ContactStatus & Pick<KnownContact, 'facts' | 'deferred'> {
  const row = loadRow(store, recordId);
  const digest = row?.saved_digest ?? null;
  const facts = digest === null ? [] : factsAbout(store, recordId, digest);
  const deferred = digest !== null && row?.deferred_digest === digest ? row.deferred_reason : null;
  // What was asked when it was saved is in the row; what is asked of new ones now is not asked of it.
  return { ...contactStatus('none', deferred !== null, facts), facts, deferred };
}

/** The digest to keep something under; makes the registration's salt when it has none. */
function ensureDigest(transaction: WriteTransaction, random: Random, recordId: string, phone: string): string {
  const known = digestOf(loadRow(transaction, recordId), phone);
  if (known !== null) return known;
  const salt = Buffer.from(random.bytes(32)).toString('base64url');
  transaction.run('INSERT INTO contact (record_id, salt) VALUES (?, ?)', recordId, salt);
  return digestUnder(salt, phone);
}

export interface AboutNumber {
  readonly recordId: string;
  readonly phone: string;
}

export function keepCode(transaction: WriteTransaction, random: Random, about: AboutNumber, code: SentCode): void {
  const digest = ensureDigest(transaction, random, about.recordId, about.phone);
  transaction.run(
    `UPDATE contact SET code_id = ?, code_digest = ?, code_expires_ms = ?, code_resend_ms = ?, code_is_sure = ?
       WHERE record_id = ?`,
    code.codeId,
    digest,
    code.expiresMs,
    code.resendMs,
    code.isSure ? 1 : 0,
    about.recordId,
  );
}

/** @returns false when it is here already */
export function keepFact(
  transaction: WriteTransaction,
  random: Random,
  { recordId, phone }: AboutNumber,
  fact: ContactFact,
): boolean {
  const digest = ensureDigest(transaction, random, recordId, phone);
  const changed = transaction.run(
    `INSERT INTO contact_fact (fact_id, record_id, digest, fact, is_waiting) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (fact_id) DO NOTHING`,
    fact.factId,
    recordId,
    digest,
    JSON.stringify(fact),
    fact.way === 'telephone' ? 1 : 0,
  );
  if (fact.way === 'sms-code') transaction.run('UPDATE contact SET code_id = NULL WHERE record_id = ?', recordId);
  return changed === 1;
}

export function keepDeferral(
  transaction: WriteTransaction,
  random: Random,
  { recordId, phone }: AboutNumber,
  reason: z.infer<typeof deferReason>,
): void {
  const digest = ensureDigest(transaction, random, recordId, phone);
  transaction.run('UPDATE contact SET deferred_digest = ?, deferred_reason = ? WHERE record_id = ?', digest, reason, recordId);
}

/** The number that the record has from this revision on; null: it has none. */
export function keepSavedNumber(transaction: WriteTransaction, recordId: string, phone: string | null): void {
  const row = loadRow(transaction, recordId);
  if (row === null) return;
  const digest = phone === null ? null : digestOf(row, phone);
  transaction.run('UPDATE contact SET saved_digest = ? WHERE record_id = ?', digest, recordId);
}

/** Part of closing a local copy: whoever has the rows afterwards cannot guess the number. */
export function forgetNumber(transaction: WriteTransaction, sequence: number): void {
  transaction.run(
    `UPDATE contact SET salt = NULL, code_id = NULL
      WHERE record_id = (SELECT record_id FROM outbox WHERE sequence = ? AND is_newest = 1)`,
    sequence,
  );
}

export interface WaitingCall {
  readonly call: ContactFact;
  /** The newest revision, where it was called under the number that one has; null otherwise. */
  readonly revision: number | null;
}

/** Calls the server has not confirmed, or of which it has more to say; those that were told least come first. */
export function waitingCalls(store: ReadStore, limit: number): readonly WaitingCall[] {
  const sql = `
    SELECT fact, (SELECT MAX(record.revision) FROM record JOIN contact ON contact.record_id = record.record_id
      WHERE contact.record_id = contact_fact.record_id AND contact.saved_digest = contact_fact.digest) AS revision
      FROM contact_fact WHERE is_waiting = 1 ORDER BY told_count, contact_fact.rowid LIMIT ?`;
  return store.all(waitingRow, sql, limit).map(({ fact, revision }) => ({
    call: contactFact.parse(JSON.parse(fact)),
    revision,
  }));
}

/** @param isDone the server has kept it and has no more to say of it */
export function markTold(transaction: WriteTransaction, factId: string, isDone: boolean): void {
  transaction.run(
    'UPDATE contact_fact SET is_waiting = ?, told_count = told_count + 1 WHERE fact_id = ?',
    isDone ? 0 : 1,
    factId,
  );
}

/** @returns false when that call is not here, or was told of before, which stays */
export function keepCallRecord(transaction: WriteTransaction, record: CallRecord): boolean {
  const changed = transaction.run(
    'UPDATE contact_fact SET call_record = ? WHERE fact_id = ? AND record_id = ? AND call_record IS NULL',
    JSON.stringify(record),
    record.callId,
    record.recordId,
  );
  return changed === 1;
}

/** The server was restored to an earlier state: what it kept may be gone. */
export function tellCallsAgain(transaction: WriteTransaction): void {
  transaction.run("UPDATE contact_fact SET is_waiting = 1 WHERE json_extract(fact, '$.way') = 'telephone'");
}
