// What a subject asks about their own data (R8.1–R8.3): a complete copy of it, or a correction. A request is the list of what happened to
// it; its state is derived from that list. An event holds ids, codes and times only: what is to be corrected lies sealed beside it.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';
import { registrationId } from '#src/domain/registration/schema.ts';

export const requestId = z.uuid();

export const requestKinds = ['query', 'correction'] as const;
export const requestKind = z.enum(requestKinds);
export type RequestKind = z.infer<typeof requestKind>;

export const requestChannel = z.enum(['counter', 'online']);
export type RequestChannel = z.infer<typeof requestChannel>;

/** How the subject proved who they are: a document a named person saw, or a code sent to the registered telephone. */
export const identityProof = z.discriminatedUnion('by', [
  z.object({ by: z.literal('document'), documentType: z.enum(documentTypes) }),
  z.object({ by: z.literal('sms-code') }),
]);

/** What the subject shows for a correction. */
export const correctionProofs = ['identity-document', 'household-register', 'name-change', 'operator-record', 'other'] as const;
export const correctionProof = z.enum(correctionProofs);

export const pauseReasons = ['proof-awaited', 'authority-awaited', 'subject-asked'] as const;
export const pauseReason = z.enum(pauseReasons);

export const refusalReasons = [
  'identity-not-proven',
  'not-the-subject',
  'proof-insufficient',
  'values-are-right',
  'withdrawn',
] as const;
export const refusalReason = z.enum(refusalReasons);

/** How the subject got the answer. */
export const toldWays = ['screen', 'paper', 'sms'] as const;
export const toldWay = z.enum(toldWays);

const fieldNames = z.array(z.string().min(1).max(60)).min(1).max(100);

/** What happens to a request. */
export const requestStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), channel: requestChannel }),
  z.object({ kind: z.literal('identity-proven'), proof: identityProof }),
  /** Which fields of which record shall be another; the wanted values lie sealed beside the request. */
  z.object({
    kind: z.literal('applied-for'),
    recordId: registrationId,
    revision: z.int().positive(),
    fields: fieldNames,
    proof: correctionProof,
  }),
  z.object({ kind: z.literal('assigned'), staffId: z.string().min(1).max(200) }),
  z.object({ kind: z.literal('checked') }),
  z.object({ kind: z.literal('paused'), reason: pauseReason }),
  z.object({ kind: z.literal('resumed') }),
  z.object({ kind: z.literal('answered'), way: toldWay, records: z.int().nonnegative() }),
  z.object({ kind: z.literal('applied'), recordId: registrationId, revision: z.int().positive() }),
  z.object({ kind: z.literal('refused'), reason: refusalReason }),
  z.object({ kind: z.literal('told'), way: toldWay }),
]);
export type RequestStep = z.infer<typeof requestStep>;
export type StepKind = RequestStep['kind'];
export const stepKind = z.enum([
  'opened',
  'identity-proven',
  'applied-for',
  'assigned',
  'checked',
  'paused',
  'resumed',
  'answered',
  'applied',
  'refused',
  'told',
] as const satisfies readonly StepKind[]);

/** A step with when it was and who did it; null: the subject, online. */
export const requestEvent = z.object({ at: instant, actorId: z.string().min(1).max(200).nullable(), step: requestStep });
export type RequestEvent = z.infer<typeof requestEvent>;

export const requestStates = [
  'identity-missing',
  'application-missing',
  'open',
  'paused',
  'checked',
  'applied',
  'refused',
  'closed',
] as const;
export const requestState = z.enum(requestStates);
export type RequestState = z.infer<typeof requestState>;
