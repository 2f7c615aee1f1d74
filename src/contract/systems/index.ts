// What the organisation's own systems may ask of the server (R3.4): a table of its own beside the wire of the workstations, because its
// clients are others, prove themselves otherwise, and never see a value.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import type { ErrorCode } from '#src/contract/errors.ts';
import { businessEvent, businessState, type SystemScope, standing, standingReason } from '#src/domain/systems/schema.ts';

const kibibyte = 1_024;

const subjectId = z.uuid();
/** Whom it is about: the id from an earlier answer, or a document as it was shown. */
const subject = z.union([
  z.strictObject({ id: subjectId }),
  z.strictObject({ documentType: z.string().min(1).max(60), documentNumber: z.string().min(1).max(60) }),
]);
export type AskedSubject = z.infer<typeof subject>;

const serviceId = z.string().min(1).max(200);

const refusals = [
  'internal/invalid-input',
  'internal/too-large',
  'internal/too-many-requests',
  'internal/unexpected',
  'store/disk-full',
  'store/in-use',
  'store/corrupt',
  'store/not-writable',
  'store/unreachable',
  'systems/client-refused',
  'access/denied',
  'agent/gone',
] as const satisfies readonly ErrorCode[];

interface SystemRoute {
  readonly method: 'POST';
  readonly path: string;
  readonly scope: SystemScope;
  readonly request: z.ZodObject;
  readonly response: z.ZodType;
  readonly maximumBytes: number;
  readonly refusals: readonly ErrorCode[];
}

export const systemRoutes = {
  /** May business in this service go on with this subject? */
  systemsMay: {
    method: 'POST',
    path: '/v1/systems/may',
    scope: 'subjects:ask',
    request: z.object({ subject, serviceId }),
    response: z.object({
      answer: standing,
      reason: standingReason.nullable(),
      /** Null exactly when nobody with this document is known. */
      subjectId: subjectId.nullable(),
      business: businessState,
    }),
    maximumBytes: 4 * kibibyte,
    refusals: [...refusals, 'systems/service-unknown'],
  },
  /** Business began or ended. */
  systemsBusiness: {
    method: 'POST',
    path: '/v1/systems/business',
    scope: 'business:write',
    request: z.object({ subject, event: businessEvent }),
    response: z.object({
      outcome: z.enum(['recorded', 'duplicate']),
      subjectId,
      recordedAt: instant,
      business: businessState,
    }),
    maximumBytes: 4 * kibibyte,
    refusals: [
      ...refusals,
      'systems/service-unknown',
      'systems/subject-unknown',
      'systems/event-conflict',
      'systems/start-refused',
      'systems/event-in-future',
    ],
  },
  /** Verified subjects with the services they are verified for, page by page. */
  systemsSubjects: {
    method: 'POST',
    path: '/v1/systems/subjects',
    scope: 'subjects:list',
    request: z.object({ after: subjectId.nullable() }),
    response: z.object({
      subjects: z.array(
        z.object({ subjectId, services: z.array(z.object({ serviceId, answer: standing, business: businessState })) }),
      ),
      /** What to ask on from; null: that was all. A page may be empty and not the last. */
      next: subjectId.nullable(),
    }),
    maximumBytes: 4 * kibibyte,
    refusals,
  },
} as const satisfies Record<string, SystemRoute>;
