// Images and signatures of registrations in progress. One row per field: replacing or deleting overwrites the bytes (secure_delete), and
// the write-ahead log is emptied afterwards by whoever did it.
import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { imageMediaType, signatureRefusal } from '#src/domain/attachments/schema.ts';

const row = z.object({
  field: z.string(),
  id: z.uuid(),
  media_type: imageMediaType.nullable(),
  signed_values: z.string().nullable(),
  declined: signatureRefusal.nullable(),
  added_at: z.string(),
});
const columns = 'field, id, media_type, signed_values, declined, added_at';
const picture = z.object({ media_type: imageMediaType, bytes: z.instanceof(Uint8Array) });

export type Kept = ReturnType<typeof keptOf>;

function keptOf(found: z.infer<typeof row>) {
  return {
    field: found.field,
    id: found.id,
    /** Null: a signature that was not given. */
    mediaType: found.media_type,
    signedValues: found.signed_values,
    declined: found.declined,
    addedAt: found.added_at,
  } as const;
}

export interface ToKeep extends Kept {
  readonly bytes: Uint8Array | null;
}

/** In place of whatever was kept for the field. */
export function putAttachment(transaction: WriteTransaction, registrationId: string, kept: ToKeep): void {
  dropAttachment(transaction, registrationId, kept.field);
  transaction.run(
    `INSERT INTO attachment (registration_id, field, id, media_type, bytes, signed_values, declined, added_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    registrationId,
    kept.field,
    kept.id,
    kept.mediaType,
    kept.bytes,
    kept.signedValues,
    kept.declined,
    kept.addedAt,
  );
}

export function loadAttachments(store: ReadStore, registrationId: string): readonly Kept[] {
  return store.all(row, `SELECT ${columns} FROM attachment WHERE registration_id = ? ORDER BY rowid`, registrationId).map(keptOf);
}

export function loadPicture(store: ReadStore, registrationId: string, field: string): z.infer<typeof picture> | null {
  const sql = 'SELECT media_type, bytes FROM attachment WHERE registration_id = ? AND field = ? AND bytes IS NOT NULL';
  return store.one(picture, sql, registrationId, field);
}

/** @returns whether there was one */
export function dropAttachment(transaction: WriteTransaction, registrationId: string, field: string): boolean {
  return transaction.run('DELETE FROM attachment WHERE registration_id = ? AND field = ?', registrationId, field) > 0;
}
