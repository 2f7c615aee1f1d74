// Restrictions (R3.6) on their way to every workstation of the organisation, and what supervisors decide about them.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { staffRequest } from '#src/contract/sync/staff.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { restrictionFilter } from '#src/domain/restriction/filter.ts';
import {
  failureReason,
  furtherCheckState,
  restrictionDecision,
  restrictionEvent,
  restrictionState,
} from '#src/domain/restriction/schema.ts';

/** POST /v1/restriction-pages — changes of the whole organisation after a cursor; 0 = from the first. */
export const restrictionPageRequest = z.object({ protocol: z.int(), after: z.int().nonnegative() });

const bytes32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** Where one subject stands now. Who it is, only somebody knows who has their document before them. */
export const restrictionEntry = z.object({
  /** HMAC-SHA-256 under the page's key over `documentKey`, base64url. */
  digest: bytes32,
  state: restrictionState,
  failures: z.int().nonnegative(),
  reasons: z.array(failureReason).max(failureReason.options.length),
  since: instant.nullable(),
  furtherCheck: furtherCheckState,
});
export type RestrictionEntry = z.infer<typeof restrictionEntry>;

/** Body of the signed `restrictions` document. */
export const restrictionPage = z.object({
  organisationId: z.string(),
  deviceId: z.string(),
  after: z.int().nonnegative(),
  /** What to ask for next; equal to `after` when there is nothing new. */
  cursor: z.int().nonnegative(),
  isMore: z.boolean(),
  /** Null exactly when there is nothing new: a key is handed out only with what it is for. */
  key: bytes32.nullable(),
  entries: z.array(restrictionEntry).max(500),
});
export type RestrictionPage = z.infer<typeof restrictionPage>;

/** POST /v1/restrictions/list — one look, of a person who proved who they are some minutes ago at the most. */
export const restrictionListRequest = staffRequest.extend({ filter: restrictionFilter });

/** One decision. */
export const restrictionAct = z.object({
  kind: z.literal('decide'),
  subjectId: z.uuid(),
  /** How many facts it was taken on. */
  version: z.int().positive(),
  decision: restrictionDecision,
  /** Of the list after it; absent: all. */
  filter: restrictionFilter.exactOptional(),
});
export type RestrictionAct = z.infer<typeof restrictionAct>;

/** POST /v1/restrictions — the device signs the request; the supervisor proves who they are in its body, every time. */
export const restrictionsRequest = z.object({
  protocol: z.int(),
  administrator: z.object({ number: z.string().min(1).max(40), passphrase: z.string().min(1).max(200) }),
  act: restrictionAct,
});

/** A restricted subject as a supervisor sees it: by its records, never by name or number. */
export const openRestriction = z.object({
  subjectId: z.uuid(),
  version: z.int().positive(),
  state: restrictionState,
  failures: z.int().nonnegative(),
  reasons: z.array(failureReason),
  since: instant.nullable(),
  furtherCheck: furtherCheckState,
  /** The records that failed since the last release, oldest first. */
  records: z.array(
    z.object({
      recordId: registrationId,
      revision: z.int().positive(),
      branchId: z.string(),
      reason: failureReason,
      at: instant,
      /** This supervisor captured or reviewed it, and so eases nothing about it. */
      isOwn: z.boolean(),
    }),
  ),
  /** Everything since the last release, oldest first. */
  events: z.array(z.object({ sequence: z.int().positive(), event: restrictionEvent, byName: z.string().nullable() })),
});
export type OpenRestriction = z.infer<typeof openRestriction>;

export const restrictionsResponse = z.object({
  at: instant,
  /** Those that are restricted or suspended now, the longest first. */
  items: z.array(openRestriction).max(1_000),
  isMore: z.boolean(),
});
export type RestrictionsResponse = z.infer<typeof restrictionsResponse>;
