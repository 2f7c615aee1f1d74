// Sealed attachments that wait for the server (S4): saved in their record's transaction, read in pieces, kept until the server has
// them in a backup. Nobody
// on this workstation can open them.
import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';

export interface SealedAttachment {
  readonly contentHash: string;
  readonly bytes: Uint8Array;
}

const nameRow = z.object({ content_hash: z.string(), size: z.int() });
const pieceRow = z.object({ piece: z.instanceof(Uint8Array) });

export function saveSealed(
  transaction: WriteTransaction,
  record: { readonly recordId: string; readonly revision: number },
  attachments: readonly SealedAttachment[],
): void {
  for (const { contentHash, bytes } of attachments) {
    transaction.run(
      'INSERT INTO sealed_attachment (content_hash, record_id, revision, bytes) VALUES (?, ?, ?, ?)',
      contentHash,
      record.recordId,
      record.revision,
      bytes,
    );
  }
}

/** What is to be sent before this record. */
export function sealedOf(
  store: ReadStore,
  record: { readonly recordId: string; readonly revision: number },
): readonly { readonly contentHash: string; readonly sealedBytes: number }[] {
  const sql =
    'SELECT content_hash, length(bytes) AS size FROM sealed_attachment WHERE record_id = ? AND revision = ? ORDER BY rowid';
  return store
    .all(nameRow, sql, record.recordId, record.revision)
    .map(({ content_hash: contentHash, size }) => ({ contentHash, sealedBytes: size }));
}

export function sealedPiece(store: ReadStore, contentHash: string, offset: number, length: number): Uint8Array {
  const sql = 'SELECT substr(bytes, ?, ?) AS piece FROM sealed_attachment WHERE content_hash = ?';
  const row = store.one(pieceRow, sql, offset + 1, length, contentHash);
  if (row === null) throw new Error('a sealed attachment is gone while its record waits');
  return row.piece;
}

/** All bytes of one, or null when it is at the server already. */
export function sealedWhole(store: ReadStore, contentHash: string): Uint8Array | null {
  return store.one(pieceRow, 'SELECT bytes AS piece FROM sealed_attachment WHERE content_hash = ?', contentHash)?.piece ?? null;
}

export function dropSealed(
  transaction: WriteTransaction,
  record: { readonly recordId: string; readonly revision: number },
): void {
  transaction.run('DELETE FROM sealed_attachment WHERE record_id = ? AND revision = ?', record.recordId, record.revision);
}

/** Those of synced records up to this position are dropped. */
export function dropSafe(transaction: WriteTransaction, position: number): void {
  transaction.run(
    `DELETE FROM sealed_attachment WHERE EXISTS (SELECT 1 FROM outbox WHERE outbox.record_id = sealed_attachment.record_id
       AND outbox.revision = sealed_attachment.revision AND outbox.state = 'synced' AND outbox.receipt_position <= ?)`,
    position,
  );
}
