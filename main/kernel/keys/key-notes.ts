// What befell the key while the store was closed goes into the audit trail at the next opening, once, however often that opening is
// interrupted: the note leaves key-info only after its event is durable.
import * as z from 'zod';
import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { DataFolder } from '#main/kernel/data-folder.ts';
import { loadDevice } from '#main/kernel/device/device.ts';
import { type KeyNote, without, writeKeyInfo } from '#main/kernel/keys/key-info.ts';
import { requireUsedKeyInfo } from '#main/kernel/keys/rotation.ts';
import type { ReadStore, Store } from '#main/store/store.ts';

const count = z.object({ n: z.int() });

function isRecorded(store: ReadStore, note: KeyNote): boolean {
  const found = store.one(count, "SELECT count(*) AS n FROM audit WHERE json_extract(event, '$.detail.note') = ?", note.id);
  return found !== null && found.n > 0;
}

export function recordKeyNotes(folder: DataFolder, store: Store, trail: AuditTrail): void {
  const info = requireUsedKeyInfo(folder);
  if (info.notes === undefined) return;
  store.write((transaction) => {
    for (const note of info.notes ?? []) {
      if (isRecorded(transaction, note)) continue;
      const subjectId = loadDevice(transaction)?.deviceId ?? null;
      trail.append(transaction, { action: note.action, actorId: null, subjectId, detail: { ...note.detail, note: note.id } });
    }
  });
  writeKeyInfo(folder.keyInfo, without(info, 'notes'));
}
