import type { Store } from '#server/kernel/store/store.ts';
import type { Instant } from '#src/base/instant.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { StaffMember } from '#src/domain/staff/schema.ts';

type Passphrase = Pick<StaffMember, 'passphraseVerifier' | 'hasInitialPassphrase'>;

/** Verifiers as the organisation publishes them. */
export interface PublishedVerifiers {
  readonly newest: () => Promise<{ readonly document: SignedDocument; readonly body: Configuration }>;
  /**
   * Publishes the newest configuration with one person's passphrase changed.
   * @param change by the entry as it is when it is published; null leaves everything as it is; may throw a Refusal
   * @param note written in the same transaction
   */
  readonly change: (
    staffId: string,
    change: (member: StaffMember | undefined) => Passphrase | null,
    note: (transaction: Store, version: number, at: Instant) => Promise<void>,
  ) => Promise<{ readonly document: SignedDocument; readonly body: Configuration }>;
}
