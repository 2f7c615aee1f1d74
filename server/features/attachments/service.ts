// Taking sealed attachments in (S4, R4.7): piece by piece, each durable when it is answered, so that a line that breaks costs one piece.
// An attachment counts only when all its bytes are here and hash to its name; a record counts only when all it names counts.
import type * as z from 'zod';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { lockDevice } from '#server/kernel/store/lock-device.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { joinBytes } from '#src/base/bytes.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import {
  type AttachmentProgress,
  largestPieceBytes,
  type pieceRequest,
  type progressRequest,
} from '#src/contract/sync/attachments.ts';
import { sealedHeadBytes, sealedKeyIdOf } from '#src/crypto/sealed-attachment.ts';
import type { Attachment } from '#src/domain/attachments/schema.ts';
import { RunningHash } from '#src/node/crypto/hash.ts';
import {
  type AttachmentKey,
  type AttachmentRow,
  bindAttachments,
  deleteAttachment,
  deleteForgotten,
  findAttachment,
  findAttachments,
  insertAttachment,
  insertPiece,
  loadPieces,
  setProgress,
  sumUnbound,
} from './store.ts';

/** What a device may have here for records that are not: several hundred registrations with two images each. */
const quotaBytes = 512 * 1024 * 1024;
/** After this many days without a piece, an upload that no record names is dropped; its device still has it. */
const forgottenAfterDays = 14;
const dayMs = 86_400_000;

interface RecordId {
  readonly recordId: string;
  readonly revision: number;
}

/** The attachments a batch of records names, while it is decided about them. */
class LoadedAttachments {
  readonly #rows: Map<string, AttachmentRow>;

  constructor(rows: ReadonlyMap<string, AttachmentRow>) {
    this.#rows = new Map(rows);
  }

  /** How many of these are not complete here, and which key each is sealed to (null: not sealed as suite 1 says). */
  inspect(
    record: RecordId,
    named: readonly Attachment[],
  ): { readonly missing: number; readonly keyIds: readonly (string | null)[] } {
    const rows = named.map(({ contentHash }) => this.#rows.get(contentHash));
    return {
      missing: rows.filter((row) => row?.is_complete !== 1).length,
      keyIds: rows.map((row, index) => {
        if (row === undefined || row.sealed_bytes !== named[index]?.sealedBytes) return null;
        const isFree = row.record_id === null || (row.record_id === record.recordId && row.revision === record.revision);
        return isFree ? row.key_id : null;
      }),
    };
  }

  /** A record of the batch is taken in with these: the next ones find them bound. */
  take({ recordId, revision }: RecordId, named: readonly Attachment[]): void {
    for (const { contentHash } of named) {
      const row = this.#rows.get(contentHash);
      if (row !== undefined) this.#rows.set(contentHash, { ...row, record_id: recordId, revision });
    }
  }
}

export interface AttachmentsService {
  readonly progress: (
    deviceId: string,
    request: z.output<typeof progressRequest>,
  ) => Promise<{ attachments: AttachmentProgress[] }>;
  readonly takePiece: (deviceId: string, request: z.output<typeof pieceRequest>) => Promise<AttachmentProgress>;
  /** What a batch of records needs to know of the attachments it names. */
  readonly load: (transaction: Store, deviceId: string, contentHashes: readonly string[]) => Promise<LoadedAttachments>;
  /** All its sealed bytes, or null while some are still on their way. */
  readonly sealed: (from: Store, deviceId: string, contentHash: string) => Promise<Uint8Array | null>;
  /** They belong to this record from now on. */
  readonly bind: (transaction: Store, deviceId: string, record: RecordId, named: readonly Attachment[]) => Promise<void>;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
}

function progressOf(contentHash: string, row: AttachmentRow | null): AttachmentProgress {
  return { contentHash, receivedBytes: row?.received_bytes ?? 0, isComplete: row?.is_complete === 1 };
}

export function createAttachmentsService({ store, clock, audit, organisationId }: Dependencies): AttachmentsService {
  const begin = async (transaction: Store, key: AttachmentKey, sealedBytes: number): Promise<AttachmentRow> => {
    const used = await sumUnbound(transaction, organisationId, key.deviceId);
    if (used + sealedBytes > quotaBytes) throw new Refusal('sync/attachment-quota', {});
    const row = {
      sealed_bytes: sealedBytes,
      received_bytes: 0,
      is_complete: 0,
      key_id: null,
      record_id: null,
      revision: null,
    } as const;
    await insertAttachment(transaction, {
      ...row,
      organisation_id: organisationId,
      device_id: key.deviceId,
      content_hash: key.contentHash,
      last_at: instantFromMs(clock.nowMs()),
    });
    return row;
  };

  /** @returns false when all bytes are here and they are not what they are called; then nothing of them is kept */
  const append = async (transaction: Store, key: AttachmentKey, row: AttachmentRow, bytes: Uint8Array): Promise<boolean> => {
    const received = row.received_bytes + bytes.length;
    await insertPiece(transaction, {
      organisation_id: organisationId,
      device_id: key.deviceId,
      content_hash: key.contentHash,
      start: row.received_bytes,
      bytes,
    });
    const lastAt = instantFromMs(clock.nowMs());
    if (received < row.sealed_bytes) {
      await setProgress(transaction, key, { received_bytes: received, is_complete: 0, key_id: null, last_at: lastAt });
      return true;
    }
    const hash = new RunningHash();
    let head: Uint8Array = new Uint8Array();
    for await (const piece of loadPieces(transaction, key)) {
      hash.add(piece);
      if (head.length < sealedHeadBytes) head = joinBytes(head, piece.subarray(0, sealedHeadBytes - head.length));
    }
    if (hash.hex() !== key.contentHash) {
      await deleteAttachment(transaction, key);
      return false;
    }
    const keyId = sealedKeyIdOf(head);
    await setProgress(transaction, key, { received_bytes: received, is_complete: 1, key_id: keyId, last_at: lastAt });
    const { deviceId, contentHash } = key;
    await audit.append(transaction, lastAt, {
      action: 'attachment.completed',
      deviceId,
      // Bytes without the head of a sealed attachment may be anything: their hash could be guessed back to them.
      contentHash: keyId === null ? null : contentHash,
      sealedBytes: received,
    });
    return true;
  };

  return {
    progress: async (deviceId, { contentHashes }) => {
      const attachments: AttachmentProgress[] = [];
      for (const contentHash of contentHashes) {
        attachments.push(progressOf(contentHash, await findAttachment(store, { organisationId, deviceId, contentHash })));
      }
      return { attachments };
    },

    takePiece: async (deviceId, { contentHash, sealedBytes, offset, piece }) => {
      const bytes = Buffer.from(piece, 'base64url');
      if (bytes.length === 0 || bytes.length > largestPieceBytes) throw new Refusal('internal/invalid-input', {});
      const key = { organisationId, deviceId, contentHash };
      const isWhole = await store.transaction().execute(async (transaction) => {
        await deleteForgotten(transaction, organisationId, instantFromMs(clock.nowMs() - forgottenAfterDays * dayMs));
        await lockDevice(transaction, organisationId, deviceId);
        const present = await findAttachment(transaction, key);
        const row = present ?? (await begin(transaction, key, sealedBytes));
        if (row.sealed_bytes !== sealedBytes || offset + bytes.length > sealedBytes)
          throw new Refusal('sync/attachment-invalid', {});
        // A piece that came before, or out of turn: the answer says where to go on.
        if (row.is_complete === 1 || offset !== row.received_bytes) return true;
        return append(transaction, key, row, bytes);
      });
      // Outside the transaction: what did not hash to its name is gone, whatever is answered.
      if (!isWhole) throw new Refusal('sync/attachment-invalid', {});
      return progressOf(contentHash, await findAttachment(store, key));
    },

    load: async (transaction, deviceId, contentHashes) =>
      new LoadedAttachments(await findAttachments(transaction, { organisationId, deviceId }, contentHashes)),

    sealed: async (from, deviceId, contentHash) => {
      const key = { organisationId, deviceId, contentHash };
      if ((await findAttachment(from, key))?.is_complete !== 1) return null;
      const pieces: Uint8Array[] = [];
      for await (const piece of loadPieces(from, key)) pieces.push(piece);
      return Buffer.concat(pieces);
    },

    bind: async (transaction, deviceId, { recordId, revision }, named) => {
      const hashes = named.map(({ contentHash }) => contentHash);
      await bindAttachments(transaction, { organisationId, deviceId }, hashes, { record_id: recordId, revision });
    },
  };
}
