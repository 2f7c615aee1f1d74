// A subject proves who they are (R8.1): the number of their document, then a code to the telephone on their record. Whether a number is
// registered nobody learns here: the answer is given before anything is looked up, and a code that was never sent is refused in the words
// for a wrong one.

import type { Agent } from '#server/kernel/agent/act.ts';
import type { FieldPlace } from '#server/kernel/agent/open-fields.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { dateInChina } from '#src/base/china-time.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { Language } from '#src/base/language.ts';
import { Refusal } from '#src/contract/errors.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { subjectField } from '#src/domain/forms/parties.ts';
import { checkDocumentNumber, type DocumentType } from '#src/domain/identity/documents.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { isSameSecret } from '#src/node/crypto/hash.ts';
import type { CountedLimit } from './limits.ts';
import type { PublishedConfigurations, SendsCode, Subjects } from './ports.ts';
import { newestRevision } from './store.ts';

export const codeMinutes = 10;
const mostAttempts = 5;
/** Who opened the number, in the audit log. */
const channelActor = 'online-channel';

/** Who the document belongs to; null: nobody here, or nobody who can be reached. */
type Whose = string | null | 'agent-gone';

export interface Asked {
  readonly state: 'asked';
  readonly proofId: string;
  readonly code: string;
  readonly expiresMs: number;
  readonly attempts: number;
  readonly whose: Promise<Whose>;
}

export interface Proven {
  readonly state: 'proven';
  readonly proofId: string;
  readonly subjectId: string;
}

export interface ProofDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly agent: Agent;
  readonly configuration: PublishedConfigurations;
  readonly subjects: Subjects;
  readonly sendCode: SendsCode;
  /** How often codes are asked for one document. */
  readonly documents: readonly Pick<CountedLimit, 'take'>[];
  readonly onError: (error: unknown) => void;
}

export interface ProofRequest {
  readonly documentType: DocumentType;
  readonly documentNumber: string;
  readonly language: Language;
}

export interface Proofs {
  /** @throws Refusal registration/invalid when it cannot be a number of this document, internal/too-many-requests */
  readonly begin: (request: ProofRequest) => Asked;
  /** Counted by the caller before. @throws Refusal online/code-refused, agent/gone */
  readonly confirm: (asked: Asked, code: string) => Promise<Proven>;
}

interface Reached {
  readonly recordId: string;
  readonly revision: number;
  readonly envelope: string;
  readonly field: FieldPlace;
}

/** Six digits, each as likely: a number beyond the last whole million of 32 bits is drawn again. */
function newCode(randomness: Randomness): string {
  const number = new DataView(randomness.bytes(4).buffer).getUint32(0);
  return number >= 4_294_000_000 ? newCode(randomness) : String(number % 1_000_000).padStart(6, '0');
}

/** Where the record says how its subject is reached. */
function phonePlace(text: string, published: readonly Configuration[]) {
  const { header } = envelope.parse(JSON.parse(text));
  const form = published
    .flatMap(({ forms }) => forms)
    .find(({ id, version }) => id === header.form.id && version === header.form.version);
  const field = form && subjectField(form, 'phone');
  return field === undefined ? null : { field: field.name, className: field.class };
}

export function createProofs(dependencies: ProofDependencies): Proofs {
  const { store, clock, randomness, audit, organisationId, agent, configuration, subjects, documents } = dependencies;

  /** Where the subject is reached: the telephone on the newest record. */
  const reach = async (subjectId: string | null): Promise<Reached | null> => {
    const recordIds = subjectId === null ? [] : await subjects.recordsOf(store, subjectId);
    const newest = await newestRevision(store, organisationId, recordIds);
    const field = newest && phonePlace(newest.envelope, await configuration.history());
    return newest === null || field === null ? null : { ...newest, field };
  };

  /** The log is public in its length: it grows by as much for a document nobody knows. */
  const note = (proofId: string, reached: Reached | null): Promise<void> =>
    store.transaction().execute((transaction) =>
      audit.during(transaction, instantFromMs(clock.nowMs()), async (addLeaf) => {
        addLeaf({ action: 'online.proof-asked', proofId });
        if (reached === null) return void addLeaf({ action: 'online.proof-unanswered', proofId });
        const { recordId, revision, field } = reached;
        const { className } = field;
        addLeaf({ action: 'values.opened', actorId: channelActor, purpose: 'subject-proof', recordId, revision, className });
      }),
    );

  /** What the provider says of the message is for nobody to learn. */
  const find = async (
    { documentType, documentNumber, language }: ProofRequest,
    proofId: string,
    code: string,
  ): Promise<Whose> => {
    const whose = await subjects.find(agent, documentType, documentNumber);
    if (whose === 'agent-gone') return whose;
    const reached = await reach(whose);
    await note(proofId, reached);
    if (reached === null) return null;
    const { envelope: text, field } = reached;
    const order = { reference: proofId, language, code, minutes: codeMinutes, envelope: text, field };
    await dependencies.sendCode(order).catch(dependencies.onError);
    return whose;
  };

  return {
    begin: (request) => {
      const checked = checkDocumentNumber(request.documentType, request.documentNumber, dateInChina(clock.nowMs()));
      if (!checked.ok) throw new Refusal('registration/invalid', { errors: [{ field: 'documentNumber', ...checked.error }] });
      const documentNumber = checked.value.number;
      for (const limit of documents) limit.take(`${request.documentType} ${documentNumber}`);
      const [proofId, code] = [randomness.id(), newCode(randomness)];
      const whose = find({ ...request, documentNumber }, proofId, code).catch((error: unknown): Whose => {
        dependencies.onError(error);
        return 'agent-gone';
      });
      return { state: 'asked', proofId, code, expiresMs: clock.nowMs() + codeMinutes * 60_000, attempts: 0, whose };
    },

    confirm: async ({ proofId, code, expiresMs, attempts, whose }, given) => {
      const isRight = isSameSecret(given, code);
      const subjectId = await whose;
      // Asked for every number alike, so it tells of none.
      if (subjectId === 'agent-gone') throw new Refusal('agent/gone', {});
      const counts = attempts <= mostAttempts && clock.nowMs() < expiresMs;
      if (!isRight || !counts || subjectId === null) throw new Refusal('online/code-refused', {});
      await store
        .transaction()
        .execute((transaction) =>
          audit.append(transaction, instantFromMs(clock.nowMs()), { action: 'online.proven', proofId, subjectId }),
        );
      return { state: 'proven', proofId, subjectId };
    },
  };
}
