// Figures of a day from the counters and the queue; everything by index over that day alone, whatever else the store holds.
import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { type SignedDocument, signedDocument } from '#src/crypto/signed.ts';
import type { AuditAction } from '#src/domain/audit/events.ts';
import { addFigures, noFigures } from '#src/domain/reconciliation/rules.ts';
import type { DayFigures, DayReport } from '#src/domain/reconciliation/schema.ts';
import { type OutboxState, outboxState } from '#src/domain/sync/states.ts';

/** Which figure an event counts for. Events of the workstation itself and of signing in count for none. */
const figureOf: Partial<Record<AuditAction, keyof DayFigures>> = {
  'notice.accepted': 'begun',
  'notice.declined': 'declined',
  'registration.submitted': 'captured',
  'record.corrected': 'corrected',
  'registration.discarded': 'discarded',
  'receipt.printed': 'printed',
  'receipt.reprinted': 'reprinted',
  'receipt.saved': 'saved',
  'print.not-done': 'notPrinted',
};

const counted = Object.keys(figureOf)
  .map((action) => `'${action}'`)
  .join(', ');

const figureOfState: Readonly<Record<OutboxState, keyof DayFigures>> = {
  synced: 'synced',
  waiting: 'pending',
  quarantined: 'refused',
  superseded: 'superseded',
  // Settled without the server, like a refused record that was replaced: nobody waits for it.
  'set-aside': 'superseded',
};

const countRow = z.object({ staff_id: z.string(), action: z.string(), total: z.int() });
const stateRow = z.object({ staff_id: z.string(), state: outboxState, total: z.int() });
const draftRow = z.object({ staff_id: z.string(), total: z.int() });

/** Who did what on a day, by staff id. @param closing 0: what no report has told yet; otherwise what that report told */
export function loadFigures(store: ReadStore, day: string, closing: number): Map<string, DayFigures> {
  const found = new Map<string, DayFigures>();
  const add = (staffId: string, name: keyof DayFigures, total: number) => {
    const before = found.get(staffId) ?? noFigures;
    found.set(staffId, { ...before, [name]: before[name] + total });
  };
  const counts = 'SELECT staff_id, action, total FROM day_count WHERE day = ? AND closing = ?';
  for (const row of store.all(countRow, counts, day, closing)) {
    const name = figureOf[row.action as AuditAction];
    if (name !== undefined && row.staff_id !== '') add(row.staff_id, name, row.total);
  }
  const states = `SELECT submitted_by AS staff_id, state, count(*) AS total FROM outbox
      WHERE day = ? AND closing = ? GROUP BY submitted_by, state`;
  for (const row of store.all(stateRow, states, day, closing)) add(row.staff_id, figureOfState[row.state], row.total);
  return found;
}

/** Registrations still open, by the clerk who began them. */
export function loadDrafts(store: ReadStore): Map<string, number> {
  const sql = "SELECT begun_by AS staff_id, count(*) AS total FROM registration WHERE state <> 'submitted' GROUP BY begun_by";
  return new Map(store.all(draftRow, sql).map((row) => [row.staff_id, row.total]));
}

const refusalRow = z.object({ code: z.string().nullable(), total: z.int() });

export function loadRefusals(store: ReadStore, day: string, closing: number): DayReport['refusedBy'] {
  const sql = `SELECT json_extract(last_error, '$.code') AS code, count(*) AS total FROM outbox
      WHERE day = ? AND closing = ? AND state = 'quarantined' GROUP BY 1 ORDER BY 1`;
  return store.all(refusalRow, sql, day, closing).map(({ code, total }) => ({ code: code ?? 'unknown', count: total }));
}

const dayRow = z.object({ day: z.string() });

/** Days up to one on which something counted happened and that no report has told, oldest first. */
export function untoldDays(store: ReadStore, until: string): string[] {
  const sql = `SELECT DISTINCT day FROM day_count WHERE closing = 0 AND day <= ? AND staff_id <> '' AND action IN (${counted}) ORDER BY day`;
  return store.all(dayRow, sql, until).map(({ day }) => day);
}

/** Before a day: what nobody has closed, and closed days on which something happened afterwards. */
export function loadUntold(store: ReadStore, before: string): { readonly unclosed: string[]; readonly late: DayReport['late'] } {
  const days = untoldDays(store, before).filter((day) => day < before);
  const isClosed = (day: string) => loadClosing(store, { day }) !== null;
  return {
    unclosed: days.filter((day) => !isClosed(day)),
    late: days.filter(isClosed).flatMap((day) => loadSince(store, day)),
  };
}

/** What happened on a closed day since, for the next report. */
export function loadSince(store: ReadStore, day: string): DayReport['late'] {
  const figures = [...loadFigures(store, day, 0).values()];
  return figures.length === 0 ? [] : [{ day, figures: addFigures(figures) }];
}

const queueRow = z.object({ pending: z.int(), refused: z.int(), oldest: z.string().nullable() });

/** The whole queue by its own counters and its first waiting row. */
export function loadQueue(store: ReadStore): DayReport['queue'] {
  const row = store.one(
    queueRow,
    `SELECT (SELECT total FROM outbox_count WHERE state = 'waiting') AS pending,
            (SELECT total FROM outbox_count WHERE state = 'quarantined') AS refused,
            (SELECT submitted_at FROM outbox JOIN record USING (record_id, revision) WHERE outbox.state = 'waiting'
               ORDER BY outbox.sequence LIMIT 1) AS oldest`,
  );
  return { pending: row?.pending ?? 0, refused: row?.refused ?? 0, oldestPendingAt: row?.oldest ?? null };
}

const closingRow = z.object({ closing: z.int(), day: z.string(), document: z.string(), hash: z.string() });

export interface Closing {
  readonly closing: number;
  readonly day: string;
  readonly document: SignedDocument;
  readonly hash: string;
}

function closingOf({ document, ...row }: z.infer<typeof closingRow>): Closing {
  return { ...row, document: signedDocument.parse(JSON.parse(document)) };
}

export function loadClosing(store: ReadStore, by: { readonly day: string } | { readonly closing: number }): Closing | null {
  const columns = 'SELECT closing, day, document, hash FROM day_closing';
  const row =
    'day' in by
      ? store.one(closingRow, `${columns} WHERE day = ?`, by.day)
      : store.one(closingRow, `${columns} WHERE closing = ?`, by.closing);
  return row === null ? null : closingOf(row);
}

/** The newest reports first. */
export function loadClosings(store: ReadStore, limit: number): readonly Closing[] {
  const sql = 'SELECT closing, day, document, hash FROM day_closing ORDER BY closing DESC LIMIT ?';
  return store.all(closingRow, sql, limit).map(closingOf);
}

/** Stores a signed report and marks what it told, on its own day and the late days it names. */
export function saveClosing(
  transaction: WriteTransaction,
  { closing, day, document, hash }: Closing,
  closedAt: string,
  lateDays: readonly string[],
): void {
  transaction.run(
    'INSERT INTO day_closing (closing, day, document, hash, closed_at) VALUES (?, ?, ?, ?, ?)',
    closing,
    day,
    JSON.stringify(document),
    hash,
    closedAt,
  );
  for (const told of [day, ...lateDays]) {
    transaction.run('UPDATE day_count SET closing = ? WHERE day = ? AND closing = 0', closing, told);
    transaction.run('UPDATE outbox SET closing = ? WHERE day = ? AND closing = 0', closing, told);
  }
}
