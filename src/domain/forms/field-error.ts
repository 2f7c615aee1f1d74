// One field's refusal: a code of the forms or identity domain with parameters the text may use. Never the value itself.
import * as z from 'zod';

export const fieldError = z.object({
  field: z.string(),
  code: z.string().regex(/^[a-z-]+\/[a-z-]+$/),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type FieldError = z.infer<typeof fieldError>;
