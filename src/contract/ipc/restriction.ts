import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { personErrors, stepUpErrors } from '#src/contract/ipc/step-up.ts';
import { restrictionAct, restrictionEntry, restrictionsResponse } from '#src/contract/sync/restriction.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { restrictionFilter } from '#src/domain/restriction/filter.ts';
import { furtherCheckPoint, furtherCheckPoints, restrictedRegistrations } from '#src/domain/restriction/schema.ts';
import { credentials } from '#src/domain/staff/schema.ts';

const document = { registrationId, type: z.enum(documentTypes), number: z.string().max(100) };

const recognised = restrictionEntry.omit({ digest: true }).extend({
  needs: restrictedRegistrations,
  /** The further check of this registration, when it was made for this very document. */
  checked: z.object({ byName: z.string(), at: instant, points: z.array(furtherCheckPoint) }).nullable(),
});
export type RecognisedRestriction = z.infer<typeof recognised>;

export const restrictionCalls = defineCalls({
  /** Whether this subject is restricted or suspended, as this workstation last heard (R3.6). Asked when a number is complete. */
  'restriction.look': {
    input: z.object(document),
    output: z.object({ found: recognised.nullable() }),
    errors: ['registration/unknown', 'registration/already-submitted'],
    permission: 'registration:capture',
    // That a restriction was shown is recorded; a look that finds nothing reveals nothing.
    audit: null,
  },
  /**
   * A supervisor has identified the subject anew, beside the clerk's session, and says by which points (R3.6). Holds for this registration
   * and this document only, and is void with another.
   */
  'restriction.confirm': {
    input: z.object({
      ...document,
      supervisor: credentials,
      points: z.array(furtherCheckPoint).max(furtherCheckPoints.length),
    }),
    output: z.object({ byName: z.string(), at: instant }),
    errors: [
      ...stepUpErrors,
      'registration/unknown',
      'registration/already-submitted',
      'restriction/not-possible',
      'restriction/refused',
      'restriction/check-incomplete',
    ],
    permission: 'registration:capture',
    audit: 'restriction.check-made',
  },
  /** The organisation's open restrictions (R3.6); asked of the server as the signed-in person each time, and written down there and here. */
  'restriction.list': {
    input: z.object({ filter: restrictionFilter }),
    output: restrictionsResponse,
    errors: personErrors,
    permission: 'restrictions:decide',
    audit: 'restriction.listed',
  },
  /** A decision about one of them, with the passphrase each time, and the list after it. */
  'restriction.decide': {
    input: z.object({ passphrase: z.string().min(1).max(200), act: restrictionAct }),
    output: restrictionsResponse,
    errors: [
      ...stepUpErrors,
      'devices/unknown',
      'devices/revoked',
      'devices/signature-refused',
      'restriction/unknown',
      'restriction/overtaken',
      'restriction/not-possible',
      'restriction/check-missing',
      'restriction/check-incomplete',
      'restriction/own-record',
      'internal/too-many-requests',
      'server/unreachable',
      'server/wrong-identity',
      'server/answer-invalid',
      'server/protocol-too-old',
    ],
    permission: 'restrictions:decide',
    audit: 'restriction.decided',
  },
});
