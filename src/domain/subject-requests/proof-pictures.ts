// Pictures a subject gives as proof of a correction asked for online (R8.3): checked like every picture, sealed to the class that the
// record's form holds such pictures in.
import type { FormDefinition } from '#src/domain/forms/schema.ts';

export const mostProofPictures = 3;

/** The class of the form's own document scan, else of its document number: a proof shows at least as much of a person. */
export function proofClassOf({ fields }: FormDefinition): string | null {
  const scan = fields.find(({ input }) => input.kind === 'image' && input.what === 'document-scan');
  const picture = scan ?? fields.find(({ input }) => input.kind === 'image');
  return (picture ?? fields.find(({ input }) => input.kind === 'document-number') ?? fields[0])?.class ?? null;
}
