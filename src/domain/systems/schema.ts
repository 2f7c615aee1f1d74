// The information system (R3.4, R4.3): what the organisation's own systems may ask about a subject, and what they tell of business.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';

export const systemScopes = ['subjects:ask', 'subjects:list', 'business:write'] as const;
/** What a client of the organisation's own may do, and no more. */
export const systemScope = z.enum(systemScopes);
export type SystemScope = z.infer<typeof systemScope>;

/** As its operators name it; names nobody. */
export const clientName = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);

export const businessKind = z.enum(['start', 'end']);

/** That business with a subject began or ended (R4.3). Retention counts from the end. */
export const businessEvent = z.object({
  /** The client's own; told twice under one id, it happened once. */
  eventId: z.uuid(),
  kind: businessKind,
  serviceId: z.string().min(1).max(200),
  at: instant,
});
export type BusinessEvent = z.infer<typeof businessEvent>;

export const businessState = z.enum(['none', 'open', 'ended']);
export type BusinessState = z.infer<typeof businessState>;

/** How a subject stands after failures (R3.6). */
export type Restriction = 'none' | 'restricted' | 'suspended';

export const standing = z.enum(['allowed', 'not-verified', 'unknown', 'restricted', 'suspended', 'ended']);
/** Why it is so; null: there is nothing to add. */
export const standingReason = z.enum([
  'no-subject',
  'no-registration',
  'pending',
  'refuted',
  'undecided',
  /** The organisation requires no check, and nothing is ever called verified (R1.2). */
  'not-required',
]);

export const subjectStanding = z.object({ answer: standing, reason: standingReason.nullable() });
export type SubjectStanding = z.infer<typeof subjectStanding>;
