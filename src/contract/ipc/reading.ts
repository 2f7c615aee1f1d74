import * as z from 'zod';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { personErrors } from '#src/contract/ipc/step-up.ts';
import { rightsResponse } from '#src/contract/sync/reading.ts';

/** Everything here is asked of the server as the signed-in person, and audited there; nothing of it is kept at the workstation. */
export const readingCalls = defineCalls({
  /** Which classes this person may read, and what for. */
  'reading.rights': {
    input: z.object({}),
    output: rightsResponse,
    errors: personErrors,
    permission: 'central:list',
    audit: null,
  },
});
