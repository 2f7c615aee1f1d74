// Staff as the signed configuration lists them, and what a session of one of them is (R7.1, S2).
import * as z from 'zod';
import { isoDate } from '#src/base/instant.ts';
import { role } from '#src/domain/access/roles.ts';

/** R7.1: until when each of the three is valid; null = never recorded. Without all three there is no access. */
export const clearance = z.object({
  backgroundCheckUntil: isoDate.nullable(),
  trainingUntil: isoDate.nullable(),
  confidentialityAgreementUntil: isoDate.nullable(),
});
export type Clearance = z.infer<typeof clearance>;

export const staffMember = z.object({
  id: z.string().min(1),
  /** What the person types to sign in. */
  number: z.string().min(1),
  name: z.string().min(1),
  role,
  branchId: z.string(),
  /** Of the organisation's departments (R1.5); absent: of none. */
  departmentId: z.string().min(1).exactOptional(),
  isActive: z.boolean(),
  clearance,
  /** Argon2id verifier in PHC text form. */
  passphraseVerifier: z.string().startsWith('$argon2id$'),
});
export type StaffMember = z.infer<typeof staffMember>;

/** What a person types to sign in or to confirm. */
export const credentials = z.object({ number: z.string().trim().min(1).max(40), passphrase: z.string().min(1).max(200) });
export type Credentials = z.infer<typeof credentials>;

/** Who is signed in, as the screen may know it. */
export const session = z.object({ staffId: z.string(), number: z.string(), name: z.string(), role, branchId: z.string() });
export type Session = z.infer<typeof session>;
