import type { SignedDocument } from '#src/crypto/signed.ts';
import type { HeldDecision, HeldReason, HeldRecord } from '#src/domain/devices/held.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';

/** What enrolment needs of the configuration. */
export interface NewestConfiguration {
  readonly newest: () => Promise<{ readonly document: SignedDocument; readonly body: Configuration }>;
}

/** Records of ended workstations that wait for a decision. */
export interface HeldRecords {
  readonly list: (deviceId: string) => Promise<HeldRecord[]>;
  /** @throws Refusal internal/invalid-input when the reason does not speak for the decision */
  readonly decide: (
    deviceId: string,
    contentHashes: readonly string[],
    how: { readonly decision: HeldDecision; readonly reason: HeldReason; readonly actorId: string },
  ) => Promise<void>;
}
