// The server was put back to a backup and a person answers for it (R4.5): the statement turns the alarm into a notice, and every record
// whose receipt is beyond the restored state waits again. Its sealed text is still here, so nothing was lost with the server; what the
// server has after all it answers as a duplicate.
import * as z from 'zod';
import type { Device } from '#main/kernel/device/device.ts';
import { waitAgain } from '#main/kernel/outbox/outbox.ts';
import { dropSafe } from '#main/kernel/outbox/sealed-attachments.ts';
import { openArriving } from '#main/kernel/server-key/open-from-server.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import type { SyncOverview } from '#src/contract/ipc/sync.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import { type Restoration, restoration } from '#src/domain/audit/restoration.ts';
import type { SyncPorts } from './ports.ts';

/** How long the notice is shown. */
const shownMs = 3 * 86_400_000;

const idRow = z.object({ restoration_id: z.string() });
const shownRow = z.object({ document: z.string(), taken_ms: z.int(), resent: z.int() });

/** Statements of our server that were not taken here yet, oldest first. */
export function newRestorations(
  store: ReadStore,
  device: Device,
  documents: readonly SignedDocument[],
): readonly { readonly document: SignedDocument; readonly body: Restoration }[] {
  const known = new Set(store.all(idRow, 'SELECT restoration_id FROM server_restoration').map((row) => row.restoration_id));
  return documents.flatMap((document) => {
    const opened = openArriving('restoration', document, device, restoration, (body) => body.acceptedAt);
    if (!opened.ok || opened.value.organisationId !== device.organisationId || known.has(opened.value.restorationId)) return [];
    return [{ document, body: opened.value }];
  });
}

/** Takes them, in the transaction that makes the log's new state the remembered one. @returns how many records wait again */
export function takeRestorations(
  ports: SyncPorts,
  transaction: WriteTransaction,
  device: Device,
  taken: ReturnType<typeof newRestorations>,
  noteBefore: string | null,
): number {
  // Enrolled after the restore: everything this workstation ever sent came later.
  const older = taken.filter(({ body }) => device.enrolledAt <= body.acceptedAt);
  const resent = older.length === 0 ? 0 : waitAgain(transaction, Math.min(...older.map(({ body }) => body.lastPosition)));
  if (older.length > 0) ports.serverRestored(transaction);
  for (const { document, body } of taken) {
    transaction.run(
      'INSERT INTO server_restoration (restoration_id, document, note_before, taken_ms, resent) VALUES (?, ?, ?, ?, ?)',
      body.restorationId,
      JSON.stringify(document),
      noteBefore,
      ports.clock.nowMs(),
      older.length === 0 ? -1 : resent,
    );
    ports.trail.append(transaction, {
      action: 'server.restored',
      actorId: null,
      subjectId: body.acceptedBy,
      detail: { restorationId: body.restorationId, reason: body.reason, resent },
    });
  }
  return resent;
}

/** The newest one, while it is news; never to a workstation that was enrolled after it. */
export function readRestoreNotice(store: ReadStore, nowMs: number): SyncOverview['restoreNotice'] {
  const row = store.one(
    shownRow,
    'SELECT document, taken_ms, resent FROM server_restoration WHERE resent >= 0 ORDER BY taken_ms DESC LIMIT 1',
  );
  if (row === null || Math.abs(nowMs - row.taken_ms) >= shownMs) return null;
  const { acceptedAt, acceptedBy } = restoration.parse(
    JSON.parse(z.object({ body: z.string() }).parse(JSON.parse(row.document)).body),
  );
  return { acceptedAt, acceptedBy, resent: row.resent };
}

/**
 * Sealed images of synced records stay until the server has them in a verified backup.
 * @param safePosition null: this server makes no backups, and nothing could bring them back
 */
export function dropWhatIsSafe(transaction: WriteTransaction, safePosition: number | null): void {
  dropSafe(transaction, safePosition ?? Number.MAX_SAFE_INTEGER);
}
