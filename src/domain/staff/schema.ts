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
  /** Whoever set it knows it: the person has to choose their own at their next sign-in that reaches the server. */
  hasInitialPassphrase: z.literal(true).exactOptional(),
});
export type StaffMember = z.infer<typeof staffMember>;

/** A verifier as this product makes them: whoever checks it spends what they chose themselves, not what its maker did. */
export const ownVerifier = z.string().regex(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);

/** What a person types to sign in or to confirm. */
export const credentials = z.object({ number: z.string().trim().min(1).max(40), passphrase: z.string().min(1).max(200) });
export type Credentials = z.infer<typeof credentials>;

/** Who is signed in, as the screen may know it. */
export const session = z.object({
  staffId: z.string(),
  number: z.string(),
  name: z.string(),
  role,
  branchId: z.string(),
  /** `initial`: set by an administrator; `must-change`: and nothing else is done before the person has chosen their own. */
  passphrase: z.enum(['own', 'initial', 'must-change']),
});
export type Session = z.infer<typeof session>;
