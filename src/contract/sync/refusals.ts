// What several routes of the wire may be refused for.
import type { ErrorCode } from '#src/contract/errors.ts';

/** How any request may be refused. */
export const always = [
  'internal/invalid-input',
  'internal/too-large',
  'internal/too-many-requests',
  'internal/unexpected',
  'server/protocol-too-old',
  'store/disk-full',
  'store/in-use',
  'store/corrupt',
  'store/not-writable',
  'store/unreachable',
] as const satisfies readonly ErrorCode[];
export const signed = [
  ...always,
  'devices/unknown',
  'devices/signature-refused',
  'devices/waiting',
  'devices/revoked',
] as const satisfies readonly ErrorCode[];
/** Of a person whose proof is in the body. */
export const administrators = [
  'access/denied',
  'staff/wrong-credentials',
  'staff/too-many-attempts',
  'staff/not-cleared',
  'staff/inactive',
  'staff/passphrase-initial',
] as const satisfies readonly ErrorCode[];

/** Of a person who proved who they are some minutes ago. */
export const persons = [
  ...signed,
  'access/proof-needed',
  'access/denied',
  'staff/not-cleared',
  'staff/inactive',
  'staff/passphrase-initial',
] as const satisfies readonly ErrorCode[];
