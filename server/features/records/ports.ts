import type { Store } from '#server/kernel/store/store.ts';
import type { Refusal } from '#src/contract/errors.ts';
import type { Attachment } from '#src/domain/attachments/schema.ts';
import type { DeviceState } from '#src/domain/devices/standing.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { Policy } from '#src/domain/policy/schema.ts';
import type { RegistrationId } from '#src/domain/registration/schema.ts';

/** What taking records in needs of the configuration: everything ever published, oldest first. */
export interface PublishedConfigurations {
  readonly history: () => Promise<readonly Configuration[]>;
}

interface RecordName {
  readonly recordId: string;
  readonly revision: number;
}

/** The attachments a batch names, as far as they are here. */
export interface AttachmentsHere {
  /** How many of these are not complete here, and which key each is sealed to (null: not what the record says it is). */
  readonly inspect: (
    record: RecordName,
    named: readonly Attachment[],
  ) => { readonly missing: number; readonly keyIds: readonly (string | null)[] };
  /** For the records after this one they are this record's. */
  readonly take: (record: RecordName, named: readonly Attachment[]) => void;
}

/** What follows from records that were taken in, in their own transaction. */
export interface CheckQueue {
  readonly enqueue: (
    transaction: Store,
    deviceId: string,
    accepted: readonly { readonly recordId: RegistrationId; readonly revision: number }[],
    /** What the organisation asks for now; nothing where it has published nothing. */
    policy: Pick<Policy, 'requiredChecks' | 'contact'> | undefined,
  ) => Promise<void>;
}

/** What taking records in needs of the attachments that came before them. */
export interface ReceivedAttachments {
  readonly load: (transaction: Store, deviceId: string, contentHashes: readonly string[]) => Promise<AttachmentsHere>;
  /** They belong to this stored record from now on. */
  readonly bind: (transaction: Store, deviceId: string, record: RecordName, named: readonly Attachment[]) => Promise<void>;
}

/** Why a workstation in this state may not send records, or null. */
export interface DeviceObjections {
  readonly objection: (transaction: Store, deviceId: string, state: DeviceState) => Promise<Refusal | null>;
}
