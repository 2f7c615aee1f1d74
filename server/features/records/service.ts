// Taking records in (S4, R4.1): nothing lost, nothing doubled. A batch is one transaction; every record in it has its own outcome,
// and one bad record delays no other. What the batch needs to know is read at once, decided record by record, and written at once. A
// receipt is signed and stored with its record, and leaves only after the commit. What is here is never overwritten: the same bytes
// again get the original receipt, other bytes under the same number are a conflict.
import type * as z from 'zod';
import type { AddLeaf, AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { type Instant, instantFromMs } from '#src/base/instant.ts';
import type { PushOutcome, pushRequest, pushResponse } from '#src/contract/sync/messages.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { RecordHeader } from '#src/domain/registration/schema.ts';
import type { Receipt } from '#src/domain/sync/receipt.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { type Arrived, BatchDecisions, type Decided, type Facts } from './decide.ts';
import { inspectEnvelope, keySources } from './inspect.ts';
import type { PublishedConfigurations, ReceivedAttachments } from './ports.ts';
import { refusalLeaf, refusalRows } from './refusals.ts';
import { findRefused, findRevisions, insertRecords, lockPosition, noteRefused, savePosition } from './store.ts';

type PushRequest = z.output<typeof pushRequest>;
type PushResponse = z.output<typeof pushResponse>;

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
  /** Those whose class keys are accepted. */
  readonly keys: readonly Configuration[];
  readonly receivedAt: Instant;
  readonly addLeaf: AddLeaf;
}

/** A record that is taken in, and its receipt. */
interface Accepted {
  readonly arrived: Arrived;
  readonly header: RecordHeader;
  readonly position: number;
  readonly receipt: SignedDocument;
}

function headersOf(batch: readonly Arrived[]): readonly RecordHeader[] {
  return batch.flatMap(({ verdict }) => (verdict.ok ? [verdict.value] : []));
}

export function createRecordsService(dependencies: Dependencies): RecordsService {
  const { store, keyRing, clock, audit, organisationId, configuration, attachments } = dependencies;

  const loadFacts = async ({ transaction, deviceId }: Batch, arrived: readonly Arrived[]): Promise<Facts> => {
    const headers = headersOf(arrived);
    const ids = new Set(headers.map(({ recordId }) => recordId));
    const corrected = new Set(headers.flatMap(({ corrects }) => corrects?.contentHash ?? []));
    const named = new Set(headers.flatMap((header) => (header.attachments ?? []).map(({ contentHash }) => contentHash)));
    return {
      stored: await findRevisions(transaction, organisationId, [...ids]),
      refused: await findRefused(transaction, organisationId, deviceId, [...corrected]),
      attachments: await attachments.load(transaction, deviceId, [...named]),
    };
  };

  const accept = async (batch: Batch, arrived: Arrived, header: RecordHeader, position: number): Promise<Accepted> => {
    const { recordId, revision } = header;
    const { deviceId, receivedAt } = batch;
    const { contentHash } = arrived;
    const leaf = batch.addLeaf({ action: 'record.accepted', deviceId, recordId, revision, contentHash, position });
    const body: Receipt = { organisationId, deviceId, recordId, revision, contentHash, position, receivedAt, leaf };
    return { arrived, header, position, receipt: await keyRing.signDocument('receipt', { ...body }) };
  };

  /** Leaves and positions in the order of the request, then all receipts. */
  const acceptAll = async (batch: Batch, decided: readonly Decided[], lastPosition: number): Promise<readonly Accepted[]> => {
    const refusals = await noteRefused(batch.transaction, refusalRows(decided, { ...batch, organisationId }));
    const accepted: Promise<Accepted>[] = [];
    for (const { arrived, decision } of decided) {
      if (decision.kind === 'accept') {
        accepted.push(accept(batch, arrived, decision.header, lastPosition + accepted.length + 1));
      } else if (decision.kind === 'refuse' && refusals.delete(arrived.contentHash)) {
        batch.addLeaf(refusalLeaf(batch.deviceId, arrived, decision));
      }
    }
    return Promise.all(accepted);
  };

  const save = async ({ transaction, deviceId, receivedAt }: Batch, accepted: readonly Accepted[]): Promise<void> => {
    const rows = accepted.map(({ arrived, header, position, receipt }) => ({
      organisation_id: organisationId,
      record_id: header.recordId,
      revision: header.revision,
      device_id: deviceId,
      sequence: arrived.sequence,
      content_hash: arrived.contentHash,
      envelope: arrived.envelope,
      position,
      received_at: receivedAt,
      receipt: JSON.stringify(receipt),
    }));
    await insertRecords(transaction, rows);
    for (const { header } of accepted) await attachments.bind(transaction, deviceId, header, header.attachments ?? []);
  };

  /** The answer to one record. @param receipts of the records taken in by this batch, by their hash */
  const outcomeOf = ({ arrived, decision }: Decided, receipts: ReadonlyMap<string, SignedDocument>): PushOutcome => {
    const { sequence, contentHash } = arrived;
    if (decision.kind === 'incomplete') {
      const error = { code: 'sync/attachments-missing', params: { missing: decision.missing } };
      return { sequence, outcome: 'incomplete', error };
    }
    if (decision.kind === 'refuse') {
      const outcome = decision.reason === 'sync/conflict' ? 'conflict' : 'quarantined';
      return { sequence, outcome, error: { code: decision.reason, params: {} } };
    }
    const stored = decision.kind === 'duplicate' ? decision.receipt : null;
    const receipt = stored ?? receipts.get(contentHash);
    if (receipt === undefined) throw new Error('a record was taken in without a receipt');
    return { sequence, outcome: decision.kind === 'accept' ? 'accepted' : 'duplicate', receipt };
  };

  const takeIn = async (batch: Batch, arrived: readonly Arrived[]): Promise<PushResponse> => {
    const lastPosition = await lockPosition(batch.transaction, organisationId);
    const decisions = new BatchDecisions(batch.deviceId, batch.keys, await loadFacts(batch, arrived));
    const decided = arrived.map((one) => ({ arrived: one, decision: decisions.decide(one) }));
    const accepted = await acceptAll(batch, decided, lastPosition);
    if (accepted.length > 0) {
      await save(batch, accepted);
      await savePosition(batch.transaction, organisationId, lastPosition + accepted.length);
    }
    const receipts = new Map(accepted.map((one) => [one.arrived.contentHash, one.receipt]));
    return { outcomes: decided.map((one) => outcomeOf(one, receipts)) };
  };

  return {
    push: async (deviceId, request) => {
      const published = await configuration.history();
      const keys = keySources(published, clock.nowMs());
      const sender = { organisationId, deviceId };
      const arrived = request.records.map(({ sequence, envelope }) => ({
        sequence,
        envelope,
        contentHash: sha256Hex(envelope),
        verdict: inspectEnvelope(envelope, sender, published, keys),
      }));
      return store.transaction().execute((transaction) => {
        const receivedAt = instantFromMs(clock.nowMs());
        return audit.during(transaction, receivedAt, (addLeaf) =>
          takeIn({ transaction, deviceId, keys, receivedAt, addLeaf }, arrived),
        );
      });
    },
  };
}
