// One batch of records: what it needs to know is read at once, decided record by record, and written at once (S4, R4.1). What is here is
// never overwritten: the same bytes again get the original receipt, other bytes under the same number are a conflict.

import type { AddLeaf } from '#server/kernel/audit/audit-log.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { Instant } from '#src/base/instant.ts';
import type { PushOutcome } from '#src/contract/sync/messages.ts';
import type { SignedReceipt } from '#src/crypto/signed.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { RecordHeader } from '#src/domain/registration/schema.ts';
import type { Receipt } from '#src/domain/sync/receipt.ts';
import { type Arrived, BatchDecisions, type Decided, type Facts } from './decide.ts';
import { findRejected, hold } from './held-store.ts';
import type { CheckQueue, ReceivedAttachments } from './ports.ts';
import { type Reader, receiptAgain, withReceipts } from './receipts.ts';
import { refusalLeaf, refusalRows } from './refusals.ts';
import { refusedHashes } from './refused-hash.ts';
import { findRefused, findRevisions, insertRecords, loadPosition, noteRefused, savePosition } from './store.ts';

interface Dependencies {
  readonly keyRing: KeyRing;
  readonly organisationId: string;
  readonly attachments: ReceivedAttachments;
  readonly checks: CheckQueue;
}

/** Takes a batch in, inside its transaction. @returns one outcome per record, in their order */
export type TakeIn = (batch: Batch, arrived: readonly Arrived[]) => Promise<{ outcomes: PushOutcome[] }>;

/** One batch while its transaction is open, inside `during` of the audit log, which holds the organisation's row. */
export interface Batch extends Reader {
  readonly transaction: Store;
  readonly deviceId: string;
  /** Those whose class keys are accepted. */
  readonly keys: readonly Configuration[];
  readonly receivedAt: Instant;
  readonly addLeaf: AddLeaf;
  /** Its workstation was taken out of service: nothing is taken in, all is held. */
  readonly isEnded: boolean;
  /** The record whose next revision was approved; absent: none. */
  readonly approved?: string;
}

/** A record that is taken in, and what its receipt says. */
interface Taken {
  readonly arrived: Arrived;
  readonly header: RecordHeader;
  readonly position: number;
  readonly body: Receipt;
}

/** With the receipt itself. */
interface Accepted extends Taken {
  readonly receipt: SignedReceipt;
}

function headersOf(batch: readonly Arrived[]): readonly RecordHeader[] {
  return batch.flatMap(({ verdict }) => (verdict.ok ? [verdict.value] : []));
}

export function createTakeIn({ keyRing, organisationId, attachments, checks }: Dependencies): TakeIn {
  const hashes = refusedHashes(keyRing);
  /** Which of these bytes this device sent, to be refused. */
  const loadRefused = async ({ transaction, deviceId }: Batch, named: readonly string[]): Promise<readonly string[]> => {
    const kept = named.flatMap(hashes.candidates);
    const found = new Set(await findRefused(transaction, organisationId, deviceId, kept));
    return named.filter((contentHash) => hashes.candidates(contentHash).some((candidate) => found.has(candidate)));
  };

  const loadFacts = async (batch: Batch, arrived: readonly Arrived[]): Promise<Facts> => {
    const { transaction, deviceId, isEnded, approved } = batch;
    const headers = headersOf(arrived);
    const ids = new Set(headers.map(({ recordId }) => recordId));
    const corrected = new Set(headers.flatMap(({ corrects }) => corrects?.contentHash ?? []));
    const named = new Set(headers.flatMap((header) => (header.attachments ?? []).map(({ contentHash }) => contentHash)));
    const all = arrived.map(({ contentHash }) => contentHash);
    return {
      approved: approved ?? null,
      rejected: isEnded ? await findRejected(transaction, organisationId, deviceId, all) : null,
      stored: await findRevisions(transaction, organisationId, [...ids]),
      refused: await loadRefused(batch, [...corrected]),
      attachments: await attachments.load(transaction, deviceId, [...named]),
    };
  };

  const accept = (batch: Batch, arrived: Arrived, header: RecordHeader, position: number): Taken => {
    const { recordId, revision } = header;
    const { deviceId, receivedAt } = batch;
    const { contentHash } = arrived;
    const leaf = batch.addLeaf({ action: 'record.accepted', deviceId, recordId, revision, contentHash, position });
    const body: Receipt = { organisationId, deviceId, recordId, revision, contentHash, position, receivedAt, leaf };
    return { arrived, header, position, body };
  };

  /** Leaves and positions in the order of the request, then all receipts. */
  const acceptAll = async (batch: Batch, decided: readonly Decided[], lastPosition: number): Promise<readonly Accepted[]> => {
    const refusals = await noteRefused(batch.transaction, refusalRows(decided, { ...batch, organisationId }, hashes));
    const accepted: Taken[] = [];
    for (const { arrived, decision } of decided) {
      if (decision.kind === 'accept') {
        accepted.push(accept(batch, arrived, decision.header, lastPosition + accepted.length + 1));
      } else if (decision.kind === 'refuse' && refusals.delete(hashes.kept(arrived, decision))) {
        batch.addLeaf(refusalLeaf(batch.deviceId, arrived, decision));
      }
    }
    return withReceipts(keyRing, batch, accepted);
  };

  const save = async ({ transaction, deviceId, receivedAt, keys }: Batch, accepted: readonly Accepted[]): Promise<void> => {
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
    await checks.enqueue(
      transaction,
      deviceId,
      accepted.map(({ header }) => header),
      keys.at(-1)?.policy,
    );
    for (const { header } of accepted) await attachments.bind(transaction, deviceId, header, header.attachments ?? []);
  };

  /** What an ended workstation left stays here, sealed, until a person has decided. */
  const holdAll = async ({ transaction, deviceId, receivedAt }: Batch, decided: readonly Decided[]): Promise<void> => {
    for (const { arrived, decision } of decided) {
      if (decision.kind !== 'refuse' || decision.reason !== 'devices/retired' || decision.header === null) continue;
      const { header } = decision;
      await hold(transaction, {
        organisation_id: organisationId,
        device_id: deviceId,
        content_hash: arrived.contentHash,
        sequence: arrived.sequence,
        record_id: header.recordId,
        revision: header.revision,
        service_id: header.serviceId,
        submitted_at: header.submittedAt,
        envelope: arrived.envelope,
        held_at: receivedAt,
      });
    }
  };

  /** The answer to one record. @param receipts of the records taken in by this batch, by their hash */
  const outcomeOf = async (
    batch: Batch,
    { arrived, decision }: Decided,
    receipts: ReadonlyMap<string, SignedReceipt>,
  ): Promise<PushOutcome> => {
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
    const receipt = stored === null ? receipts.get(contentHash) : await receiptAgain(keyRing, batch, stored);
    if (receipt === undefined) throw new Error('a record was taken in without a receipt');
    return { sequence, outcome: decision.kind === 'accept' ? 'accepted' : 'duplicate', receipt };
  };

  return async (batch, arrived) => {
    const lastPosition = await loadPosition(batch.transaction, organisationId);
    const decisions = new BatchDecisions(batch.deviceId, batch.keys, await loadFacts(batch, arrived));
    const decided = arrived.map((one) => ({ arrived: one, decision: decisions.decide(one) }));
    await holdAll(batch, decided);
    const accepted = await acceptAll(batch, decided, lastPosition);
    if (accepted.length > 0) {
      await save(batch, accepted);
      await savePosition(batch.transaction, organisationId, lastPosition + accepted.length);
    }
    const receipts = new Map(accepted.map((one) => [one.arrived.contentHash, one.receipt]));
    return { outcomes: await Promise.all(decided.map((one) => outcomeOf(batch, one, receipts))) };
  };
}
