import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { language } from '#src/base/language.ts';
import { imageRefusals, signatureBytes } from '#src/contract/ipc/attachments.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { printErrors } from '#src/contract/ipc/printing.ts';
import { signatureRefusal } from '#src/domain/attachments/schema.ts';
import { acceptingParty } from '#src/domain/consent/schema.ts';
import { registrationId } from '#src/domain/registration/schema.ts';

const shownNotice = z.object({ serviceId: z.string().max(100), noticeId: z.string().max(100), noticeVersion: z.int(), language });

export const consentCalls = defineCalls({
  /** The notice is accepted as shown (R2.5), by the subject or by who acts for them. Begins the registration: without this there is nothing to fill. */
  'consent.accept': {
    input: shownNotice.extend({
      acceptedBy: acceptingParty.default('subject'),
      /** The handwriting of who accepts, or why there is none, where the notice asks for it. */
      signature: z.union([signatureBytes, signatureRefusal]).exactOptional(),
      /** The print of this notice that came out just now. */
      printJob: z.int().positive().exactOptional(),
      /** A saved record the server refused and whose notice has changed since: it goes on as its next revision, under this acceptance. */
      renews: registrationId.exactOptional(),
    }),
    output: z.object({ registrationId, acceptedAt: instant }),
    errors: [
      'forms/service-unknown',
      'consent/notice-outdated',
      'consent/representative-not-asked',
      'policy/too-many-pending',
      'policy/disk-low',
      'registration/signature-missing',
      ...imageRefusals,
      'records/unknown',
      'records/closed',
      'records/being-corrected',
      'records/not-refused',
    ],
    permission: 'registration:capture',
    audit: ['notice.accepted', 'notice.renewed'],
  },
  /** Prints the notice as shown, to read on paper or to post (R2.5). */
  'consent.printNotice': {
    input: shownNotice,
    output: z.object({ printJob: z.int().positive() }),
    errors: ['forms/service-unknown', 'consent/notice-outdated', ...printErrors],
    permission: 'registration:capture',
    audit: 'notice.printed',
  },
  /** The subject declines: recorded as an act without a subject; nothing is collected (R2.5). */
  'consent.decline': {
    input: shownNotice,
    output: z.object({ declinedAt: instant }),
    errors: ['forms/service-unknown', 'consent/notice-outdated'],
    permission: 'registration:capture',
    audit: 'notice.declined',
  },
  /** The subject's separate answer to one supplementary field (R2.6); the last answer before the review counts. */
  'consent.decide': {
    input: z.object({ registrationId, field: z.string().max(60), agreed: z.boolean() }),
    output: z.object({ decidedAt: instant }),
    errors: ['registration/unknown', 'registration/already-submitted'],
    permission: 'registration:capture',
    audit: 'consent.decided',
  },
});
