// What a subject wants corrected, sealed like a record's values (R4.2, R8.3): grouped by class, each group to its class's public key, and
// bound to the request and the revision it is about. Between the person who wrote it down and the person who checks it nobody reads it.
import * as z from 'zod';
import { utf8 } from '#src/base/bytes.ts';
import { canonicalJson } from '#src/base/canonical-json.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { requestId } from '#src/domain/subject-requests/schema.ts';
import { type Packing, sealedClass, suiteId } from './envelope.ts';

export const correctionHeader = z.object({
  organisationId: z.string(),
  requestId,
  recordId: registrationId,
  /** The revision whose values shall be others. */
  revision: z.int().positive(),
});
export type CorrectionHeader = z.infer<typeof correctionHeader>;

export const sealedCorrection = z.object({
  suite: z.literal(suiteId),
  correction: correctionHeader,
  classes: z.record(z.string(), sealedClass),
});
export type SealedCorrection = z.infer<typeof sealedCorrection>;

/** The longest text of one: far more than a form's fields can hold. */
export const longestCorrection = 200_000;

export function correctionContext(correction: CorrectionHeader, className: string, packed?: Packing): Uint8Array<ArrayBuffer> {
  const packedAs = packed === undefined ? {} : { packing: packed };
  return utf8(canonicalJson({ suite: suiteId, class: className, correction, ...packedAs }));
}
