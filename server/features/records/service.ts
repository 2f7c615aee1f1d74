// Taking records in (S4, R4.1): nothing lost, nothing doubled. A batch is one transaction; every record in it has its own outcome,
// and one bad record delays no other. A receipt is signed and stored with its record, and leaves only after the commit. What is
// here is never overwritten: the same bytes again get the original receipt, other bytes under the same number are a conflict.
import type * as z from 'zod';
import type { AddLeaf, AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { type Instant, instantFromMs } from '#src/base/instant.ts';
import type { PushOutcome, pushRequest, pushResponse } from '#src/contract/sync/messages.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { RecordHeader } from '#src/domain/registration/schema.ts';
import type { Receipt } from '#src/domain/sync/receipt.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { inspectEnvelope, isClassKnown, type QuarantineReason } from './inspect.ts';
import type { PublishedConfigurations, ReceivedAttachments } from './ports.ts';
import { findRecord, insertRecord, isOfAnotherDevice, lockPosition, noteRefused, savePosition, wasRefused } from './store.ts';

type PushRequest = z.output<typeof pushRequest>;
type PushResponse = z.output<typeof pushResponse>;
type Pushed = PushRequest['records'][number];

export interface RecordsService {
  readonly push: (deviceId: string, request: PushRequest) => Promise<PushResponse>;
}

interface Dependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: PublishedConfigurations;
  readonly attachments: ReceivedAttachments;
}

/** One batch while its transaction is open. */
interface Batch {
  readonly transaction: Store;
  readonly deviceId: string;
  readonly published: readonly Configuration[];
  readonly receivedAt: Instant;
  readonly addLeaf: AddLeaf;
  position: number;
}

export function createRecordsService(dependencies: Dependencies): RecordsService {
  const { store, keyRing, clock, audit, organisationId, configuration, attachments } = dependencies;
  const refuse = async (batch: Batch, pushed: Pushed, reason: QuarantineReason, header?: RecordHeader): Promise<PushOutcome> => {
    const { deviceId } = batch;
    const contentHash = sha256Hex(pushed.envelope);
    const isFirst = await noteRefused(batch.transaction, {
      organisation_id: organisationId,
      device_id: deviceId,
      content_hash: contentHash,
      sequence: pushed.sequence,
      reason,
      length: pushed.envelope.length,
      first_at: batch.receivedAt,
      last_at: batch.receivedAt,
    });
    const isConflict = reason === 'sync/conflict' && header !== undefined;
    if (isFirst && isConflict) {
      const { recordId, revision } = header;
      batch.addLeaf({ action: 'record.conflict', deviceId, recordId, revision, contentHash });
    } else if (isFirst) {
      // Bytes that are no envelope may be anything: their hash could be guessed back to them.
      const told = reason === 'sync/envelope-invalid' ? null : contentHash;
      batch.addLeaf({ action: 'record.refused', deviceId, reason, contentHash: told });
    }
    const outcome = isConflict ? 'conflict' : 'quarantined';
    return { sequence: pushed.sequence, outcome, error: { code: reason, params: {} } };
  };

  /** A later revision names what it replaces: the revision stored here, or one of this device that was refused (R3.5, R8.3). */
  const correctsWhatIsHere = async ({ transaction, deviceId }: Batch, { recordId, corrects }: RecordHeader): Promise<boolean> => {
    if (corrects === undefined) return true;
    const replaced = await findRecord(transaction, organisationId, recordId, corrects.revision);
    if (replaced !== null) return replaced.contentHash === corrects.contentHash;
    return corrects.reason === 'refused-by-server' || wasRefused(transaction, organisationId, deviceId, corrects.contentHash);
  };

  /** Only the workstation that holds what was said can correct it; a hash alone, which a receipt shows, entitles nobody. */
  const correctionFault = async (batch: Batch, header: RecordHeader): Promise<QuarantineReason | null> => {
    if (await isOfAnotherDevice(batch.transaction, organisationId, header.recordId, batch.deviceId)) return 'sync/foreign-record';
    return (await correctsWhatIsHere(batch, header)) ? null : 'sync/correction-unfit';
  };

  /** Why a record's attachments keep it out for now or for good; null when all of them are here as it says. */
  const attachmentFault = async (batch: Batch, pushed: Pushed, header: RecordHeader): Promise<PushOutcome | null> => {
    const named = header.attachments ?? [];
    if (named.length === 0) return null;
    const { missing, keyIds } = await attachments.inspect(batch.transaction, batch.deviceId, header, named);
    if (missing > 0) {
      const error = { code: 'sync/attachments-missing', params: { missing } } as const;
      return { sequence: pushed.sequence, outcome: 'incomplete', error };
    }
    if (keyIds.includes(null)) return refuse(batch, pushed, 'sync/attachment-invalid');
    const areKnown = named.every((one, index) => isClassKnown(one.class, keyIds[index] ?? '', batch.published));
    return areKnown ? null : refuse(batch, pushed, 'sync/class-key-unknown');
  };

  const accept = async (batch: Batch, pushed: Pushed, header: RecordHeader): Promise<PushOutcome> => {
    const { recordId, revision } = header;
    const contentHash = sha256Hex(pushed.envelope);
    const present = await findRecord(batch.transaction, organisationId, recordId, revision);
    if (present !== null && present.contentHash !== contentHash) return refuse(batch, pushed, 'sync/conflict', header);
    if (present !== null) return { sequence: pushed.sequence, outcome: 'duplicate', receipt: present.receipt };
    const unfit = await correctionFault(batch, header);
    if (unfit !== null) return refuse(batch, pushed, unfit);
    const fault = await attachmentFault(batch, pushed, header);
    if (fault !== null) return fault;
    batch.position += 1;
    const { position, deviceId } = batch;
    const leaf = batch.addLeaf({ action: 'record.accepted', deviceId, recordId, revision, contentHash, position });
    const body: Receipt = {
      organisationId,
      deviceId,
      recordId,
      revision,
      contentHash,
      position,
      receivedAt: batch.receivedAt,
      leaf,
    };
    const receipt = await keyRing.signDocument('receipt', { ...body });
    await insertRecord(batch.transaction, {
      organisation_id: organisationId,
      record_id: recordId,
      revision,
      device_id: deviceId,
      sequence: pushed.sequence,
      content_hash: contentHash,
      envelope: pushed.envelope,
      position,
      received_at: batch.receivedAt,
      receipt: JSON.stringify(receipt),
    });
    await attachments.bind(batch.transaction, batch.deviceId, header, header.attachments ?? []);
    return { sequence: pushed.sequence, outcome: 'accepted', receipt };
  };

  return {
    push: async (deviceId, request) => {
      const published = await configuration.history();
      const inspected = request.records.map((pushed) => ({
        pushed,
        verdict: inspectEnvelope(pushed.envelope, { organisationId, deviceId }, published),
      }));
      const takeIn = async (batch: Batch): Promise<PushResponse> => {
        const outcomes: PushOutcome[] = [];
        for (const { pushed, verdict } of inspected) {
          outcomes.push(verdict.ok ? await accept(batch, pushed, verdict.value) : await refuse(batch, pushed, verdict.error));
        }
        await savePosition(batch.transaction, organisationId, batch.position);
        return { outcomes };
      };
      return store.transaction().execute((transaction) => {
        const receivedAt = instantFromMs(clock.nowMs());
        return audit.during(transaction, receivedAt, async (addLeaf) => {
          const position = await lockPosition(transaction, organisationId);
          return takeIn({ transaction, deviceId, published, receivedAt, addLeaf, position });
        });
      });
    },
  };
}
