// Days that the State Council's yearly notice takes out of the ordinary week: holidays on weekdays, working days on weekends. They are
// data of the organisation, signed with its configuration: a new year is published, never released.
import * as z from 'zod';
import { isoDate } from '#src/base/instant.ts';

export const adjustedDay = z.object({ date: isoDate, kind: z.enum(['holiday', 'workday']) });
export type AdjustedDay = z.infer<typeof adjustedDay>;

/** Sixty years of notices. */
export const adjustedDays = z.array(adjustedDay).max(3_000);
