// A device inside the server: what arrives by another channel than a workstation is recorded under it, so that receipts, audit log and
// verification are the same. It has no key, so nobody can sign a request as it.
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { keyIdOf } from '#src/node/crypto/signing.ts';
import { insertDevice } from './store.ts';

/** Enrolment takes keys of 32 bytes only, so no workstation has this one. */
const noKey = '';

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly audit: AuditLog;
  readonly organisationId: string;
}

export interface InternalDevices {
  /** The working device of that branch, made when there is none: one that was taken out of service is followed by a new one. */
  readonly ensure: (branchId: string) => Promise<string>;
}

export function createInternalDevices({ store, clock, randomness, audit, organisationId }: Dependencies): InternalDevices {
  return {
    ensure: (branchId) =>
      store.transaction().execute(async (transaction) => {
        const at = instantFromMs(clock.nowMs());
        const present = await transaction
          .selectFrom('device')
          .select('device_id')
          .where('organisation_id', '=', organisationId)
          .where('branch_id', '=', branchId)
          .where('public_key', '=', noKey)
          .where('state', '=', 'active')
          .orderBy('device_id')
          .executeTakeFirst();
        if (present !== undefined) return present.device_id;
        const deviceId = randomness.id();
        await insertDevice(transaction, {
          organisation_id: organisationId,
          device_id: deviceId,
          public_key: noKey,
          name: branchId,
          branch_id: branchId,
          state: 'active',
          app_version: 'server',
          enrolled_at: at,
          last_seen_at: at,
          standing_version: 1,
          decided_at: null,
          decided_by: null,
          reason: null,
          replaces: null,
          replaced_by: null,
        });
        await audit.append(transaction, at, { action: 'device.enrolled', deviceId, branchId, keyId: keyIdOf(noKey) });
        return deviceId;
      }),
  };
}
