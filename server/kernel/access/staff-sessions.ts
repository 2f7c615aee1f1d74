// A person at a workstation as the server knows them for some minutes (R5.2): proved once by number and passphrase, then named by a random
// token that is worth nothing beside the device that asked for it. In memory, like the limits: one process serves an organisation, and
// what a restart costs is a passphrase. Each use looks at the newest configuration: whoever's entry in it has changed, proves again.
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { canonicalJson } from '#src/base/canonical-json.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { Permission } from '#src/domain/access/roles.ts';
import type { AuditAct } from '#src/domain/audit/leaves.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { Credentials, StaffMember } from '#src/domain/staff/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomBytes } from '#src/node/crypto/random.ts';
import { objection, requireAdministrator } from './administrator.ts';

interface Held {
  readonly deviceId: string;
  readonly member: StaffMember;
  readonly endsMs: number;
}

/** Who asks. */
export interface StaffCaller {
  readonly deviceId: string;
  readonly branchId: string;
  readonly member: StaffMember;
}

export interface StaffSessions {
  /** @throws Refusal staff/…; what the person may do is looked at when they do it */
  readonly begin: (deviceId: string, credentials: Credentials) => Promise<{ readonly session: string; readonly endsAt: string }>;
  /** Nothing happens when there is no such session (any more). */
  readonly end: (deviceId: string, session: string) => Promise<void>;
  /** @throws Refusal access/proof-needed, staff/inactive, staff/not-cleared, access/denied */
  readonly require: (deviceId: string, session: string, permission: Permission) => Promise<StaffMember>;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: { readonly newest: () => Promise<{ readonly body: Configuration }> };
}

export function createStaffSessions(dependencies: Dependencies): StaffSessions {
  const { store, clock, audit, configuration } = dependencies;
  /** By the hash of the token. */
  const held = new Map<string, Held>();

  const write = (act: AuditAct) =>
    store.transaction().execute((transaction) => audit.append(transaction, instantFromMs(clock.nowMs()), act));

  /** One for each person at each workstation; what has ended by itself goes too, so that it never grows. */
  const clearFor = (deviceId: string, staffId: string): void => {
    const nowMs = clock.nowMs();
    for (const [key, one] of held) {
      const isSame = one.deviceId === deviceId && one.member.id === staffId;
      if (isSame || one.endsMs <= nowMs) held.delete(key);
    }
  };

  const find = (deviceId: string, session: string): (Held & { readonly key: string }) | null => {
    const key = sha256Hex(session);
    const one = held.get(key);
    return one === undefined || one.deviceId !== deviceId || one.endsMs <= clock.nowMs() ? null : { ...one, key };
  };

  return {
    begin: async (deviceId, credentials) => {
      const { body } = await configuration.newest();
      const member = await requireAdministrator(dependencies, body, credentials, 'signed-in');
      await write({ action: 'staff.session-begun', staffId: member.id, deviceId });
      clearFor(deviceId, member.id);
      const session = Buffer.from(randomBytes(32)).toString('base64url');
      const endsMs = clock.nowMs() + body.policy.staffSessionMinutes * 60_000;
      held.set(sha256Hex(session), { deviceId, member, endsMs });
      return { session, endsAt: instantFromMs(endsMs) };
    },

    end: async (deviceId, session) => {
      const one = find(deviceId, session);
      if (one === null) return;
      // First: a full disk must not keep it open.
      held.delete(one.key);
      await write({ action: 'staff.session-ended', staffId: one.member.id, deviceId });
    },

    require: async (deviceId, session, permission) => {
      const one = find(deviceId, session);
      if (one === null) throw new Refusal('access/proof-needed', {});
      const { body } = await configuration.newest();
      const member = body.staff.find(({ id }) => id === one.member.id);
      if (member === undefined || canonicalJson(member) !== canonicalJson(one.member)) {
        held.delete(one.key);
        throw new Refusal('access/proof-needed', {});
      }
      const refusal = objection(member, permission, instantFromMs(clock.nowMs()).slice(0, 10));
      if (refusal === null) return member;
      await write({ action: 'staff.refused', staffId: member.id, deviceId, permission, reason: refusal.wire.code });
      throw refusal;
    },
  };
}
