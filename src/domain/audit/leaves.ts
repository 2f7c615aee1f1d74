// Leaves of the server's audit tree (R1.3, R10.4): one canonical JSON text for each act, written in the act's own transaction. A leaf
// names ids, codes, versions and counts, and hashes only of what holds fresh random bytes (sealed envelopes, sealed attachments, a
// signed configuration with its salted verifiers, links of device chains): nothing in it is personal data or could be guessed back
// to it. test/architecture checks these keys.
import * as z from 'zod';
import { utf8 } from '#src/base/bytes.ts';
import { canonicalJson, type Json } from '#src/base/canonical-json.ts';
import { instant } from '#src/base/instant.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Chosen by the organisation or made at random; never typed by a subject. */
const id = z.string().min(1).max(200);
const count = z.int().nonnegative();
const attention = z.enum(['rolled-back', 'cloned']);

const leaf = <A extends string, S extends z.ZodRawShape>(action: A, members: S) =>
  z.strictObject({ action: z.literal(action), ...members });

/** What an act says of itself; the log adds when and which leaf it is. */
export const auditAct = z.discriminatedUnion('action', [
  leaf('record.accepted', { deviceId: id, recordId: id, revision: count, contentHash: hash, position: count }),
  /** Without a hash when the bytes were no envelope: what they are is unknown, and so is whether they could be guessed. */
  leaf('record.refused', { deviceId: id, reason: id, contentHash: hash.nullable() }),
  leaf('record.conflict', { deviceId: id, recordId: id, revision: count, contentHash: hash }),
  leaf('attachment.completed', { deviceId: id, contentHash: hash.nullable(), sealedBytes: count }),
  leaf('configuration.published', { version: count, configurationHash: hash, recoveryKeyId: id }),
  leaf('design.published', {
    version: count,
    staffId: id,
    deviceId: id,
    kind: z.enum(['form', 'notice', 'service']),
    itemId: id,
    itemVersion: count.nullable(),
  }),
  leaf('device.code-issued', { branchId: id, expiresAt: instant }),
  leaf('device.enrolled', { deviceId: id, branchId: id, keyId: id }),
  leaf('device.approved', { deviceId: id, actorId: id }),
  leaf('device.revoked', { deviceId: id, reason: id, actorId: id }),
  leaf('device.replaced', { deviceId: id, newDeviceId: id, actorId: id }),
  /** What a workstation that was taken out of service had left behind was decided on; an accepted one has its own leaf too. */
  leaf('record.held-decided', {
    deviceId: id,
    contentHash: hash,
    decision: z.enum(['accepted', 'rejected']),
    reason: id,
    actorId: id,
  }),
  leaf('device.head-kept', { deviceId: id, headSequence: count, link: hash }),
  leaf('device.copy-suspected', { deviceId: id, attention }),
  leaf('device.copy-accepted', { deviceId: id }),
  /** A medium was read to its end and answered; each of its records has its own leaf. */
  leaf('media.taken', { deviceId: id, medium: count, records: count }),
  /** A workstation's closed day, or a branch's; the hash is over a text that holds a link of the device's audit chain. */
  leaf('day.taken', {
    deviceId: id,
    branchId: id,
    kind: id,
    day: z.iso.date(),
    closing: count,
    contentHash: hash,
    carrierId: id,
  }),
  /** Restored into a scratch place and compared before this leaf was written. */
  leaf('backup.made', { backupId: id, kind: z.enum(['data', 'keys']), bytes: count, position: count }),
  leaf('backup.failed', { backupId: id, kind: z.enum(['data', 'keys']), reason: id }),
  leaf('backup.removed', { backupId: id, kind: z.enum(['data', 'keys']), reason: z.enum(['retention', 'horizon']) }),
  /** The first leaf after the restored state: what the server did between that state and this leaf is lost. */
  leaf('store.restored', { backupId: id, position: count }),
  /** A person answers for what was lost between the restored state and now. */
  leaf('restore.accepted', { backupId: id, staffId: id, reason: id, position: count }),
  /** A generation of keys: the id of the new key; of a class, which. */
  leaf('keys.rotated', { kind: z.enum(['database', 'class']), keyId: id, className: id.nullable() }),
  /** The server signs with another key from here on. */
  leaf('server-key.renewed', { serial: count, formerKeyId: id, keyId: id, isEmergency: z.boolean() }),
  /** The values were given to the agent that asks; `values.opened` stands before it for each class. */
  leaf('verification.asked', { checkId: id, recordId: id, revision: count, kind: id, attempt: count }),
  leaf('verification.answered', {
    checkId: id,
    recordId: id,
    revision: count,
    kind: id,
    source: id,
    outcome: id,
    reason: id.nullable(),
  }),
  /** A person proved who they are, for some minutes at this workstation; ended by themselves or by their workstation. */
  leaf('staff.session-begun', { staffId: id, deviceId: id }),
  leaf('staff.session-ended', { staffId: id, deviceId: id }),
  /** Chosen by the person at a workstation. Neither it nor its verifier is named. */
  leaf('staff.passphrase-changed', { staffId: id, deviceId: id, version: count }),
  /** A random one was made by an administrator's command; the person has to choose their own. */
  leaf('staff.passphrase-reset', { staffId: id, actorId: id, version: count }),
  /** Asked for what their role, or their clearance, does not allow. */
  leaf('staff.refused', { staffId: id, deviceId: id, permission: id, reason: id }),
  /** What was refused since, up to this leaf, of one code: sign-ins, signatures, enrolment codes, permissions. */
  leaf('refusals.counted', { code: id, count: count, since: instant }),
  /** Whom a revision is about: a random id; null: its form asks for no document. */
  leaf('record.identified', { recordId: id, revision: count, subjectId: id.nullable() }),
  /** A code was made for a registration and given to the agent, which opens the number; how that went. */
  leaf('contact.code-asked', { codeId: id, recordId: id, deviceId: id, actorId: id }),
  leaf('contact.code-settled', { codeId: id, recordId: id, outcome: id, source: id.nullable(), reason: id.nullable() }),
  leaf('contact.code-refused', { codeId: id, recordId: id, deviceId: id, reason: id, attempt: count }),
  /** Whether a subject was reached: by a code that was typed, or as a clerk says of a call. */
  leaf('contact.established', {
    factId: id,
    recordId: id,
    deviceId: id,
    way: id,
    outcome: id,
    reason: id.nullable(),
    actorId: id,
  }),
  /** What a telephone system said of a call that a clerk recorded. */
  leaf('contact.call-checked', {
    factId: id,
    recordId: id,
    outcome: id,
    source: id,
    reason: id.nullable(),
  }),
  leaf('contact.notice-settled', {
    noticeId: id,
    recordId: id,
    template: id,
    outcome: id,
    source: id.nullable(),
    reason: id.nullable(),
  }),
  /** A page of references; none of them was opened. */
  leaf('records.listed', { staffId: id, deviceId: id, kind: z.enum(['filter', 'document']), records: count }),
  /** Counts of a week or a year, without a value. */
  leaf('statistics.read', { staffId: id, deviceId: id, period: id }),
  leaf('values.refused', { actorId: id, deviceId: id, purpose: id, recordId: id, className: id, reason: id }),
  /** A step of a subject's request (R8.1–R8.3); without an actor the subject's own. */
  leaf('request.step', { requestId: id, kind: id, step: id, actorId: id.nullable(), reason: id.nullable() }),
  /** Pictures came with the subject's application: how many. */
  leaf('request.proof-kept', { requestId: id, pictures: count }),
  leaf('system.client-added', { clientId: id, actorId: id }),
  leaf('system.client-revoked', { clientId: id, actorId: id }),
  /** One of the organisation's own systems asked or told something (R3.4): what, about whom, and what came of it, as codes. */
  leaf('system.called', { clientId: id, kind: id, subjectId: id.nullable(), serviceId: id.nullable(), outcome: id }),
  /** A refuted revision of one of the subject's records was counted; `failures` since the last release. */
  leaf('restriction.counted', { subjectId: id, checkId: id, recordId: id, revision: count, reason: id, failures: count }),
  leaf('restriction.begun', { subjectId: id, failures: count }),
  /** A named person decided; `points` of a further check, parted by spaces. */
  leaf('restriction.decided', { subjectId: id, staffId: id, deviceId: id, decision: id, reason: id, points: id.nullable() }),
  leaf('restriction.listed', { staffId: id, deviceId: id, items: count }),
  /** Somebody named a document. Either way one more leaf follows, so that the length of the log tells nobody whether it is known. */
  leaf('online.proof-asked', { proofId: id }),
  leaf('online.proof-unanswered', { proofId: id }),
  leaf('online.proven', { proofId: id, subjectId: id }),
  /** One picture of a record; `revision` is the one it was taken for. */
  leaf('picture.opened', {
    actorId: id,
    purpose: id,
    recordId: id,
    revision: count,
    className: id,
    attachmentId: id,
  }),
  leaf('values.opened', { actorId: id, purpose: id, recordId: id, revision: count, className: id }),
]);
export type AuditAct = z.infer<typeof auditAct>;

export interface LeafPlace {
  /** 0 for the first leaf of the organisation; dense. */
  readonly sequence: number;
  readonly at: string;
}

/** The exact text of a leaf: what is stored, hashed and handed out. */
export function leafText(act: AuditAct, { sequence, at }: LeafPlace): string {
  return canonicalJson({ ...auditAct.parse(act), sequence, at } satisfies Json);
}

/** Length prefix of an entry bundle (C2SP tlog-tiles): two bytes. */
export const largestLeafBytes = 65_535;

export function leafBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = utf8(text);
  if (bytes.length > largestLeafBytes) throw new Error('a leaf is too long for an entry bundle');
  return bytes;
}
