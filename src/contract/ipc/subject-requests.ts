import * as z from 'zod';
import { language } from '#src/base/language.ts';
import type { ErrorCode } from '#src/contract/errors.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { printAnswer, printErrors } from '#src/contract/ipc/printing.ts';
import { personErrors } from '#src/contract/ipc/step-up.ts';
import { requestAct, requestsResponse } from '#src/contract/sync/subject-requests.ts';
import { fieldValues, registrationId } from '#src/domain/registration/schema.ts';
import { longestProofNote } from '#src/domain/subject-requests/proof-note.ts';
import { correctionProof, requestId } from '#src/domain/subject-requests/schema.ts';

const requestErrors = [
  'agent/gone',
  'agent/sealed-unreadable',
  'requests/unknown',
  'requests/subject-unknown',
  'requests/not-now',
  'requests/other-person-needed',
  'requests/record-changed',
  'requests/values-refused',
  'requests/nothing-changed',
  'requests/copy-not-shown',
] as const satisfies readonly ErrorCode[];

export const subjectRequestsCalls = defineCalls({
  /**
   * One act about subjects' requests (R8.1–R8.3), asked of the server as the signed-in person. Nothing of it is kept at the workstation
   * beyond the session.
   */
  'requests.act': {
    input: requestAct,
    output: requestsResponse,
    errors: [...personErrors, ...requestErrors],
    permission: 'requests:handle',
    audit: ['request.listed', 'request.shown', 'request.values-shown', 'request.step'],
  },
  /** Takes in what a subject wants corrected; it is sealed here before it leaves. */
  'requests.applyFor': {
    input: z.object({
      requestId,
      recordId: registrationId,
      revision: z.int().positive(),
      wanted: fieldValues,
      proof: correctionProof,
      note: z.string().max(longestProofNote),
    }),
    output: requestsResponse,
    errors: [...personErrors, ...requestErrors],
    permission: 'requests:handle',
    audit: 'request.step',
  },
  /** Prints the copy that this person has before them. */
  'requests.printCopy': {
    input: z.object({ requestId, language }),
    output: printAnswer,
    errors: [...printErrors, 'requests/copy-not-shown'],
    permission: 'requests:handle',
    audit: 'request.printed',
  },
  /** Prints what the subject takes home about the request that this person has before them. */
  'requests.printSlip': {
    input: z.object({ requestId, language }),
    output: printAnswer,
    errors: [...printErrors, 'requests/unknown'],
    permission: 'requests:handle',
    audit: 'request.printed',
  },
});
