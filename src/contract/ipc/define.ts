// The shape of the bridge between screens and the local program: one table entry per call. A missing handler, or a screen that
// forgets an error code, does not compile. Permission and audit action are required members, so neither can be forgotten.
import type * as z from 'zod';
import type { Result } from '#src/base/result.ts';
import type { ErrorCode, WireError } from '#src/contract/errors.ts';
import type { Permission } from '#src/domain/access/roles.ts';
import type { AuditAction } from '#src/domain/audit/events.ts';
import type { Session } from '#src/domain/staff/schema.ts';

export interface CallSpec {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** The refusals this call itself may answer, beside the common ones. */
  readonly errors: readonly ErrorCode[];
  readonly permission: Permission;
  /** What the chain records when the call succeeds (one of several, where it depends); null only for calls that change and reveal nothing. */
  readonly audit: AuditAction | readonly AuditAction[] | null;
}
export type Contract = Record<string, CallSpec>;

/** Refusals any call may answer: they come from the dispatcher, not from a feature. */
export const commonErrors = [
  'internal/unexpected',
  'internal/invalid-input',
  'access/signed-out',
  'access/denied',
  'staff/passphrase-initial',
  'startup/not-ready',
  'devices/stopped',
  'store/disk-full',
] as const satisfies readonly ErrorCode[];

export type CallError<S extends CallSpec> = WireError<S['errors'][number] | (typeof commonErrors)[number]>;

/** The screen side: every call answers a Result, never an exception. */
export type Client<C extends Contract> = {
  readonly [K in keyof C]: (input: z.input<C[K]['input']>) => Promise<Result<z.output<C[K]['output']>, CallError<C[K]>>>;
};

/** Who calls: the signed-in person, or null before sign-in. */
export interface CallContext {
  readonly session: Session | null;
}

/** The program side: a handler answers the output or throws a Refusal. */
export type Handlers<C extends Contract> = {
  readonly [K in keyof C]: (
    input: z.output<C[K]['input']>,
    context: CallContext,
  ) => Promise<z.input<C[K]['output']>> | z.input<C[K]['output']>;
};

export function defineCalls<const C extends Contract>(calls: C): C {
  return calls;
}
