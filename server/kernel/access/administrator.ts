// Who publishes, revokes, approves (R1.5, R7.1): the server checks number and passphrase itself and takes no workstation's word for it. An attempt is
// counted before the passphrase is looked at, so many requests at once give no free guess; the delay grows as at the counter.
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import { isPermitted, type Permission } from '#src/domain/access/roles.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { missingClearance, normalStaffNumber, waitSeconds } from '#src/domain/staff/gate.ts';
import type { Credentials, StaffMember } from '#src/domain/staff/schema.ts';
import { decoyVerifier, verifyPassphrase } from '#src/node/crypto/passphrase.ts';
import { clearFailures, lockFailures, saveFailures } from './failures.ts';

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly organisationId: string;
}

/** @throws Refusal staff/too-many-attempts */
async function countAttempt(
  { store, clock, organisationId }: Dependencies,
  configuration: Configuration,
  key: string,
): Promise<void> {
  const wait = await store.transaction().execute(async (transaction) => {
    const nowMs = clock.nowMs();
    const failures = await lockFailures(transaction, organisationId, key);
    const seconds = waitSeconds(failures, nowMs, configuration.policy);
    if (seconds === 0) await saveFailures(transaction, organisationId, key, { count: failures.count + 1, lastFailedMs: nowMs });
    return seconds;
  });
  if (wait > 0) throw new Refusal('staff/too-many-attempts', { waitSeconds: wait });
}

/** Why a person whose passphrase is right may still not do this, or null. */
export function objection(member: StaffMember, permission: Permission, today: string): Refusal | null {
  if (!member.isActive) return new Refusal('staff/inactive', {});
  const missing = missingClearance(member.clearance, today);
  if (missing.length > 0) return new Refusal('staff/not-cleared', { missing });
  if (member.hasInitialPassphrase) return new Refusal('staff/passphrase-initial', {});
  return isPermitted(permission, member.role) ? null : new Refusal('access/denied', { permission });
}

/** The person whose number and passphrase these are, whatever they may do. @throws Refusal staff/wrong-credentials, staff/too-many-attempts */
export async function requireKnown(
  dependencies: Dependencies,
  configuration: Configuration,
  credentials: Credentials,
): Promise<StaffMember> {
  const { store, organisationId } = dependencies;
  const wanted = normalStaffNumber(credentials.number);
  const member = configuration.staff.find((candidate) => normalStaffNumber(candidate.number) === wanted);
  const key = member?.id ?? '';
  await countAttempt(dependencies, configuration, key);
  const isRight = await verifyPassphrase(member?.passphraseVerifier ?? decoyVerifier, credentials.passphrase);
  if (member === undefined || !isRight) throw new Refusal('staff/wrong-credentials', {});
  await clearFailures(store, organisationId, key);
  return member;
}

/** @throws Refusal staff/…, access/denied */
export async function requireAdministrator(
  dependencies: Dependencies,
  configuration: Configuration,
  credentials: Credentials,
  permission: Permission,
): Promise<StaffMember> {
  const member = await requireKnown(dependencies, configuration, credentials);
  const refusal = objection(member, permission, instantFromMs(dependencies.clock.nowMs()).slice(0, 10));
  if (refusal !== null) throw refusal;
  return member;
}
