// A picture given as proof of a correction, in the layout of an attachment: its own data key, sealed to a class key. It is bound to the
// request, the revision it is about and its place among the pictures, so that none can be exchanged for another.
import * as z from 'zod';
import { utf8 } from '#src/base/bytes.ts';
import { canonicalJson } from '#src/base/canonical-json.ts';
import { imageMediaType } from '#src/domain/attachments/schema.ts';
import { mostProofPictures } from '#src/domain/subject-requests/proof-pictures.ts';
import { suiteId } from './envelope.ts';
import { correctionHeader } from './sealed-correction.ts';

export const proofPlace = correctionHeader.extend({
  position: z.int().min(1).max(mostProofPictures),
  class: z.string(),
  mediaType: imageMediaType,
});
export type ProofPlace = z.infer<typeof proofPlace>;

export function proofContext(place: ProofPlace): Uint8Array<ArrayBuffer> {
  const { organisationId, requestId, recordId, revision, position, class: className, mediaType } = place;
  const correction = { organisationId, requestId, recordId, revision };
  return utf8(canonicalJson({ suite: suiteId, class: className, correction, proof: { position, mediaType } }));
}
