import type * as z from 'zod';
import type { Agent } from '#server/kernel/agent/act.ts';
import type { FieldPlace } from '#server/kernel/agent/open-fields.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { Language } from '#src/base/language.ts';
import type { pieceRequest } from '#src/contract/sync/attachments.ts';
import type { codeCheckRequest, codeRequest } from '#src/contract/sync/contact.ts';
import type { pushRequest, pushResponse } from '#src/contract/sync/messages.ts';
import type { RequestAct, RequestSummary } from '#src/contract/sync/subject-requests.ts';
import type { ImageMediaType } from '#src/domain/attachments/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { RegistrationId } from '#src/domain/registration/schema.ts';
import type { SubjectCopy } from '#src/domain/subject-requests/copy.ts';
import type { RequestEvent, RequestKind } from '#src/domain/subject-requests/schema.ts';
import type { CheckKind, VerificationState } from '#src/domain/verification/schema.ts';

/** What the online channel needs of the configuration. */
export interface NewestConfiguration {
  readonly newest: () => Promise<{ readonly body: Configuration }>;
}

export interface PublishedConfigurations extends NewestConfiguration {
  /** Everything ever published, oldest first: a record keeps the form it was captured with. */
  readonly history: () => Promise<readonly Configuration[]>;
}

/** Records go the way of every workstation's. */
export interface TakesRecords {
  /** @throws Refusal devices/waiting, devices/revoked */
  readonly push: (deviceId: string, request: z.output<typeof pushRequest>) => Promise<z.output<typeof pushResponse>>;
}

/** Whom repeated failure has restricted (R3.6). */
export interface KnowsRestricted {
  /** False as well where nobody can tell: without the agent nobody is recognised. */
  readonly isRestricted: (documentType: string, documentNumber: string) => Promise<boolean>;
}

/** Sealed pictures come before the record that names them, as from a workstation. */
export interface TakesAttachments {
  /** @throws Refusal sync/attachment-quota */
  readonly takePiece: (deviceId: string, request: z.output<typeof pieceRequest>) => Promise<unknown>;
}

/** The device inside the server under which online records arrive. */
export interface OwnDevice {
  readonly ensure: (branchId: string) => Promise<string>;
}

/** Codes to a telephone that is not on a record yet: sent and checked as a workstation asks for it. */
export interface PhoneCodes {
  /** @throws Refusal contact/… */
  readonly send: (deviceId: string, request: z.output<typeof codeRequest>) => Promise<unknown>;
  /** @throws Refusal contact/… */
  readonly check: (deviceId: string, request: z.output<typeof codeCheckRequest>) => Promise<unknown>;
}

/** Whom records are about. */
export interface Subjects {
  /** @returns null: nobody with this document is known */
  readonly find: (agent: Agent, documentType: string, documentNumber: string) => Promise<string | null | 'agent-gone'>;
  readonly recordsOf: (store: Store, subjectId: string) => Promise<readonly string[]>;
}

/** A code by SMS to the telephone that stands in a record; only the agent reads the number. */
export type SendsCode = (order: {
  /** Asked twice under one reference, it is one message. */
  readonly reference: string;
  readonly language: Language;
  readonly code: string;
  readonly minutes: number;
  readonly envelope: string;
  readonly field: FieldPlace;
}) => Promise<void>;

/** A picture given as proof, as it is kept. */
export interface SealedPicture {
  readonly className: string;
  readonly mediaType: ImageMediaType;
  readonly sealed: Uint8Array;
}

/** Requests of subjects about their own data, for the subject. */
export interface AnswersRequests {
  /** @throws Refusal requests/… */
  readonly open: (subjectId: string, requestId: string, kind: RequestKind) => Promise<void>;
  /** @throws Refusal requests/… */
  readonly applyFor: (
    subjectId: string,
    asked: Omit<Extract<RequestAct, { kind: 'apply-for' }>, 'kind'>,
    proofs: readonly SealedPicture[],
  ) => Promise<void>;
  /** @throws Refusal requests/…, agent/… */
  readonly answer: (agent: Agent, subjectId: string, requestId: string) => Promise<SubjectCopy>;
  readonly list: (subjectId: string) => Promise<readonly (RequestSummary & { readonly events: readonly RequestEvent[] })[]>;
}

/** How revisions stand with the authorities, in their order. */
export interface KnowsVerification {
  readonly statesOf: (
    store: Store,
    revisions: readonly { readonly recordId: RegistrationId; readonly revision: number }[],
    required: readonly CheckKind[],
  ) => Promise<readonly VerificationState[]>;
}
