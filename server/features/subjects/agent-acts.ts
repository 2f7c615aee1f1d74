import * as z from 'zod';
import type { Act } from '#server/kernel/agent/act.ts';
import { sealedText } from '#server/kernel/agent/messages.ts';
import { fieldPlace } from '#server/kernel/agent/open-fields.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const found = z.object({
  /** Digests of another key find nobody. */
  keyId: z.string(),
  document: digest.nullable(),
  phone: digest.nullable(),
});
export type Found = z.infer<typeof found>;

const place = fieldPlace.nullable();

/** Where a record says whom it is about. */
export const identityFields = z.object({ documentType: place, documentNumber: place, phone: place });
export type IdentityFields = z.infer<typeof identityFields>;

export const identifyAct = {
  name: 'subjects.identify',
  input: z.object({ envelope: sealedText, fields: identityFields }),
  output: z.discriminatedUnion('opened', [found.extend({ opened: z.literal(true) }), z.object({ opened: z.literal(false) })]),
  patienceMs: 20_000,
} satisfies Act;

/** What somebody typed or said who asks about a person. */
export const digestAct = {
  name: 'subjects.digest',
  input: z.object({
    document: z.object({ type: z.string(), number: z.string() }).nullable(),
    phone: z.string().nullable(),
  }),
  output: found,
  patienceMs: 20_000,
} satisfies Act;
