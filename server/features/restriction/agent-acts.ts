import * as z from 'zod';
import type { Act } from '#server/kernel/agent/act.ts';
import { sealedText } from '#server/kernel/agent/messages.ts';
import { fieldPlace } from '#server/kernel/agent/open-fields.ts';

const bytes32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A sealed record, and where its subject's document is. */
const sealedDocument = z.object({
  envelope: sealedText,
  fields: z.object({ type: fieldPlace, number: fieldPlace }),
});
export type SealedDocument = z.infer<typeof sealedDocument>;

/** Opens the document of a record and makes the digest by which workstations recognise it. Null: it cannot be opened, or there is none. */
export const digestAct = {
  name: 'restriction.digest',
  input: sealedDocument,
  output: z.object({ digest: bytes32.nullable() }),
  patienceMs: 20_000,
} satisfies Act;

/** The key of these digests, for signed pages to enrolled workstations. */
export const digestKeyAct = {
  name: 'restriction.key',
  input: z.object({}),
  output: z.object({ key: bytes32 }),
  patienceMs: 20_000,
} satisfies Act;
