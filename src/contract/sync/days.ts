// Closed days of a branch's workstations, and the branch's own, on their way to the server and to the other workstations (S6). They are
// signed by the workstation they are of, so it does not matter who carries them; the page around them is signed by the server.
import * as z from 'zod';
import { isoDate } from '#src/base/instant.ts';
import { signedDocument } from '#src/crypto/signed.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** `document` is a signed document of this kind; its content hash is SHA-256 over the UTF-8 of `body`. */
export const dayDocument = z.object({
  kind: z.enum(['day-statement', 'branch-day']),
  document: signedDocument.extend({ body: z.string().max(150_000) }),
});
export type DayDocument = z.infer<typeof dayDocument>;

/** What a workstation says of its own days, and asks for. */
export const daysQuestion = z.object({
  /** Documents of the branch after this cursor; 0 = from the first. */
  after: z.int().nonnegative(),
  /** Its business day, and days on which something happened and that nobody has closed (the newest 60). */
  businessDay: isoDate,
  unclosed: z.array(isoDate).max(60),
  /** Its own or another's of the same branch. */
  documents: z.array(dayDocument).max(200),
});
export type DaysQuestion = z.infer<typeof daysQuestion>;

/** POST /v1/days */
export const daysRequest = daysQuestion.extend({ protocol: z.int() });

/** Body of the signed `branch-days` document. */
export const daysPage = z.object({
  organisationId: z.string(),
  branchId: z.string(),
  deviceId: z.string(),
  after: z.int().nonnegative(),
  /** What to ask for next; equal to `after` when there is nothing new. */
  cursor: z.int().nonnegative(),
  isMore: z.boolean(),
  /** Of what was sent. What is refused is not signed by a working workstation of this branch, and never will be taken. */
  outcomes: z.array(z.object({ hash, outcome: z.enum(['taken', 'refused']) })).max(200),
  documents: z.array(dayDocument).max(200),
  /** Signed document of kind `branch-roster`: it may be shown to other workstations of the branch. */
  roster: signedDocument,
});
export type DaysPage = z.infer<typeof daysPage>;

/** From workstation to workstation by hand, as JSON in a file. */
export const daysFile = z.object({
  kind: z.literal('countersign-days'),
  /** By which the days are verified, if the sender ever heard one. */
  roster: signedDocument.nullable(),
  documents: z.array(dayDocument).min(1).max(400),
});
