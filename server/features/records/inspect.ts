// Decides about one envelope before anything is stored (S4, R1.2). Pure. The server cannot open the values; it checks that what it
// signs for is whole, sealed to keys of the organisation, captured with a published form and notice, and sent by who captured it.
import { canonicalJson } from '#src/base/canonical-json.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import type { ErrorCode } from '#src/contract/errors.ts';
import { type Envelope, envelope, type SealedClass } from '#src/crypto/envelope.ts';
import { isPermitted } from '#src/domain/access/roles.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { RecordHeader } from '#src/domain/registration/schema.ts';

export type QuarantineReason =
  | Exclude<Extract<ErrorCode, `sync/${string}`>, 'sync/attachments-missing'>
  | 'devices/retired'
  | 'devices/record-rejected';

export interface Sender {
  readonly organisationId: string;
  readonly deviceId: string;
}

function parse(text: string): Envelope | null {
  try {
    const parsed = envelope.safeParse(JSON.parse(text));
    if (!parsed.success) return null;
    // One text per content: repeated or unknown members, which nothing would authenticate, do not survive this comparison.
    return canonicalJson(parsed.data) === text ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Of text whose form was checked; without making the bytes. */
function byteLength(base64url: string): number {
  return Math.floor((base64url.length * 3) / 4);
}

/** Lengths of suite 1: X25519 encapsulation, sealed 32-byte key with tag, GCM nonce, at least a tag of ciphertext. */
function isWhole(sealed: SealedClass): boolean {
  return (
    byteLength(sealed.encapsulation) === 32 &&
    byteLength(sealed.sealedKey) === 48 &&
    byteLength(sealed.iv) === 12 &&
    byteLength(sealed.ciphertext) > 16
  );
}

/** Every configuration in which this service was offered with exactly this form and this notice. */
function offeredIn({ serviceId, form, notice }: RecordHeader, published: readonly Configuration[]): readonly Configuration[] {
  return published.filter(
    (one) =>
      one.services.some(({ id, formId, noticeId }) => id === serviceId && formId === form.id && noticeId === notice.noticeId) &&
      one.forms.some(({ id, version }) => id === form.id && version === form.version) &&
      one.notices.some(({ id, version }) => id === notice.noticeId && version === notice.noticeVersion),
  );
}

/** Somebody else than the reviewer, who may confirm by any configuration ever published. */
function isSecondPerson({ review, secondReview, capturedBy }: RecordHeader, published: readonly Configuration[]): boolean {
  const by = secondReview?.reviewedBy;
  if (by === undefined || by === review.reviewedBy || by === capturedBy) return false;
  return published.some((one) => one.staff.some(({ id, role }) => id === by && isPermitted('registration:confirm', role)));
}

/**
 * Four eyes (R2.4). A service may come to need them while a registration is open: a record is refused for want of them only when no
 * configuration that had its form and notice let the service go without.
 */
function lacksSecondReview(
  header: RecordHeader,
  offered: readonly Configuration[],
  published: readonly Configuration[],
): boolean {
  if (header.secondReview !== undefined) return !isSecondPerson(header, published);
  return offered.every((one) => one.services.some(({ id, needsSecondReview }) => id === header.serviceId && needsSecondReview));
}

const dayMs = 86_400_000;

/**
 * The configurations whose class keys are accepted (R4.2): the newest, and those that were the newest within the policy's days. Raising
 * the days lets in what was refused.
 */
export function keySources(published: readonly Configuration[], nowMs: number): readonly Configuration[] {
  const days = published.at(-1)?.policy.formerClassKeyDays ?? 0;
  return published.filter((_, index) => {
    const next = published[index + 1];
    return next === undefined || nowMs - Date.parse(next.issuedAt) <= days * dayMs;
  });
}

/** Is this the key of that class in any of these configurations? */
export function isClassKnown(name: string, keyId: string, published: readonly Configuration[]): boolean {
  return published.some((one) => one.classes.some((known) => known.name === name && known.sealTo.keyId === keyId));
}

/** A first revision corrects nothing, a later one exactly the revision before it. */
function isChained({ revision, corrects }: RecordHeader): boolean {
  return revision === 1 ? corrects === undefined : corrects?.revision === revision - 1;
}

/** The record's header, or why the record is refused. */
export function inspectEnvelope(
  text: string,
  sender: Sender,
  published: readonly Configuration[],
  keys: readonly Configuration[],
): Result<RecordHeader, QuarantineReason> {
  const parsed = parse(text);
  if (parsed === null) return fail('sync/envelope-invalid');
  const { header, classes } = parsed;
  const sealed = Object.entries(classes);
  if (sealed.length === 0 || !sealed.every(([, one]) => isWhole(one)) || !isChained(header)) return fail('sync/envelope-invalid');
  if (header.organisationId !== sender.organisationId || header.deviceId !== sender.deviceId) return fail('sync/foreign-record');
  const offered = offeredIn(header, published);
  if (offered.length === 0) return fail('sync/form-unknown');
  if (lacksSecondReview(header, offered, published)) return fail('sync/second-review-missing');
  const hashes = (header.attachments ?? []).map(({ contentHash }) => contentHash);
  if (new Set(hashes).size !== hashes.length) return fail('sync/envelope-invalid');
  const areKeysKnown = sealed.every(([name, one]) => isClassKnown(name, one.keyId, keys));
  return areKeysKnown ? ok(header) : fail('sync/class-key-unknown');
}
