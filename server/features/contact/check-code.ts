// A code is spent once, expires, and is counted before it is judged (R3.3): it belongs to one registration at one workstation and to the
// number it was sent to.
import type * as z from 'zod';
import type { Agent } from '#server/kernel/agent/act.ts';
import type { AddLeaf } from '#server/kernel/audit/audit-log.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { codeCheckRequest } from '#src/contract/sync/contact.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import type { ContactFact } from '#src/domain/contact/schema.ts';
import { isSameMac } from '#src/node/crypto/mac.ts';
import { type ContactDependencies, codeDigests, digestPhone, sealedRecipient } from './code-parts.ts';
import { type Code, countAttempt, findFact, insertFact, spendCode } from './store.ts';

type CodeCheck = z.output<typeof codeCheckRequest>;

/** @throws Refusal contact/… @returns the signed fact */
export type CheckCode = (deviceId: string, request: CodeCheck, agent: Agent) => Promise<SignedDocument>;

interface Attempt extends Pick<CodeCheck, 'codeId' | 'recordId' | 'code'> {
  readonly deviceId: string;
  readonly phoneDigest: string;
  readonly mostAttempts: number;
}

interface Compared {
  readonly isRight: boolean;
  readonly isSameNumber: boolean;
}

/** Why a code does not count, or null. */
function objection(code: Code, { isRight, isSameNumber }: Compared, nowMs: number, mostAttempts: number): Refusal | null {
  if (code.state === 'unsent' || code.state === 'replaced') return new Refusal('contact/code-unknown', {});
  if (nowMs >= code.expires_ms) return new Refusal('contact/code-expired', {});
  const left = mostAttempts - code.attempts;
  if (left < 0 || code.state === 'spent') return new Refusal('contact/code-exhausted', {});
  if (!isSameNumber) return new Refusal('contact/number-changed', {});
  if (isRight) return null;
  return left > 0 ? new Refusal('contact/code-wrong', { left }) : new Refusal('contact/code-exhausted', {});
}

export function createCheckCode(dependencies: ContactDependencies): CheckCode {
  const { store, keyRing, clock, audit, organisationId, configuration } = dependencies;
  const now = () => instantFromMs(clock.nowMs());
  const digestOf = codeDigests(keyRing);

  const factOf = (code: Code): ContactFact => ({
    factId: code.code_id,
    recordId: code.record_id,
    way: 'sms-code',
    source: code.source ?? 'sms',
    reference: code.reference,
    outcome: 'confirmed',
    reason: null,
    asked: [],
    by: code.staff_id,
    at: now(),
  });

  /** Is it the code that was sent, to the number it was sent to? */
  const compare = (code: Code, given: string, phoneDigest: string): Compared => {
    const purpose = { codeId: code.code_id, recordId: code.record_id, deviceId: code.device_id, phoneDigest: code.phone_digest };
    const isSameNumber = isSameMac(phoneDigest, code.phone_digest);
    return { isSameNumber, isRight: isSameMac(digestOf(given, purpose), code.code_digest) };
  };

  const spend = async (transaction: Store, addLeaf: AddLeaf, code: Code): Promise<ContactFact> => {
    const fact = factOf(code);
    const { factId, recordId, way, outcome, reason, by: actorId } = fact;
    await spendCode(transaction, code);
    await insertFact(transaction, organisationId, code.device_id, fact);
    addLeaf({ action: 'contact.established', factId, recordId, deviceId: code.device_id, way, outcome, reason, actorId });
    return fact;
  };

  /** The same code again is no second spending: an answer may have been lost. */
  const spentBefore = (transaction: Store, code: Code, { isRight, isSameNumber }: Compared): Promise<ContactFact | null> => {
    const isAgain = code.state === 'spent' && isRight && isSameNumber;
    return isAgain ? findFact(transaction, organisationId, code.code_id) : Promise.resolve(null);
  };

  /** Ends well either way, so that a wrong code stays counted. */
  const judge = async (
    transaction: Store,
    addLeaf: AddLeaf,
    { deviceId, codeId, recordId, code: given, phoneDigest, mostAttempts }: Attempt,
  ): Promise<ContactFact | Refusal> => {
    const code = await countAttempt(transaction, organisationId, { codeId, recordId, deviceId });
    if (code === null) return new Refusal('contact/code-unknown', {});
    const compared = compare(code, given, phoneDigest);
    const before = await spentBefore(transaction, code, compared);
    if (before !== null) return before;
    const refusal = objection(code, compared, clock.nowMs(), mostAttempts);
    if (refusal === null) return spend(transaction, addLeaf, code);
    const reason = refusal.wire.code;
    addLeaf({ action: 'contact.code-refused', codeId, recordId, deviceId, reason, attempt: code.attempts });
    return refusal;
  };

  return async (deviceId, request, agent) => {
    const { digest } = await digestPhone(agent, sealedRecipient(organisationId, deviceId, request));
    const { codeAttempts } = (await configuration.newest()).body.policy.contact;
    const attempt = { ...request, deviceId, phoneDigest: digest, mostAttempts: codeAttempts };
    const judged = await store
      .transaction()
      .execute((transaction) => audit.during(transaction, now(), (addLeaf) => judge(transaction, addLeaf, attempt)));
    if (judged instanceof Refusal) throw judged;
    return keyRing.signDocument('contact-fact', { organisationId, deviceId, fact: { ...judged } });
  };
}
