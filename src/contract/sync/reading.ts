// What a person reads at the server about records of the whole organisation (R1.3, R5.2).
import * as z from 'zod';
import { readingPurpose } from '#src/domain/reading/grants.ts';

/** POST /v1/reading/rights — which classes this person may read, and what for. */
export const rightsResponse = z.object({
  classes: z.array(z.object({ className: z.string(), purposes: z.array(readingPurpose) })),
});
