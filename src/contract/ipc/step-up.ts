// What every call shares that asks a person to confirm by number and passphrase without ending the session.
import type { ErrorCode } from '#src/contract/errors.ts';

/** The refusals of the confirmation itself; a call that asks for one declares them beside its own. */
export const stepUpErrors = [
  'devices/not-enrolled',
  'staff/wrong-credentials',
  'staff/too-many-attempts',
  'staff/not-cleared',
  'staff/inactive',
  'staff/offline-too-long',
  'staff/other-person-needed',
  'staff/same-person-needed',
  'staff/may-not-confirm',
] as const satisfies readonly ErrorCode[];
