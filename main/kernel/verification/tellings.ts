// How a subject was told that an authority did not confirm a revision (R3.5): by a person, or by a paper that the printer said came out.
// A page of which nobody knows tells nobody.
import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { refusalMessageState, type SpokenWay, tellingWay } from '#src/domain/verification/telling.ts';

const tellingRow = z.object({ way: tellingWay, told_by: z.string(), told_at: z.string() });
type TellingRow = z.infer<typeof tellingRow>;

/** Each way once, in the order in which it was first used. */
export function tellingsOf(store: ReadStore, recordId: string, revision: number): readonly TellingRow[] {
  const sql = `SELECT way, told_by, told_at FROM refusal_telling WHERE record_id = :recordId AND revision = :revision
    UNION ALL
    SELECT * FROM (SELECT 'print', asked_by, ended_at FROM print_job
      WHERE kind = 'refusal-notice' AND subject = :recordId AND version = :revision AND channel = 'paper' AND outcome = 'done'
      ORDER BY sequence LIMIT 1)
    ORDER BY 3`;
  return store.all(tellingRow, sql, { recordId, revision });
}

const messageRow = z.object({ state: refusalMessageState, at: z.string() });
type MessageRow = z.infer<typeof messageRow>;

/** By SMS from the server: the one that arrived, else the last word about any; null where none is sent. */
export function messageOf(store: ReadStore, recordId: string, revision: number): MessageRow | null {
  const sql = `SELECT state, at FROM refusal_message WHERE record_id = ? AND revision = ?
    ORDER BY state = 'sent' DESC, at DESC LIMIT 1`;
  return store.one(messageRow, sql, recordId, revision);
}

interface Telling {
  readonly recordId: string;
  readonly revision: number;
  readonly way: SpokenWay;
  readonly by: string;
  readonly at: string;
}

/** @returns whether it was new */
export function keepTelling(transaction: WriteTransaction, { recordId, revision, way, by, at }: Telling): boolean {
  const sql = `INSERT INTO refusal_telling (record_id, revision, way, told_by, told_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING`;
  return transaction.run(sql, recordId, revision, way, by, at) > 0;
}
