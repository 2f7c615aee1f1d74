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

/** Of asking the server at all. */
const serverErrors = [
  'devices/unknown',
  'devices/revoked',
  'devices/signature-refused',
  'internal/too-many-requests',
  'server/unreachable',
  'server/answer-invalid',
  'server/protocol-too-old',
] as const satisfies readonly ErrorCode[];

/** The refusals of a proof at the server. */
export const proofErrors = [...stepUpErrors, ...serverErrors, 'server/wrong-identity'] as const satisfies readonly ErrorCode[];

/** The refusals of whatever the server is asked as a person; the first says that the passphrase has to be asked. */
export const personErrors = [
  'access/proof-needed',
  ...serverErrors,
  'devices/not-enrolled',
  'staff/not-cleared',
  'staff/inactive',
] as const satisfies readonly ErrorCode[];
