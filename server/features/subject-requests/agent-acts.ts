// What the serving process asks of the agent about corrections. It gives sealed texts and gets back what a person may see, or the next
// revision, sealed: the values of a record are never whole in the serving process.
import * as z from 'zod';
import type { Act } from '#server/kernel/agent/act.ts';
import { sealedText } from '#server/kernel/agent/messages.ts';
import { sealedPictureText } from '#server/kernel/agent/open-picture-act.ts';
import { isoDate } from '#src/base/instant.ts';
import { longestCorrection } from '#src/crypto/sealed-correction.ts';
import { proofPlace } from '#src/crypto/sealed-proof.ts';
import { pictureText } from '#src/domain/attachments/schema.ts';
import { fieldError } from '#src/domain/forms/field-error.ts';
import { formDefinition } from '#src/domain/forms/schema.ts';
import { fieldValues, recordHeader } from '#src/domain/registration/schema.ts';

const application = z.string().max(longestCorrection);

const wantedOutput = z.discriminatedUnion('opened', [
  z.object({ opened: z.literal(true), values: fieldValues }),
  z.object({ opened: z.literal(false) }),
]);

/** Opens what is wanted, for whoever checks it. */
export const openWantedAct = {
  name: 'subject-requests.open-wanted',
  input: z.object({ application }),
  output: wantedOutput,
  patienceMs: 20_000,
} satisfies Act;

/** Opens one picture given as proof, for whoever compares. */
export const openProofAct = {
  name: 'subject-requests.open-proof',
  input: z.object({ place: proofPlace, sealed: sealedPictureText }),
  output: z.discriminatedUnion('opened', [
    z.object({ opened: z.literal(true), picture: pictureText }),
    z.object({ opened: z.literal(false) }),
  ]),
  patienceMs: 20_000,
} satisfies Act;

const reviseInput = z.object({
  /** The revision that is corrected. */
  envelope: sealedText,
  application,
  /** Only these fields change. */
  fields: z.array(z.string()),
  /** Of the next revision. */
  header: recordHeader,
  form: formDefinition,
  /** Class → id of its present key. The keys themselves are the agent's own: nobody can have it seal to a stranger's. */
  classKeyIds: z.record(z.string(), z.string()),
  today: isoDate,
});
export type ReviseInput = z.output<typeof reviseInput>;

const reviseOutput = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('revised'), envelope: sealedText }),
  z.object({ outcome: z.literal('unreadable') }),
  z.object({ outcome: z.literal('unchanged') }),
  /** By the form's own rules; codes, never values. */
  z.object({ outcome: z.literal('refused'), errors: z.array(fieldError) }),
]);
export type ReviseOutput = z.output<typeof reviseOutput>;

/** Makes the next revision of a record. */
export const reviseAct = {
  name: 'subject-requests.revise',
  input: reviseInput,
  output: reviseOutput,
  patienceMs: 20_000,
} satisfies Act;
