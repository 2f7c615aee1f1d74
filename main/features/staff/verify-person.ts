// Is this the person (R7.1, S2)? An attempt is counted before the passphrase is looked at and forgiven after it was right, so neither
// many calls at once nor ending the program gives a free guess. Refusals are audited; what was typed is not.
import { Refusal } from '#src/contract/errors.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { missingClearance, normalStaffNumber, waitSeconds } from '#src/domain/staff/gate.ts';
import type { Credentials, Session, StaffMember } from '#src/domain/staff/schema.ts';
import { decoyVerifier, verifyPassphrase } from '#src/node/crypto/passphrase.ts';
import type { StaffPorts } from './ports.ts';
import { clearFailures, loadFailures, saveFailures } from './store.ts';

/** Why a person whose passphrase is right may still not work, or null. */
export function gate(ports: StaffPorts, configuration: Configuration, member: StaffMember): Refusal | null {
  if (!member.isActive) return new Refusal('staff/inactive', {});
  const today = ports.time.businessDay();
  const missing = missingClearance(member.clearance, today);
  if (missing.length > 0) return new Refusal('staff/not-cleared', { missing });
  const days = ports.time.daysSinceVerified();
  return days >= configuration.policy.offlineSignInDays ? new Refusal('staff/offline-too-long', { days }) : null;
}

export type RefusedAs = 'staff.sign-in-refused' | 'staff.step-up-refused';

/** Records a refusal durably and throws it. */
export function refuse(ports: StaffPorts, action: RefusedAs, subjectId: string | null, refusal: Refusal): never {
  ports.store.write((transaction) => {
    ports.trail.append(transaction, { action, actorId: null, subjectId, detail: { code: refusal.wire.code } });
  });
  throw refusal;
}

/** Counts one attempt as failed, or says how long to wait. */
function countAttempt(ports: StaffPorts, configuration: Configuration, failureKey: string): number {
  const nowMs = ports.time.decisionMs();
  return ports.store.write((transaction) => {
    const failures = loadFailures(transaction, failureKey);
    const wait = waitSeconds(failures, nowMs, configuration.policy);
    if (wait === 0) saveFailures(transaction, failureKey, { count: failures.count + 1, lastFailedMs: nowMs });
    // A failure from the future means the clock was corrected since; the wait begins now instead of never ending.
    else if (failures.lastFailedMs > nowMs) saveFailures(transaction, failureKey, { ...failures, lastFailedMs: nowMs });
    return wait;
  });
}

/** A person whose passphrase was right, and the verifier it was right by. */
interface Verified {
  readonly session: Session;
  readonly verifier: string;
}

/**
 * The person whose number and passphrase these are, and who may work now.
 * @param refusedAs how a refusal is recorded
 * @throws Refusal `devices/not-enrolled`, `staff/…`
 */
export async function verifyMember(ports: StaffPorts, credentials: Credentials, refusedAs: RefusedAs): Promise<Verified> {
  const configuration = ports.configurations.current();
  if (configuration === null) throw new Refusal('devices/not-enrolled', {});
  const wanted = normalStaffNumber(credentials.number);
  const member = configuration.staff.find((candidate) => normalStaffNumber(candidate.number) === wanted);
  const subjectId = member?.id ?? null;
  const failureKey = member?.id ?? '';
  const wait = countAttempt(ports, configuration, failureKey);
  if (wait > 0) return refuse(ports, refusedAs, subjectId, new Refusal('staff/too-many-attempts', { waitSeconds: wait }));
  const isRight = await verifyPassphrase(member?.passphraseVerifier ?? decoyVerifier, credentials.passphrase);
  if (member === undefined || !isRight) return refuse(ports, refusedAs, subjectId, new Refusal('staff/wrong-credentials', {}));
  ports.store.write((transaction) => clearFailures(transaction, failureKey));
  const closed = gate(ports, configuration, member);
  if (closed !== null) return refuse(ports, refusedAs, member.id, closed);
  const { id: staffId, number, name, role, branchId, hasInitialPassphrase, passphraseVerifier: verifier } = member;
  const passphrase = hasInitialPassphrase === true ? 'initial' : 'own';
  return { session: { staffId, number, name, role, branchId, passphrase }, verifier };
}
