import * as z from 'zod';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { personErrors } from '#src/contract/ipc/step-up.ts';
import { periodName, statistics } from '#src/domain/statistics/schema.ts';

export const statisticsCalls = defineCalls({
  /** Counts of a week or of a year of weeks, without a value (R5.5); asked of the server as the signed-in person, and audited there. */
  'statistics.show': {
    input: z.object({ period: periodName }),
    output: statistics,
    errors: personErrors,
    permission: 'statistics:view',
    audit: null,
  },
});
