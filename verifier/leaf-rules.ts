// What a leaf may look like (docs/audit.md), written down a second time: a leaf with another member, or a value of another shape, is
// a finding, and so is a gap in the numbers that run through the leaves.
import type { JsonObject } from './canonical.ts';

type Shape = (value: unknown) => boolean;

const id: Shape = (value) => typeof value === 'string' && value.length > 0 && value.length <= 200;
const hash: Shape = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const count: Shape = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const truth: Shape = (value) => typeof value === 'boolean';
const time: Shape = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
const date: Shape = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
const orNull =
  (shape: Shape): Shape =>
  (value) =>
    value === null || shape(value);
const oneOf =
  (...values: readonly string[]): Shape =>
  (value) =>
    values.includes(String(value));

const everyLeaf = { action: id, at: time, sequence: count };
const shapes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  'record.accepted': { deviceId: id, recordId: id, revision: count, contentHash: hash, position: count },
  'record.refused': { deviceId: id, reason: id, contentHash: orNull(hash) },
  'record.conflict': { deviceId: id, recordId: id, revision: count, contentHash: hash },
  'attachment.completed': { deviceId: id, contentHash: orNull(hash), sealedBytes: count },
  'configuration.published': { version: count, configurationHash: hash, recoveryKeyId: id },
  'design.published': {
    version: count,
    staffId: id,
    deviceId: id,
    kind: oneOf('form', 'notice', 'service'),
    itemId: id,
    itemVersion: orNull(count),
  },
  'device.code-issued': { branchId: id, expiresAt: time },
  'device.enrolled': { deviceId: id, branchId: id, keyId: id },
  'device.approved': { deviceId: id, actorId: id },
  'device.revoked': { deviceId: id, reason: id, actorId: id },
  'device.replaced': { deviceId: id, newDeviceId: id, actorId: id },
  'record.held-decided': {
    deviceId: id,
    contentHash: hash,
    decision: oneOf('accepted', 'rejected'),
    reason: id,
    actorId: id,
  },
  'device.head-kept': { deviceId: id, headSequence: count, link: hash },
  'device.copy-suspected': { deviceId: id, attention: oneOf('rolled-back', 'cloned') },
  'device.copy-accepted': { deviceId: id },
  'media.taken': { deviceId: id, medium: count, records: count },
  'backup.made': { backupId: id, kind: oneOf('data', 'keys'), bytes: count, position: count },
  'backup.failed': { backupId: id, kind: oneOf('data', 'keys'), reason: id },
  'backup.removed': { backupId: id, kind: oneOf('data', 'keys'), reason: oneOf('retention', 'horizon') },
  'store.restored': { backupId: id, position: count },
  'restore.accepted': { backupId: id, staffId: id, reason: id, position: count },
  'keys.rotated': { kind: oneOf('database', 'class'), keyId: id, className: orNull(id) },
  'server-key.renewed': { serial: count, formerKeyId: id, keyId: id, isEmergency: truth },
  'record.identified': { recordId: id, revision: count, subjectId: orNull(id) },
  'system.client-added': { clientId: id, actorId: id },
  'system.client-revoked': { clientId: id, actorId: id },
  'system.called': { clientId: id, kind: id, subjectId: orNull(id), serviceId: orNull(id), outcome: id },
  'verification.asked': { checkId: id, recordId: id, revision: count, kind: id, attempt: count },
  'verification.answered': {
    checkId: id,
    recordId: id,
    revision: count,
    kind: id,
    source: id,
    outcome: id,
    reason: orNull(id),
  },
  'staff.session-begun': { staffId: id, deviceId: id },
  'staff.session-ended': { staffId: id, deviceId: id },
  'refusals.counted': { code: id, count, since: time },
  'staff.passphrase-changed': { staffId: id, deviceId: id, version: count },
  'staff.passphrase-reset': { staffId: id, actorId: id, version: count },
  'staff.refused': { staffId: id, deviceId: id, permission: id, reason: id },
  'records.listed': { staffId: id, deviceId: id, kind: oneOf('filter', 'document'), records: count },
  'statistics.read': { staffId: id, deviceId: id, period: id },
  'values.refused': { actorId: id, deviceId: id, purpose: id, recordId: id, className: id, reason: id },
  'online.proof-asked': { proofId: id },
  'online.proof-unanswered': { proofId: id },
  'online.proven': { proofId: id, subjectId: id },
  'day.taken': {
    deviceId: id,
    branchId: id,
    kind: id,
    day: date,
    closing: count,
    contentHash: hash,
    carrierId: id,
  },
  'contact.code-asked': { codeId: id, recordId: id, deviceId: id, actorId: id },
  'contact.code-settled': { codeId: id, recordId: id, outcome: id, source: orNull(id), reason: orNull(id) },
  'contact.code-refused': { codeId: id, recordId: id, deviceId: id, reason: id, attempt: count },
  'contact.established': {
    factId: id,
    recordId: id,
    deviceId: id,
    way: id,
    outcome: id,
    reason: orNull(id),
    actorId: id,
  },
  'contact.call-checked': { factId: id, recordId: id, outcome: id, source: id, reason: orNull(id) },
  'contact.notice-settled': {
    noticeId: id,
    recordId: id,
    template: id,
    outcome: id,
    source: orNull(id),
    reason: orNull(id),
  },
  'request.proof-kept': { requestId: id, pictures: count },
  'request.step': { requestId: id, kind: id, step: id, actorId: orNull(id), reason: orNull(id) },
  'restriction.counted': { subjectId: id, checkId: id, recordId: id, revision: count, reason: id, failures: count },
  'restriction.begun': { subjectId: id, failures: count },
  'restriction.decided': { subjectId: id, staffId: id, deviceId: id, decision: id, reason: id, points: orNull(id) },
  'restriction.listed': { staffId: id, deviceId: id, items: count },
  'picture.opened': { actorId: id, purpose: id, recordId: id, revision: count, className: id, attachmentId: id },
  'values.opened': { actorId: id, purpose: id, recordId: id, revision: count, className: id },
};

export function hasShape(leaf: JsonObject): boolean {
  const { action } = leaf;
  const own = Object.hasOwn(shapes, String(action)) ? shapes[String(action)] : undefined;
  if (own === undefined) return false;
  const wanted: Readonly<Record<string, Shape>> = { ...everyLeaf, ...own };
  const names = Object.keys(leaf);
  return names.length === Object.keys(wanted).length && names.every((name) => wanted[name]?.(leaf[name]) === true);
}

interface RunningNumber {
  readonly action: string;
  readonly member: string;
}

const runningNumbers: readonly RunningNumber[] = [
  { action: 'record.accepted', member: 'position' },
  { action: 'configuration.published', member: 'version' },
];

/** Numbers that the server gives one after the other; the first one seen may be any, because the log may be younger than they are. */
export class RunningNumbers {
  readonly #last = new Map<string, number>();

  /** Does this leaf go on where the last of its kind ended? */
  goesOn(leaf: JsonObject): boolean {
    // What was given between the restored state and this leaf is lost: numbers may begin anew, and jump.
    if (leaf.action === 'store.restored') this.#last.clear();
    // After a theft of the server's key the next version is far beyond what the thief can have signed.
    if (leaf.action === 'server-key.renewed' && leaf.isEmergency === true) this.#last.delete('configuration.published');
    const running = runningNumbers.find(({ action }) => action === leaf.action);
    if (running === undefined) return true;
    const number = Number(leaf[running.member]);
    const last = this.#last.get(running.action);
    this.#last.set(running.action, number);
    return last === undefined || number === last + 1;
  }
}
