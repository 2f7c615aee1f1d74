// Queries and corrections by subjects (R8.1–R8.3), as staff at an enrolled workstation open and follow them. The device signs each
// request; the person proves who they are in its body. Nothing of it is kept at a workstation.
import * as z from 'zod';
import { instant, isoDate } from '#src/base/instant.ts';
import { staffRequest } from '#src/contract/sync/staff.ts';
import { longestCorrection } from '#src/crypto/sealed-correction.ts';
import { pictureText } from '#src/domain/attachments/schema.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { subjectCopy, subjectRecord } from '#src/domain/subject-requests/copy.ts';
import { mostProofPictures } from '#src/domain/subject-requests/proof-pictures.ts';
import {
  correctionProof,
  pauseReason,
  refusalReason,
  requestChannel,
  requestEvent,
  requestId,
  requestKind,
  requestState,
  stepKind,
  toldWay,
} from '#src/domain/subject-requests/schema.ts';

const staffId = z.string().min(1).max(200);

/** One act; `list`, `show`, `copy`, `picture` and `compare` change nothing but the audit log. */
export const requestAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('list'), isSettled: z.boolean() }),
  z.object({ kind: z.literal('show'), requestId }),
  /** The number is chosen by who opens it: sent twice, it is one request. The person at the counter saw this document. */
  z.object({
    kind: z.literal('open'),
    requestId,
    requestKind,
    documentType: z.enum(documentTypes),
    documentNumber: z.string().min(1).max(100),
  }),
  /** Opens every value of the subject: written into the audit log before. */
  z.object({ kind: z.literal('copy'), requestId }),
  /** One picture of the copy. */
  z.object({ kind: z.literal('picture'), requestId, recordId: registrationId, attachmentId: z.uuid() }),
  z.object({ kind: z.literal('answer'), requestId, way: toldWay }),
  z.object({
    kind: z.literal('apply-for'),
    requestId,
    recordId: registrationId,
    revision: z.int().positive(),
    fields: z.array(z.string().min(1).max(60)).min(1).max(100),
    proof: correctionProof,
    /** The wanted values, sealed to the class keys. */
    sealed: z.string().max(longestCorrection),
  }),
  /** Opens what stands in the fields to be corrected, and what is wanted instead. */
  z.object({ kind: z.literal('compare'), requestId }),
  z.object({ kind: z.literal('check'), requestId }),
  /** Makes the next revision of the record. */
  z.object({ kind: z.literal('apply'), requestId }),
  z.object({ kind: z.literal('pause'), requestId, reason: pauseReason }),
  z.object({ kind: z.literal('resume'), requestId }),
  z.object({ kind: z.literal('refuse'), requestId, reason: refusalReason }),
  z.object({ kind: z.literal('tell'), requestId, way: toldWay }),
  z.object({ kind: z.literal('assign'), requestId, staffId }),
]);
export type RequestAct = z.infer<typeof requestAct>;

export const requestSummary = z.object({
  requestId,
  /** What the subject is told. */
  number: z.int().positive(),
  requestKind,
  channel: requestChannel,
  branchId: z.string(),
  openedAt: instant,
  state: requestState,
  deadline: isoDate,
  /** Working days left after today; negative: so many late. */
  daysLeft: z.int(),
  isOverdue: z.boolean(),
  /** Years of the term whose notice of working days is not known. */
  guessedYears: z.array(z.int()),
  /** Null: the branch has nobody. */
  inCharge: z.object({ staffId, name: z.string(), isEscalated: z.boolean() }).nullable(),
});
export type RequestSummary = z.infer<typeof requestSummary>;

export const requestDetail = requestSummary.extend({
  events: z.array(requestEvent.extend({ actorName: z.string().nullable() })),
  /** What this person may do now. */
  steps: z.array(stepKind),
  records: z.array(subjectRecord),
  /** To whom it can be given. */
  colleagues: z.array(z.object({ staffId, name: z.string() })),
});
export type RequestDetail = z.infer<typeof requestDetail>;

/** A picture the subject gave as proof; null when it does not open. */
const proofShown = z.object({
  position: z.int().min(1).max(mostProofPictures),
  picture: pictureText.nullable(),
});
export type ProofShown = z.infer<typeof proofShown>;

export const comparison = z.object({
  record: subjectRecord,
  lines: z.array(z.object({ field: z.string(), present: z.string(), wanted: z.string() })),
  /** What the clerk wrote about the paper shown, or the subject beside their pictures. */
  note: z.string(),
  /** Empty where the paper was seen at a counter. Shown for the comparison, never kept. */
  proofs: z.array(proofShown).max(mostProofPictures).default([]),
});
export type Comparison = z.infer<typeof comparison>;

/** POST /v1/requests */
export const requestsRequest = staffRequest.extend({ act: requestAct });
export const requestsResponse = z.object({
  /** For `list`; the soonest deadline first. */
  requests: z.array(requestSummary).max(500).nullable(),
  /** As it is after the act; null for `list`. */
  request: requestDetail.nullable(),
  copy: subjectCopy.nullable(),
  comparison: comparison.nullable(),
  picture: pictureText.nullable().default(null),
});
export type RequestsAnswer = z.infer<typeof requestsResponse>;
