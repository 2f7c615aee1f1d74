import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { fieldValues, registrationId } from '#src/domain/registration/schema.ts';

export const registrationCalls = defineCalls({
  /**
   * The clerk's on-the-spot review (R2.4): values are checked again here, whatever the screen did; a supplementary value without
   * its consent is left out (R2.6). Stores exactly what will be submitted. Reviewing again replaces the earlier review.
   */
  'registration.review': {
    input: z.object({ registrationId, values: fieldValues, checks: z.array(z.string().max(60)).max(40) }),
    output: z.object({ reviewedAt: instant, values: fieldValues, leftOut: z.array(z.string()) }),
    errors: ['registration/unknown', 'registration/already-submitted', 'registration/invalid', 'registration/review-incomplete'],
    permission: 'registration:capture',
    audit: 'registration.reviewed',
  },
  /** Seals the reviewed values and saves them durably (S2, R4.7). Answers only after the store's commit. */
  'registration.submit': {
    input: z.object({ registrationId }),
    output: z.object({ recordId: registrationId, contentHash: z.string(), submittedAt: instant }),
    errors: ['registration/unknown', 'registration/already-submitted', 'registration/not-reviewed'],
    permission: 'registration:capture',
    audit: 'registration.submitted',
  },
  /** Drops an unsubmitted registration with everything typed. */
  'registration.discard': {
    input: z.object({ registrationId }),
    output: z.object({}),
    errors: ['registration/unknown', 'registration/already-submitted'],
    permission: 'registration:capture',
    audit: 'registration.discarded',
  },
});
