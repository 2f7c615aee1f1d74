// Records of the whole organisation as a list shows them: references, never a name, masked or not. A name is in a sealed class, and to
// mask it somebody would have to open it for every row.
import * as z from 'zod';
import { instant, isoDate } from '#src/base/instant.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { checkReason, verificationState } from '#src/domain/verification/schema.ts';

/** Null: whatever it is. */
export const recordFilter = z.object({
  recordId: registrationId.nullable(),
  /** Of the person the record is about, as it stands. Compared by a digest that only the agent can compute. */
  document: z.object({ type: z.enum(documentTypes), number: z.string().trim().min(1).max(60) }).nullable(),
  /** Days of submission, in China; both included. */
  from: isoDate.nullable(),
  to: isoDate.nullable(),
  branchId: z.string().max(200).nullable(),
  serviceId: z.string().max(200).nullable(),
  state: verificationState.nullable(),
});
export type RecordFilter = z.infer<typeof recordFilter>;

export const listedRecord = z.object({
  recordId: registrationId,
  /** The newest. */
  revision: z.int().positive(),
  /** Running number of its first revision at the server; what lists go on from. */
  position: z.int().positive(),
  branchId: z.string(),
  serviceId: z.string(),
  submittedAt: instant,
  receivedAt: instant,
  state: verificationState,
  /** Why it was refuted or could not be decided. */
  reason: checkReason.nullable(),
});
export type ListedRecord = z.infer<typeof listedRecord>;

/** Records of one page of a list. */
export const recordsInPage = 50;
