import * as z from 'zod';
import { language } from '#src/base/language.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { printAnswer, printErrors } from '#src/contract/ipc/printing.ts';
import { waitingChecks } from '#src/contract/sync/verification.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { spokenWay } from '#src/domain/verification/telling.ts';

export const verificationCalls = defineCalls({
  /** Checks of this workstation's records that wait, and what came of the last attempt, as the server last said. */
  'verification.waiting': {
    input: z.object({}),
    output: z.object({ waiting: z.array(waitingChecks) }),
    errors: [],
    permission: 'records:view',
    audit: null,
  },
  /** Records that the subject was told of an authority's refusal of the newest revision (R3.5): once for each way. */
  'verification.tell': {
    input: z.object({ recordId: registrationId, revision: z.int().positive(), way: spokenWay }),
    output: z.object({}),
    errors: ['records/unknown', 'verification/not-refuted', 'verification/already-told'],
    permission: 'records:view',
    audit: 'record.refusal-told',
  },
  /** Prints the notice of the refusal for the subject; as often as a paper is needed. */
  'verification.printRefusal': {
    input: z.object({ recordId: registrationId, language }),
    output: printAnswer,
    errors: [...printErrors, 'records/unknown', 'verification/not-refuted'],
    permission: 'receipts:print',
    audit: 'record.refusal-printed',
  },
});
