import type { SignedDocument } from '#src/crypto/signed.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';

/** What enrolment needs of the configuration. */
export interface NewestConfiguration {
  readonly newest: () => Promise<{ readonly document: SignedDocument; readonly body: Configuration }>;
}
