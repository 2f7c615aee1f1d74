// Corrections (R8.3): what is wanted comes sealed and stays sealed until somebody checks it; an approved one becomes the record's next
// revision, which the agent makes and which is taken in together with the event that says so. The earlier revision stays as it was.

import type { Agent } from '#server/kernel/agent/act.ts';
import { openValues } from '#server/kernel/audit/open-values.ts';
import { lockDevice } from '#server/kernel/store/lock-device.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { dayInChina } from '#src/base/china-time.ts';
import { type Instant, instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { Comparison, RequestAct } from '#src/contract/sync/subject-requests.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { sealedCorrection } from '#src/crypto/sealed-correction.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { RecordHeader } from '#src/domain/registration/schema.ts';
import { placesOf } from '#src/domain/subject-requests/application.ts';
import { proofNoteName } from '#src/domain/subject-requests/proof-note.ts';
import { applicant, checker } from '#src/domain/subject-requests/rules.ts';
import type { RequestEvent, RequestStep } from '#src/domain/subject-requests/schema.ts';
import { openWantedAct, reviseAct } from './agent-acts.ts';
import type { CopyDependencies } from './copy.ts';
import type { Corrections } from './ports.ts';
import { keepProofs, loadProofs, openProofs, type SealedProof } from './proofs.ts';
import type { Steps, StepTaken } from './steps.ts';
import { changeRequest, type Loaded, newestRevisions, type StoredRecord } from './store.ts';
import { formOf, headerOf, recordOf } from './view.ts';

export interface CorrectionDependencies extends CopyDependencies {
  readonly records: Corrections;
  readonly steps: Steps;
}

type ApplyFor = Omit<Extract<RequestAct, { kind: 'apply-for' }>, 'kind'>;
type Meant = Pick<StepTaken, 'actorId' | 'isMeant'>;

interface Application {
  readonly step: Extract<RequestStep, { kind: 'applied-for' }>;
  readonly sealed: string;
}

function applicationOf({ row, events }: Loaded): Application {
  const step = events.findLast((event) => event.step.kind === 'applied-for')?.step;
  if (step?.kind !== 'applied-for' || row.application === null) throw new Refusal('requests/not-now', {});
  return { step, sealed: row.application };
}

async function newestOf(store: Store, organisationId: string, recordId: string): Promise<StoredRecord> {
  const [newest] = await newestRevisions(store, organisationId, [recordId]);
  if (newest === undefined) throw new Refusal('requests/record-changed', {});
  return newest;
}

/** Is this text what it says: about this request and revision, with the classes of these fields and under keys that were published? */
function isFitting(
  asked: ApplyFor,
  organisationId: string,
  places: readonly { readonly className: string }[],
  published: readonly Configuration[],
): boolean {
  const parsed = sealedCorrection.safeParse(parse(asked.sealed));
  if (!parsed.success) return false;
  const { correction, classes } = parsed.data;
  const isAbout =
    correction.organisationId === organisationId &&
    correction.requestId === asked.requestId &&
    correction.recordId === asked.recordId &&
    correction.revision === asked.revision;
  const named = new Set(places.map(({ className }) => className));
  const isOfClasses = Object.keys(classes).length === named.size && Object.keys(classes).every((name) => named.has(name));
  const keys = new Set(published.flatMap((one) => one.classes.map(({ name, sealTo }) => `${name} ${sealTo.keyId}`)));
  return isAbout && isOfClasses && Object.entries(classes).every(([name, { keyId }]) => keys.has(`${name} ${keyId}`));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Takes an application in. @throws Refusal requests/…, internal/invalid-input */
export async function applyFor(
  dependencies: CorrectionDependencies,
  meant: Meant,
  asked: ApplyFor,
  proofs: readonly SealedProof[] = [],
): Promise<void> {
  const { organisationId, configuration, subjects, steps } = dependencies;
  const published = await configuration.history();
  const newest = published.at(-1);
  if (newest === undefined) throw new Refusal('internal/invalid-input', {});
  const { recordId, revision, fields, proof, sealed } = asked;
  await steps.take(asked.requestId, newest.policy, {
    ...meant,
    step: { kind: 'applied-for', recordId, revision, fields, proof },
    alongside: async (transaction, { row }, addLeaf) => {
      const own = await subjects.recordsOf(transaction, row.subject_id);
      if (!own.includes(recordId)) throw new Refusal('requests/subject-unknown', {});
      const stored = await newestOf(transaction, organisationId, recordId);
      if (stored.revision !== revision) throw new Refusal('requests/record-changed', {});
      const form = formOf(headerOf(stored), published);
      const places = form === null ? [] : placesOf(form, fields);
      const isWhole = places.length === fields.length && new Set(fields).size === fields.length;
      if (!isWhole || !isFitting(asked, organisationId, places, published)) throw new Refusal('internal/invalid-input', {});
      await changeRequest(transaction, row, { application: sealed });
      await keepProofs(transaction, { organisationId, requestId: asked.requestId }, proofs, addLeaf);
    },
  });
}

/** What stands there and what is wanted, for whoever checks it. @throws Refusal requests/…, agent/… */
export async function compare(
  dependencies: CorrectionDependencies,
  agent: Agent,
  loaded: Loaded,
  actorId: string,
): Promise<Comparison> {
  const { store, clock, audit, organisationId, configuration } = dependencies;
  const published = await configuration.history();
  const { step, sealed } = applicationOf(loaded);
  const stored = await newestOf(store, organisationId, step.recordId);
  const record = recordOf(stored, published);
  if (record === null) throw new Refusal('requests/record-changed', {});
  const { recordId, revision } = record;
  const fields = placesOf(record.form, step.fields);
  const present = await openValues(
    { ...dependencies, agent },
    { actorId, purpose: 'correction-check', recordId, revision, fields },
  );
  const { request_id: requestId } = loaded.row;
  const proofs = await loadProofs(store, { organisationId, requestId });
  await store.transaction().execute((transaction) =>
    audit.during(transaction, instantFromMs(clock.nowMs()), async (addLeaf) => {
      for (const className of new Set(fields.map((one) => one.className))) {
        addLeaf({ action: 'values.opened', actorId, purpose: 'correction-wanted', recordId, revision, className });
      }
      for (const className of new Set(proofs.map((one) => one.className))) {
        addLeaf({ action: 'values.opened', actorId, purpose: 'correction-proof', recordId, revision, className });
      }
    }),
  );
  const wanted = await agent.ask(openWantedAct, { application: sealed });
  if ('gone' in wanted) throw new Refusal('agent/gone', {});
  if (!wanted.opened) throw new Refusal('agent/sealed-unreadable', {});
  return {
    record,
    lines: step.fields.map((field) => ({ field, present: present[field] ?? '', wanted: wanted.values[field] ?? '' })),
    note: wanted.values[proofNoteName] ?? '',
    proofs: await openProofs(agent, { organisationId, requestId, recordId, revision: step.revision }, proofs),
  };
}

interface Applier {
  readonly deviceId: string;
  readonly branchId: string;
  readonly staffId: string;
}

/**
 * The header of the next revision: everything of the earlier one but who, where, when and why. Pictures stay with the revision they were
 * taken for. Captured by who took the application in, or checked it where the subject made it; of the others, one confirms.
 */
function nextHeader(stored: StoredRecord, events: readonly RequestEvent[], by: Applier, at: Instant): RecordHeader {
  const { attachments: _pictures, secondReview: _former, ...kept } = headerOf(stored);
  const checkedBy = checker(events) ?? by.staffId;
  const capturedBy = applicant(events) ?? checkedBy;
  const second = [checkedBy, by.staffId].find((one) => one !== capturedBy);
  const review = (reviewedBy: string) => ({ reviewedBy, reviewedAt: at, checks: ['correction-checked'] });
  return {
    ...kept,
    branchId: by.branchId,
    deviceId: by.deviceId,
    revision: stored.revision + 1,
    capturedBy,
    review: review(capturedBy),
    ...(second === undefined ? {} : { secondReview: review(second) }),
    corrects: { revision: stored.revision, contentHash: stored.contentHash, reason: 'subject-request' },
    submittedAt: at,
  };
}

/** Why the record's own rules did not take the revision, as staff are told. */
function refusalOf(reason: string): Refusal {
  return new Refusal(reason === 'sync/second-review-missing' ? 'requests/other-person-needed' : 'requests/record-changed', {});
}

/** Makes the next revision and takes it in, once, whatever dies in between. @throws Refusal requests/…, agent/… */
export async function apply(
  dependencies: CorrectionDependencies,
  agent: Agent,
  requestId: string,
  { by, isMeant }: { readonly by: Applier; readonly isMeant: Meant['isMeant'] },
): Promise<void> {
  const { store, clock, audit, organisationId, configuration, records, steps } = dependencies;
  const published = await configuration.history();
  const take = await records.corrections();
  const newest = published.at(-1);
  if (newest === undefined) throw new Refusal('internal/invalid-input', {});
  const meant = { actorId: by.staffId, isMeant };
  const at = instantFromMs(clock.nowMs());

  const plan = await store.transaction().execute(async (transaction) => {
    const loaded = await steps.require(transaction, requestId, newest.policy, { ...meant, step: { kind: 'applied' } });
    const application = applicationOf(loaded);
    const stored = await newestOf(transaction, organisationId, application.step.recordId);
    if (stored.revision !== application.step.revision) throw new Refusal('requests/record-changed', {});
    const { recordId, revision } = application.step;
    await audit.during(transaction, at, async (addLeaf) => {
      for (const className of Object.keys(envelope.parse(JSON.parse(stored.envelope)).classes)) {
        addLeaf({ action: 'values.opened', actorId: by.staffId, purpose: 'correction-apply', recordId, revision, className });
      }
    });
    return { application, stored, header: nextHeader(stored, loaded.events, by, at) };
  });
  const form = formOf(headerOf(plan.stored), published);
  if (form === null) throw new Refusal('requests/record-changed', {});
  const answer = await agent.ask(reviseAct, {
    envelope: plan.stored.envelope,
    application: plan.application.sealed,
    fields: plan.application.step.fields,
    header: plan.header,
    form,
    classKeyIds: Object.fromEntries(newest.classes.map(({ name, sealTo }) => [name, sealTo.keyId])),
    today: dayInChina(clock.nowMs()),
  });
  if ('gone' in answer) throw new Refusal('agent/gone', {});
  if (answer.outcome === 'unreadable') throw new Refusal('agent/sealed-unreadable', {});
  if (answer.outcome === 'unchanged') throw new Refusal('requests/nothing-changed', {});
  if (answer.outcome === 'refused') throw new Refusal('requests/values-refused', { errors: answer.errors });
  const { recordId, revision } = plan.header;
  await steps.take(requestId, newest.policy, {
    ...meant,
    step: { kind: 'applied', recordId, revision },
    before: (transaction) => lockDevice(transaction, organisationId, by.deviceId),
    alongside: async (transaction, _loaded, addLeaf) => {
      const reason = await take(transaction, {
        deviceId: by.deviceId,
        recordId,
        envelope: answer.envelope,
        receivedAt: instantFromMs(clock.nowMs()),
        addLeaf,
      });
      if (reason !== null) throw refusalOf(reason);
    },
  });
}
