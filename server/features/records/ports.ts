import type { Store } from '#server/kernel/store/store.ts';
import type { Attachment } from '#src/domain/attachments/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';

/** What taking records in needs of the configuration: everything ever published, oldest first. */
export interface PublishedConfigurations {
  readonly history: () => Promise<readonly Configuration[]>;
}

/** What taking records in needs of the attachments that came before them. */
export interface ReceivedAttachments {
  /** How many of these are not complete here, and which key each is sealed to (null: not what the record says it is). */
  readonly inspect: (
    transaction: Store,
    deviceId: string,
    record: { readonly recordId: string; readonly revision: number },
    named: readonly Attachment[],
  ) => Promise<{ readonly missing: number; readonly keyIds: readonly (string | null)[] }>;
  /** They belong to this record from now on. */
  readonly bind: (
    transaction: Store,
    deviceId: string,
    record: { readonly recordId: string; readonly revision: number },
    named: readonly Attachment[],
  ) => Promise<void>;
}
