// Decides about the records of one batch, one after the other, from what was read for all of them at once: a record sees what is
// stored and what was decided about those before it. Pure.
import type { SignedReceipt } from '#src/crypto/signed.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { RecordHeader } from '#src/domain/registration/schema.ts';
import { isClassKnown, type QuarantineReason } from './inspect.ts';
import type { AttachmentsHere } from './ports.ts';

/** An envelope that came, looked at by itself. */
export interface Arrived {
  readonly sequence: number;
  readonly envelope: string;
  readonly contentHash: string;
  readonly verdict:
    | { readonly ok: true; readonly value: RecordHeader }
    | { readonly ok: false; readonly error: QuarantineReason };
}

export interface StoredRevision {
  readonly recordId: string;
  readonly revision: number;
  readonly deviceId: string;
  readonly contentHash: string;
  readonly receipt: SignedReceipt;
}

/** What is here already and has to do with the batch. */
export interface Facts {
  /** Every revision of the batch's records. */
  readonly stored: readonly StoredRevision[];
  /** Hashes of bytes this device sent that were refused, as far as the batch's corrections name them. */
  readonly refused: readonly string[];
  readonly attachments: AttachmentsHere;
  /** Null for a workstation that works. Of one that was taken out of service: hashes of what a person decided not to take. */
  readonly rejected: readonly string[] | null;
  /** The record whose correction a person approved: its next revision is taken from another workstation too (R8.3). */
  readonly approved: string | null;
}

export type Decision =
  | { readonly kind: 'accept'; readonly header: RecordHeader }
  /** The receipt is null when the first of the same bytes is in this very batch. */
  | { readonly kind: 'duplicate'; readonly receipt: SignedReceipt | null }
  | { readonly kind: 'refuse'; readonly reason: QuarantineReason; readonly header: RecordHeader | null }
  | { readonly kind: 'incomplete'; readonly missing: number };

/** A record and what was decided about it. */
export interface Decided {
  readonly arrived: Arrived;
  readonly decision: Decision;
}

type Revision = Omit<StoredRevision, 'receipt' | 'recordId'> & { readonly receipt: SignedReceipt | null };

export class BatchDecisions {
  readonly #deviceId: string;
  readonly #keys: readonly Configuration[];
  readonly #attachments: AttachmentsHere;
  readonly #revisions = new Map<string, Revision[]>();
  readonly #refused: Set<string>;
  readonly #rejected: readonly string[] | null;
  readonly #approved: string | null;

  constructor(deviceId: string, keys: readonly Configuration[], facts: Facts) {
    this.#deviceId = deviceId;
    this.#keys = keys;
    this.#attachments = facts.attachments;
    this.#refused = new Set(facts.refused);
    this.#rejected = facts.rejected;
    this.#approved = facts.approved;
    for (const { recordId, ...revision } of facts.stored) this.#revisionsOf(recordId).push(revision);
  }

  decide({ contentHash, verdict }: Arrived): Decision {
    if (!verdict.ok) return this.#refuse(contentHash, verdict.error, null);
    const header = verdict.value;
    const present = this.#find(header.recordId, header.revision);
    if (present?.contentHash === contentHash) return { kind: 'duplicate', receipt: present.receipt };
    const reason = present === undefined ? (this.#endFault(contentHash) ?? this.#correctionFault(header)) : 'sync/conflict';
    if (reason !== null) return this.#refuse(contentHash, reason, header);
    return this.#attachmentFault(contentHash, header) ?? this.#accept(contentHash, header);
  }

  #accept(contentHash: string, header: RecordHeader): Decision {
    const { recordId, revision, attachments = [] } = header;
    this.#revisionsOf(recordId).push({ revision, deviceId: this.#deviceId, contentHash, receipt: null });
    this.#attachments.take(header, attachments);
    return { kind: 'accept', header };
  }

  #refuse(contentHash: string, reason: QuarantineReason, header: RecordHeader | null): Decision {
    this.#refused.add(contentHash);
    return { kind: 'refuse', reason, header };
  }

  #revisionsOf(recordId: string): Revision[] {
    const known = this.#revisions.get(recordId) ?? [];
    this.#revisions.set(recordId, known);
    return known;
  }

  #find(recordId: string, revision: number): Revision | undefined {
    return this.#revisionsOf(recordId).find((one) => one.revision === revision);
  }

  /** Nobody can say who made what comes out of a workstation after its end: a person decides (R7.3). */
  #endFault(contentHash: string): QuarantineReason | null {
    if (this.#rejected === null) return null;
    return this.#rejected.includes(contentHash) ? 'devices/record-rejected' : 'devices/retired';
  }

  /**
   * Only the workstation that holds what was said can correct it; a hash alone, which a receipt shows, entitles nobody. An approved
   * correction entitles another, and only to the revision that follows the one that was approved.
   */
  #correctionFault(header: RecordHeader): QuarantineReason | null {
    if (this.#approved === header.recordId) return this.#followsWhatIsHere(header) ? null : 'sync/correction-unfit';
    if (this.#revisionsOf(header.recordId).some(({ deviceId }) => deviceId !== this.#deviceId)) return 'sync/foreign-record';
    return this.#correctsWhatIsHere(header) ? null : 'sync/correction-unfit';
  }

  #followsWhatIsHere({ recordId, corrects }: RecordHeader): boolean {
    if (corrects?.reason !== 'subject-request') return false;
    return this.#find(recordId, corrects.revision)?.contentHash === corrects.contentHash;
  }

  /** A later revision names what it replaces: the revision stored here, or one of this device that was refused (R3.5, R8.3). */
  #correctsWhatIsHere({ recordId, corrects }: RecordHeader): boolean {
    if (corrects === undefined) return true;
    const replaced = this.#find(recordId, corrects.revision);
    if (replaced !== undefined) return replaced.contentHash === corrects.contentHash;
    return corrects.reason === 'refused-by-server' || this.#refused.has(corrects.contentHash);
  }

  /** Why a record's attachments keep it out for now or for good; null when all of them are here as it says. */
  #attachmentFault(contentHash: string, header: RecordHeader): Decision | null {
    const named = header.attachments ?? [];
    const { missing, keyIds } = this.#attachments.inspect(header, named);
    if (missing > 0) return { kind: 'incomplete', missing };
    if (keyIds.includes(null)) return this.#refuse(contentHash, 'sync/attachment-invalid', header);
    const areKnown = named.every((one, index) => isClassKnown(one.class, keyIds[index] ?? '', this.#keys));
    return areKnown ? null : this.#refuse(contentHash, 'sync/class-key-unknown', header);
  }
}
