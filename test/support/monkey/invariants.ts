// What must hold whatever was done to the screens. Judged from the stores of both sides, never from what a screen said.
import type { AuditEvent } from '#src/domain/audit/events.ts';
import { checkFormOf, formFor } from '#src/domain/forms/parties.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { FieldValues, RecordHeader } from '#src/domain/registration/schema.ts';
import type { Evidence, ServerRecord } from './evidence.ts';

type Judge = (evidence: Evidence) => readonly string[];

/** Acts of a person on a registration; only whoever began it may do them. */
const ownActs = new Set<AuditEvent['action']>([
  'notice.accepted',
  'consent.decided',
  'registration.reviewed',
  'registration.resumed',
  'registration.submitted',
  'registration.discarded',
]);

function about({ trail }: Evidence, id: string): readonly AuditEvent[] {
  return trail.filter(({ subjectId }) => subjectId === id);
}

/** Every registration there is a trace of. */
function ids(evidence: Evidence): readonly string[] {
  const touched = evidence.trail.filter(({ action }) => ownActs.has(action)).map(({ subjectId }) => subjectId ?? '');
  const held = [...evidence.records, ...evidence.serverRecords].map(({ recordId }) => recordId);
  return [...new Set([...evidence.registrations.map(({ id }) => id), ...held, ...touched])];
}

function repeated(keys: readonly string[]): readonly string[] {
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
}

/** The configuration the workstation worked by when an event happened: the last it applied before. */
function configurationAt({ configurations, trail }: Evidence, sequence: number): Configuration | undefined {
  const applied = trail.findLast(
    (event) => event.sequence < sequence && (event.action === 'configuration.applied' || event.action === 'device.enrolled'),
  );
  return configurations.find(({ version }) => version === applied?.detail.version);
}

function formOf({ configurations }: Evidence, { form }: RecordHeader): FormDefinition | undefined {
  return configurations.flatMap(({ forms }) => forms).find(({ id, version }) => id === form.id && version === form.version);
}

/** The form as it was asked of whoever accepted the notice. */
function askedForm(evidence: Evidence, header: RecordHeader): FormDefinition | undefined {
  const form = formOf(evidence, header);
  return form === undefined ? undefined : formFor(form, header.notice.acceptedBy ?? 'subject');
}

const chainIsWhole: Judge = ({ brokenLink }) => (brokenLink === null ? [] : [`the audit chain is broken at event ${brokenLink}`]);

const beforeAcceptance: ReadonlySet<string> = new Set(['signature.given', 'signature.declined']);

/** R2.5: acceptance is the first thing that happened to a registration, once, of the notice that was current then. */
const noticeFirst: Judge = (evidence) =>
  ids(evidence).flatMap((id) => {
    // The signature of the notice, or its refusal, belongs to the acceptance and is recorded just before it.
    const [first, ...later] = about(evidence, id).filter(({ action }) => !beforeAcceptance.has(action));
    if (first?.action !== 'notice.accepted')
      return [`${id}: begins with ${first?.action ?? 'nothing'} and not with an accepted notice`];
    const again = later.some(({ action }) => action === 'notice.accepted') ? [`${id}: two notices were accepted`] : [];
    const notice = configurationAt(evidence, first.sequence)?.notices.find((one) => one.id === first.detail.noticeId);
    const isCurrent = notice?.version === first.detail.noticeVersion;
    return isCurrent
      ? again
      : [...again, `${id}: notice version ${first.detail.noticeVersion} was not current (${notice?.version})`];
  });

/** What travels with the record is what was recorded when it happened. */
const headerTellsTheNotice: Judge = (evidence) =>
  [...evidence.records, ...evidence.serverRecords].flatMap(({ recordId, header }) => {
    const accepted = about(evidence, recordId).find(({ action }) => action === 'notice.accepted');
    const { notice } = header;
    const fits =
      accepted?.detail.noticeId === notice.noticeId &&
      accepted.detail.noticeVersion === notice.noticeVersion &&
      accepted.detail.language === notice.language &&
      accepted.detail.serviceId === header.serviceId;
    return fits ? [] : [`${recordId}: its header names another notice than the trail`];
  });

/** R2.4: reviewed after the last answer that changed what was reviewed, and before it was submitted, with every point. */
const reviewedBeforeSubmission: Judge = (evidence) =>
  evidence.records.flatMap(({ recordId, header }) => {
    const events = about(evidence, recordId);
    const submitted = events.findIndex(({ action }) => action === 'registration.submitted');
    const before = events.slice(0, Math.max(0, submitted));
    const review = before.findLastIndex(({ action }) => action === 'registration.reviewed');
    const decision = before.findLastIndex(({ action }) => action === 'consent.decided');
    const problems: string[] = [];
    if (submitted < 0) problems.push(`${recordId}: no submission in the trail`);
    if (review < 0 || review < decision) problems.push(`${recordId}: submitted without a review of what was submitted`);
    const form = askedForm(evidence, header);
    const missing = form?.reviewChecks.filter(({ id }) => !header.review.checks.includes(id)).map(({ id }) => id) ?? ['form'];
    if (missing.length > 0) problems.push(`${recordId}: its review lacks ${missing.join(', ')}`);
    if (header.review.reviewedBy !== header.capturedBy) problems.push(`${recordId}: reviewed by somebody else`);
    return problems;
  });

/** Four eyes: where the service asks for it, somebody else confirmed after the last review. */
const confirmedWhereAsked: Judge = (evidence) =>
  evidence.records.flatMap(({ recordId, header }) => {
    const accepted = about(evidence, recordId)[0]?.sequence ?? 0;
    const service = configurationAt(evidence, accepted)?.services.find(({ id }) => id === header.serviceId);
    if (service?.needsSecondReview !== true) return [];
    const confirmedBy = header.secondReview?.reviewedBy;
    return confirmedBy === undefined || confirmedBy === header.capturedBy
      ? [`${recordId}: not confirmed by a second person`]
      : [];
  });

function consentProblems(
  evidence: Evidence,
  { recordId, header, values }: ServerRecord,
  form: FormDefinition,
): readonly string[] {
  const supplementary = form.fields.filter(({ part, name }) => part === 'supplementary' && values[name] !== undefined);
  const decisions = about(evidence, recordId).filter(({ action }) => action === 'consent.decided');
  return supplementary.flatMap(({ name }) => {
    const inHeader = header.consents.findLast(({ field }) => field === name)?.agreed === true;
    const inTrail = decisions.findLast(({ detail }) => detail.field === name)?.detail.agreed === true;
    return inHeader && inTrail ? [] : [`${recordId}: ${name} was kept without a consent`];
  });
}

/** R2.6, R3.1: only what was agreed to, and nothing that the form's own rules refuse. */
const valuesAreAllowed: Judge = (evidence) => {
  const [year = 0, month = 0, day = 0] = evidence.today.slice(0, 10).split('-').map(Number);
  return evidence.serverRecords.flatMap((held) => {
    const record = { ...held, values: { ...held.values, ...imagesOf(held.header) } };
    const form = formOf(evidence, record.header);
    if (form === undefined) return [`${record.recordId}: its form was never published`];
    const { acceptedBy = 'subject' } = record.header.notice;
    const checked = checkFormOf(acceptedBy, form, record.values, record.header.consents, { year, month, day });
    const refused = checked.ok ? [] : checked.error.map(({ field, code }) => `${record.recordId}: ${field} is refused: ${code}`);
    const unknown = Object.keys(record.values).filter(
      (name) => !formFor(form, acceptedBy).fields.some((field) => field.name === name),
    );
    return [
      ...refused,
      ...unknown.map((name) => `${record.recordId}: ${name} is not asked by the form`),
      ...consentProblems(evidence, record, form),
    ];
  });
};

/** The ids of its images, by field: what the form's rules look for in their place. */
function imagesOf({ attachments = [] }: RecordHeader): FieldValues {
  const images = attachments.filter(({ field }) => !field.endsWith('-signature'));
  return Object.fromEntries(images.map(({ field, id }) => [field, id]));
}

/** R2.5, R4.7: where form or notice ask for handwriting, the record carries it, or why there is none. */
const signedWhereAsked: Judge = (evidence) =>
  evidence.records.flatMap(({ recordId, header }) => {
    const accepted = about(evidence, recordId).find(({ action }) => action === 'notice.accepted');
    const notice = configurationAt(evidence, accepted?.sequence ?? 0)?.notices.find(({ id }) => id === header.notice.noticeId);
    const wanted = { form: askedForm(evidence, header)?.signature, notice: notice?.signature } as const;
    return (['form', 'notice'] as const).flatMap((place) => {
      const isSigned = header.attachments?.some(({ field }) => field === `${place}-signature`) === true;
      const isDeclined = header.declinedSignatures?.some((declined) => declined.place === place) === true;
      const isMissing = wanted[place] !== undefined && !isSigned && (wanted[place].need === 'required' || !isDeclined);
      return isMissing ? [`${recordId}: the ${place} is not signed`] : [];
    });
  });

/** S4: one record is one record, wherever it is. */
const nothingTwice: Judge = (evidence) => {
  const keyOf = ({ recordId, revision }: { readonly recordId: string; readonly revision: number }) =>
    `${recordId} revision ${revision}`;
  const submissions = evidence.trail
    .filter(({ action }) => action === 'registration.submitted')
    .map(({ subjectId }) => subjectId ?? '');
  return [
    ...repeated(evidence.records.map(keyOf)).map((key) => `${key}: twice on the workstation`),
    ...repeated(evidence.queue.map(keyOf)).map((key) => `${key}: twice in the queue`),
    ...repeated(evidence.serverRecords.map(keyOf)).map((key) => `${key}: twice on the server`),
    ...repeated(evidence.serverRecords.map(({ position }) => `position ${position}`)).map((key) => `${key}: given twice`),
    ...repeated(submissions).map((id) => `${id}: submitted twice`),
  ];
};

/** S4: what was submitted is there, what is there was submitted, and both sides hold the same bytes. */
const nothingLostOrInvented: Judge = (evidence) => {
  const submitted = evidence.trail.filter(({ action }) => action === 'registration.submitted').map(({ subjectId }) => subjectId);
  const held = new Map(evidence.records.map((record) => [`${record.recordId} ${record.revision}`, record]));
  return [
    ...submitted
      .filter((id) => !evidence.records.some(({ recordId }) => recordId === id))
      .map((id) => `${id}: submitted and lost`),
    ...evidence.records
      .filter(({ recordId, revision }) => !evidence.queue.some((row) => row.recordId === recordId && row.revision === revision))
      .map(({ recordId }) => `${recordId}: not in the queue`),
    ...evidence.serverRecords
      .filter(({ recordId, revision, contentHash }) => held.get(`${recordId} ${revision}`)?.contentHash !== contentHash)
      .map(({ recordId }) => `${recordId}: the server holds something else`),
  ];
};

/** 已同步 only with a receipt that verifies, of what the server really holds. */
const syncedIsTrue: Judge = ({ queue, serverRecords }) =>
  queue
    .filter(({ state }) => state === 'synced')
    .filter(({ recordId, revision, verifiedPosition }) => {
      const there = serverRecords.find((record) => record.recordId === recordId && record.revision === revision);
      return verifiedPosition === null || there?.position !== verifiedPosition;
    })
    .map(({ recordId }) => `${recordId}: says synced without a true receipt`);

/** S6: a registration belongs to whoever began it, and was offered to nobody else. */
const ownersOnly: Judge = (evidence) => {
  const begunBy = new Map(
    evidence.trail.filter(({ action }) => action === 'notice.accepted').map(({ subjectId, actorId }) => [subjectId, actorId]),
  );
  const staff = evidence.configurations.flatMap((configuration) => configuration.staff);
  const idOf = (number: string) => staff.find((member) => member.number === number)?.id;
  return [
    ...evidence.trail
      .filter(
        ({ action, subjectId, actorId }) => ownActs.has(action) && begunBy.has(subjectId) && begunBy.get(subjectId) !== actorId,
      )
      .map(({ action, subjectId }) => `${subjectId}: ${action} by somebody who did not begin it`),
    ...evidence.registrations
      .filter(({ id, begunBy: owner }) => begunBy.get(id) !== owner)
      .map(({ id }) => `${id}: belongs to somebody who did not begin it`),
    ...evidence.records
      .filter(({ recordId, header }) => begunBy.get(recordId) !== header.capturedBy)
      .map(({ recordId }) => `${recordId}: captured by somebody who did not begin it`),
    ...evidence.offered.flatMap(({ staffNumber, registrationIds }) =>
      registrationIds
        .filter((id) => begunBy.get(id) !== idOf(staffNumber))
        .map((id) => `${id}: was offered to ${staffNumber}, who did not begin it`),
    ),
  ];
};

/** R4.7: what was submitted is sealed and nowhere plain. */
const submittedIsSealed: Judge = ({ registrations }) =>
  registrations
    .filter(({ state, holdsValues }) => state === 'submitted' && holdsValues)
    .map(({ id }) => `${id}: submitted, and its values still lie in the store`);

const nothingUnexpected: Judge = ({ unexpected }) => unexpected.map((line) => `in the log: ${line}`);

const judges: readonly Judge[] = [
  chainIsWhole,
  noticeFirst,
  headerTellsTheNotice,
  reviewedBeforeSubmission,
  confirmedWhereAsked,
  signedWhereAsked,
  valuesAreAllowed,
  nothingTwice,
  nothingLostOrInvented,
  syncedIsTrue,
  ownersOnly,
  submittedIsSealed,
  nothingUnexpected,
];

/** Everything that does not hold, one line each. */
export function violations(evidence: Evidence): readonly string[] {
  return judges.flatMap((judge) => judge(evidence));
}
