// What the page and the server say to each other while a subject proves who they are and looks at their own records (R8.1, R8.3).
import * as z from 'zod';
import { instant, isoDate } from '#src/base/instant.ts';
import { language } from '#src/base/language.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';
import { fieldValues, registrationId } from '#src/domain/registration/schema.ts';
import { subjectCopy } from '#src/domain/subject-requests/copy.ts';
import { longestProofNote } from '#src/domain/subject-requests/proof-note.ts';
import { mostProofPictures } from '#src/domain/subject-requests/proof-pictures.ts';
import { correctionProof, refusalReason, requestId, requestKind, requestState } from '#src/domain/subject-requests/schema.ts';
import { verificationState } from '#src/domain/verification/schema.ts';
import { pictureText } from './pictures.ts';

export const proveRequest = z.object({ documentType: z.enum(documentTypes), documentNumber: z.string().max(200), language });
/** The same for every number, known or not. */
export const asked = z.object({ page: z.string(), codeMinutes: z.int() });

export const confirmRequest = z.object({ code: z.string().regex(/^\d{6}$/) });
export const confirmed = z.object({ page: z.string() });

const ownRequest = z.object({
  requestId,
  number: z.int().positive(),
  requestKind,
  openedAt: instant,
  state: requestState,
  deadline: isoDate,
  /** Names of the fields that shall be others; empty for a query. */
  fields: z.array(z.string()),
  recordId: registrationId.nullable(),
  reason: refusalReason.nullable(),
});
export type OwnRequest = z.infer<typeof ownRequest>;

/** Everything the organisation holds about the subject, once for each proof; what became of their requests as often as they ask. */
export const ownCopy = z.object({
  copy: subjectCopy,
  /** How each record stands with the authorities, by its id. */
  verification: z.record(z.string(), verificationState),
});
export type OwnCopy = z.infer<typeof ownCopy>;

export const ownRequests = z.object({ requests: z.array(ownRequest) });

export const correctRequest = z.object({
  /** Made by the page: sent twice, it is one request. */
  requestId,
  recordId: registrationId,
  revision: z.int().positive(),
  /** Wanted instead of what stands there; only fields that shall change. */
  values: fieldValues,
  proof: correctionProof,
  note: z.string().max(longestProofNote),
  /** Pictures of the proof, in base64. Without one nobody could compare anything: the subject is not there. */
  pictures: z.array(pictureText).min(1).max(mostProofPictures),
});
export type CorrectRequest = z.infer<typeof correctRequest>;
