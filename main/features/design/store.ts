// Drafts of forms, notices and services, as the screen left them.
import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { type DesignItem, designItem } from '#src/domain/design/schema.ts';

const row = z.object({
  id: z.string(),
  content: z.string(),
  base: z.string().nullable(),
  made_on: z.int(),
  edited_by: z.string(),
  edited_at: z.string(),
});
const columns = 'id, content, base, made_on, edited_by, edited_at';

export interface StoredDraft {
  readonly draftId: string;
  readonly item: DesignItem;
  readonly base: DesignItem | null;
  /** Version of the configuration that `base` was taken from. */
  readonly madeOn: number;
  /** Staff id. */
  readonly editedBy: string;
  readonly editedAt: string;
}

function draftOf(found: z.infer<typeof row>): StoredDraft {
  return {
    draftId: found.id,
    item: designItem.parse(JSON.parse(found.content)),
    base: found.base === null ? null : designItem.parse(JSON.parse(found.base)),
    madeOn: found.made_on,
    editedBy: found.edited_by,
    editedAt: found.edited_at,
  };
}

/** The last edited first. */
export function loadDrafts(store: ReadStore): readonly StoredDraft[] {
  return store.all(row, `SELECT ${columns} FROM design_draft ORDER BY edited_at DESC, id`).map(draftOf);
}

export function loadDraft(store: ReadStore, draftId: string): StoredDraft | null {
  const found = store.one(row, `SELECT ${columns} FROM design_draft WHERE id = ?`, draftId);
  return found === null ? null : draftOf(found);
}

export function insertDraft(transaction: WriteTransaction, draft: StoredDraft): void {
  transaction.run(
    'INSERT INTO design_draft (id, kind, content, base, made_on, edited_by, edited_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    draft.draftId,
    draft.item.kind,
    JSON.stringify(draft.item),
    draft.base === null ? null : JSON.stringify(draft.base),
    draft.madeOn,
    draft.editedBy,
    draft.editedAt,
  );
}

/** @returns false when there is no such draft of this kind */
export function updateDraft(
  transaction: WriteTransaction,
  { draftId, item, editedBy, editedAt }: Pick<StoredDraft, 'draftId' | 'item' | 'editedBy' | 'editedAt'>,
): boolean {
  const sql = 'UPDATE design_draft SET content = ?, edited_by = ?, edited_at = ? WHERE id = ? AND kind = ?';
  return transaction.run(sql, JSON.stringify(item), editedBy, editedAt, draftId, item.kind) > 0;
}

export function moveBase(transaction: WriteTransaction, draftId: string, base: DesignItem | null, madeOn: number): void {
  const sql = 'UPDATE design_draft SET base = ?, made_on = ? WHERE id = ?';
  transaction.run(sql, base === null ? null : JSON.stringify(base), madeOn, draftId);
}

export function deleteDraft(transaction: WriteTransaction, draftId: string): boolean {
  return transaction.run('DELETE FROM design_draft WHERE id = ?', draftId) > 0;
}
