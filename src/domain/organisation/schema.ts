// The configuration an organisation hands its workstations: one signed document with a version that only grows.
// Services, forms and notices are data (R1.4, R2.1): nothing of them is written in code.
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';
import { instant } from '#src/base/instant.ts';
import { localText } from '#src/base/language.ts';
import { noticeDefinition } from '#src/domain/consent/schema.ts';
import { formDefinition } from '#src/domain/forms/schema.ts';
import { policy } from '#src/domain/policy/schema.ts';
import { readingGrant } from '#src/domain/reading/grants.ts';
import { staffMember } from '#src/domain/staff/schema.ts';
import { adjustedDays } from '#src/domain/working-days/schema.ts';

/** A public key as it travels: X25519 or Ed25519 raw bytes in base64url. */
export const publicKey = z.object({ keyId: z.string().min(1), key: base64url });
export type PublicKey = z.infer<typeof publicKey>;

/** An X25519 recipient of the age format (age-encryption.org): `age1…`. */
export const ageRecipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);

/** A sensitivity class (R4.2): its fields are sealed to this key and read under its own permission. */
export const sensitivityClass = z.object({ name: z.string().regex(/^[a-z][a-z-]*$/), sealTo: publicKey });

/** What a subject registers for: a core service (R2.1) or a named business activity (R2.2). */
export const service = z.object({
  id: z.string().min(1),
  kind: z.enum(['core', 'activity']),
  name: localText,
  formId: z.string().min(1),
  noticeId: z.string().min(1),
  /** Four eyes: a supervisor confirms the clerk's review before the registration can be submitted (R2.4). */
  needsSecondReview: z.boolean().default(false),
  /** Not offered any more: nothing new begins with it. What was begun or captured goes on, so it stays in the list. */
  isWithdrawn: z.literal(true).exactOptional(),
});
export type Service = z.infer<typeof service>;

export const configuration = z.object({
  version: z.int().positive(),
  issuedAt: instant,
  organisation: z.object({ id: z.string().min(1), name: localText }),
  branches: z.array(z.object({ id: z.string().min(1), name: localText })),
  /** The departments its staff belong to (R1.5). */
  departments: z.array(z.object({ id: z.string().min(1), name: localText })).default([]),
  classes: z.array(sensitivityClass).min(1),
  recoveryKey: publicKey,
  /** What sealed files on removable media are encrypted to (S4): an age recipient. Absent: this organisation takes none. */
  exchangeKey: ageRecipient.exactOptional(),
  services: z.array(service),
  forms: z.array(formDefinition),
  notices: z.array(noticeDefinition),
  staff: z.array(staffMember),
  /** Who may read which class at the server, and what for (R5.2). Empty: nobody reads anything there. */
  grants: z.array(readingGrant).default([]),
  policy,
  /** By the State Council's yearly notices: what terms in working days are reckoned by. */
  workingDays: adjustedDays.default([]),
});
export type Configuration = z.infer<typeof configuration>;
