// Whom a record is about (R3.4, R3.6). The serving process can read no document: the agent gives digests under a key that only it has,
// and a subject is a random id that stands for one of them. Records are taken in the order in which they were accepted; positions have no
// gaps, so that how far it came is one number, and nothing is written for it while records are taken in.
import type { Agent } from '#server/kernel/agent/act.ts';
import { hereAct } from '#server/kernel/agent/here-act.ts';
import type { DueWork } from '#server/kernel/agent/loop.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import { Stop } from '#server/kernel/stop.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { subjectField } from '#src/domain/forms/parties.ts';
import type { FieldInput, FormDefinition } from '#src/domain/forms/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { Policy } from '#src/domain/policy/schema.ts';
import { type Found, type IdentityFields, identifyAct } from './agent-acts.ts';
import type { During, OnIdentified, PublishedConfigurations } from './ports.ts';
import {
  advance,
  findNext,
  findUnread,
  loadProgress,
  makeDue,
  saveIdentified,
  subjectBelow,
  subjectsFor,
  type Unidentified,
} from './store.ts';

export interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: PublishedConfigurations;
  readonly onIdentified: readonly OnIdentified[];
}

/** Identified at once. */
const together = 32;
const unreadDelayMs = 3_600_000;

/** Who opened the values, and what for, in the audit log. */
const opening = { actorId: 'subjects', purpose: 'identification' } as const;

/** A record, and where it says whom it is about. */
interface Question {
  readonly record: Unidentified;
  readonly serviceId: string;
  readonly fields: IdentityFields;
}
type Answered = Question & { readonly found: Found | null };

function placeIn(form: FormDefinition | undefined, kind: FieldInput['kind']): IdentityFields['phone'] {
  const field = form === undefined ? undefined : subjectField(form, kind);
  return field === undefined ? null : { field: field.name, className: field.class };
}

function questionOf(record: Unidentified, published: readonly Configuration[]): Question {
  const { header } = envelope.parse(JSON.parse(record.envelope));
  const forms = published.flatMap((one) => one.forms);
  const form = forms.find(({ id, version }) => id === header.form.id && version === header.form.version);
  const fields = {
    documentType: placeIn(form, 'document-type'),
    documentNumber: placeIn(form, 'document-number'),
    phone: placeIn(form, 'phone'),
  };
  return { record, serviceId: header.serviceId, fields };
}

function newestPolicy(published: readonly Configuration[]): Policy {
  const newest = published.at(-1);
  if (newest === undefined) throw new Error('the organisation has no configuration');
  return newest.policy;
}

export function differentKey(): Stop {
  return new Stop(
    'subjects/index-key-differs',
    'The agent holds another index key than the subjects were found with. Restore keys/index.keys from its backup.',
  );
}

export function createIdentification(dependencies: Dependencies): DueWork {
  const { store, clock, randomness, audit, organisationId, configuration, onIdentified } = dependencies;
  const now = () => instantFromMs(clock.nowMs());

  /** Writes down that these values are opened, before they are. */
  const begin = (questions: readonly Question[]): Promise<void> =>
    store.transaction().execute((transaction) =>
      audit.during(transaction, now(), async (addLeaf) => {
        for (const { record, fields } of questions) {
          const { record_id: recordId, revision } = record;
          const classes = new Set(Object.values(fields).flatMap((place) => place?.className ?? []));
          for (const className of classes) addLeaf({ action: 'values.opened', ...opening, recordId, revision, className });
        }
      }),
    );

  /** @returns null when there is no agent any more; a record that the agent fails over counts as unread, and stops no other */
  const ask = async (agent: Agent, questions: readonly Question[]): Promise<readonly Answered[] | null> => {
    const answers = await Promise.all(
      questions.map(async (question) => {
        const answer = await agent.ask(identifyAct, { envelope: question.record.envelope, fields: question.fields });
        return { question, answer };
      }),
    );
    const isGone = answers.some(({ answer }) => 'gone' in answer) && 'gone' in (await agent.ask(hereAct, {}));
    if (isGone) return null;
    return answers.map(({ question, answer }) => ({
      ...question,
      found: 'opened' in answer && answer.opened ? answer : null,
    }));
  };

  const saveOne = async (
    transaction: Store,
    { record, serviceId, found }: Answered,
    subjects: ReadonlyMap<string, string>,
    during: During,
  ): Promise<void> => {
    const { record_id: recordId, revision, device_id } = record;
    const subjectId = subjects.get(found?.document ?? '') ?? null;
    const isSaved = await saveIdentified(transaction, {
      organisation_id: organisationId,
      record_id: recordId,
      revision,
      device_id,
      service_id: serviceId,
      subject_id: subjectId,
      phone_digest: found?.phone ?? null,
      problem: found === null ? 'sealed-unreadable' : null,
      due_ms: found === null ? clock.nowMs() + unreadDelayMs : null,
      identified_at: now(),
    });
    if (!isSaved || found === null) return;
    const previousSubjectId = revision === 1 ? null : await subjectBelow(transaction, organisationId, recordId, revision);
    during.addLeaf({ action: 'record.identified', recordId, revision, subjectId });
    const identified = { recordId, revision, serviceId, subjectId, previousSubjectId };
    for (const hook of onIdentified) await hook(transaction, identified, during);
  };

  /** One subject for each document, whatever dies in between. @throws Stop subjects/index-key-differs */
  const settle = (
    answered: readonly Answered[],
    to: { readonly from: number; readonly to: number },
    policy: Policy,
  ): Promise<void> =>
    store.transaction().execute((transaction) =>
      audit.during(transaction, now(), async (addLeaf) => {
        const known = (await loadProgress(transaction, organisationId)).keyId;
        const keyIds = new Set([known, ...answered.map(({ found }) => found?.keyId ?? null)].filter((id) => id !== null));
        if (keyIds.size > 1) throw differentKey();
        const [keyId = null] = keyIds;
        if (!(await advance(transaction, organisationId, { ...to, keyId }))) return;
        const digests = new Set(answered.flatMap(({ found }) => found?.document ?? []));
        const wanted = new Map([...digests].map((digest) => [digest, randomness.id()]));
        const subjects = await subjectsFor(transaction, organisationId, wanted, now());
        for (const one of answered) await saveOne(transaction, one, subjects, { addLeaf, policy });
      }),
    );

  const identify = async (
    agent: Agent,
    records: readonly Unidentified[],
    to: { readonly from: number; readonly to: number },
  ): Promise<number> => {
    if (records.length === 0) return 0;
    const published = await configuration.history();
    const questions = records.map((record) => questionOf(record, published));
    await begin(questions);
    const answered = await ask(agent, questions);
    if (answered === null) return 0;
    await settle(answered, to, newestPolicy(published));
    return answered.length;
  };

  let pausedUntilMs = 0;

  return {
    takeUp: () => {
      pausedUntilMs = 0;
      return makeDue(store, organisationId, clock.nowMs());
    },
    askDue: async (agent) => {
      const nowMs = clock.nowMs();
      if (nowMs < pausedUntilMs) return 0;
      try {
        const { position } = await loadProgress(store, organisationId);
        const next = await findNext(store, organisationId, position, together);
        const last = next.at(-1)?.position ?? position;
        const done = await identify(agent, next, { from: position, to: last });
        if (done > 0) return done;
        const unread = await findUnread(store, organisationId, nowMs, together);
        return await identify(agent, unread, { from: position, to: position });
      } catch (error) {
        // A person has to do something first; until then the log is not filled with readings that lead nowhere.
        if (error instanceof Stop) pausedUntilMs = nowMs + unreadDelayMs;
        throw error;
      }
    },
  };
}
