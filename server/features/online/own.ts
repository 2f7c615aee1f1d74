// What a subject who has proved who they are may see and ask (R8.1, R8.3). Looking at their records is a query like one at a counter, opened
// and answered at once; a correction is checked by the form's rules, sealed, and decided by a person.

import type { Agent } from '#server/kernel/agent/act.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { dateInChina } from '#src/base/china-time.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { PageAnswer } from '#src/contract/online/index.ts';
import type { CorrectRequest, OwnRequest } from '#src/contract/online/own.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { formFor } from '#src/domain/forms/parties.ts';
import { checkField, hasConsent } from '#src/domain/forms/rules.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { groupWanted } from '#src/domain/subject-requests/application.ts';
import { proofClassOf } from '#src/domain/subject-requests/proof-pictures.ts';
import { sealCorrection } from '#src/node/crypto/sealing.ts';
import { checkPictures, sealPictures } from './pictures.ts';
import type { AnswersRequests, KnowsVerification, PublishedConfigurations, Subjects } from './ports.ts';
import { findRevision } from './store.ts';

export interface OwnDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly organisationId: string;
  readonly agent: Agent;
  readonly configuration: PublishedConfigurations;
  readonly subjects: Subjects;
  readonly requests: AnswersRequests;
  readonly verification: KnowsVerification;
}

export interface OwnRecords {
  /** @param queryId one for each proof: asked again, the same query @throws Refusal requests/…, agent/… */
  readonly copy: (subjectId: string, queryId: string) => Promise<PageAnswer<'copy'>>;
  readonly requests: (subjectId: string) => Promise<PageAnswer<'requests'>>;
  /** Once for each request id. @throws Refusal requests/…, attachments/…, registration/invalid */
  readonly correct: (subjectId: string, asked: CorrectRequest) => Promise<PageAnswer<'requests'>>;
}

type Listed = Awaited<ReturnType<AnswersRequests['list']>>[number];

function shownRequest({ requestId, number, requestKind, openedAt, state, deadline, events }: Listed): OwnRequest {
  const applied = events.findLast(({ step }) => step.kind === 'applied-for')?.step;
  const refused = events.findLast(({ step }) => step.kind === 'refused')?.step;
  return {
    requestId,
    number,
    requestKind,
    openedAt,
    state,
    deadline,
    fields: applied?.kind === 'applied-for' ? [...applied.fields] : [],
    recordId: applied?.kind === 'applied-for' ? applied.recordId : null,
    reason: refused?.kind === 'refused' ? refused.reason : null,
  };
}

export function createOwnRecords(dependencies: OwnDependencies): OwnRecords {
  const { store, clock, organisationId, agent, configuration, subjects, requests, verification } = dependencies;

  const list = async (subjectId: string) => ({ requests: (await requests.list(subjectId)).map(shownRequest) });

  const isAppliedFor = async (subjectId: string, requestId: string): Promise<boolean> =>
    (await list(subjectId)).requests.some((one) => one.requestId === requestId && one.recordId !== null);

  /** The form of a record of theirs, as they were asked it. @throws Refusal requests/subject-unknown, requests/record-changed */
  const ownForm = async (subjectId: string, { recordId, revision }: CorrectRequest): Promise<FormDefinition> => {
    const own = await subjects.recordsOf(store, subjectId);
    if (!own.includes(recordId)) throw new Refusal('requests/subject-unknown', {});
    const text = await findRevision(store, organisationId, recordId, revision);
    const header = text === null ? null : envelope.parse(JSON.parse(text)).header;
    const forms = (await configuration.history()).flatMap((one) => one.forms);
    const form = forms.find(({ id, version }) => id === header?.form.id && version === header.form.version);
    if (header === null || form === undefined) throw new Refusal('requests/record-changed', {});
    const asked = formFor(form, header.notice.acceptedBy ?? 'subject');
    return { ...asked, fields: asked.fields.filter(({ part, name }) => part === 'core' || hasConsent(header.consents, name)) };
  };

  /** By the rules the record itself was checked by. @throws Refusal registration/invalid, internal/invalid-input */
  const checkWanted = (form: FormDefinition, values: FieldValues): FieldValues => {
    const wanted = form.fields.filter(({ name, input }) => values[name] !== undefined && input.kind !== 'image');
    if (wanted.length === 0 || wanted.length !== Object.keys(values).length) throw new Refusal('internal/invalid-input', {});
    const verdicts = wanted.map((field) => [field.name, checkField(field, values, dateInChina(clock.nowMs()))] as const);
    const errors = verdicts.flatMap(([, verdict]) => (verdict.ok ? [] : [verdict.error]));
    if (errors.length > 0) throw new Refusal('registration/invalid', { errors });
    return Object.fromEntries(verdicts.flatMap(([name, verdict]) => (verdict.ok ? [[name, verdict.value]] : [])));
  };

  return {
    requests: list,

    copy: async (subjectId, queryId) => {
      await requests.open(subjectId, queryId, 'query');
      const copy = await requests.answer(agent, subjectId, queryId);
      const { requiredChecks } = (await configuration.newest()).body.policy;
      const states = await verification.statesOf(store, copy.records, requiredChecks);
      const stands = copy.records.flatMap(({ recordId }, index) =>
        states[index] === undefined ? [] : [[recordId, states[index]]],
      );
      return { copy, verification: Object.fromEntries(stands) };
    },

    correct: async (subjectId, asked) => {
      const { requestId, recordId, revision, proof, note } = asked;
      const form = await ownForm(subjectId, asked);
      const wanted = checkWanted(form, asked.values);
      if (await isAppliedFor(subjectId, requestId)) return list(subjectId);
      const pictures = checkPictures(asked.pictures);
      const classKeys = Object.fromEntries((await configuration.newest()).body.classes.map(({ name, sealTo }) => [name, sealTo]));
      const correction = { organisationId, requestId, recordId, revision };
      const sealed = await sealCorrection({ correction, groups: groupWanted(form, wanted, note.trim()), classKeys });
      const proofs = await sealPictures(correction, pictures, proofClassOf(form), classKeys);
      await requests.open(subjectId, requestId, 'correction');
      const application = { requestId, recordId, revision, fields: Object.keys(wanted), proof, sealed };
      await requests.applyFor(subjectId, application, proofs).catch(async (error: unknown) => {
        // Another click was quicker.
        if (!(await isAppliedFor(subjectId, requestId))) throw error;
      });
      return list(subjectId);
    },
  };
}
