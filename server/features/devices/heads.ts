// The server's memory of each workstation's audit chain (S3, R10.4): an older copy or a clone of a workstation is noticed at its next
// report and waits for a person. Records are taken all the same: they are sealed, immutable and known by id.
import type * as z from 'zod';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { Stop } from '#server/kernel/stop.ts';
import { lockDevice } from '#server/kernel/store/lock-device.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { DeviceHeadTable } from '#server/kernel/store/tables.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { headRequest, headResponse } from '#src/contract/sync/messages.ts';
import { type CopyAttention, decideHead, type KnownHead, unknownHead } from '#src/domain/devices/heads.ts';

export interface DeviceAttention {
  readonly deviceId: string;
  readonly name: string;
  readonly branchId: string;
  readonly attention: CopyAttention;
  readonly since: string;
}

export interface HeadsService {
  /** @throws Refusal internal/invalid-input for a report that contradicts itself */
  readonly report: (
    deviceId: string,
    report: z.output<typeof headRequest>,
  ) => Promise<z.input<typeof headResponse> & { readonly isNewAttention: boolean }>;
  /** Workstations whose copies wait for a person. */
  readonly attentions: () => Promise<readonly DeviceAttention[]>;
  /** A person decided: whichever copy reports next is the workstation from now on. @throws Stop devices/unknown */
  readonly acceptNext: (deviceId: string) => Promise<void>;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
}

function knownOf(row: DeviceHeadTable | undefined): KnownHead {
  if (row === undefined) return unknownHead;
  const { sequence, link, attention } = row;
  const head = sequence === null || link === null ? null : { sequence, link };
  return { head, attention, isContinued: row.is_continued === 1 };
}

export function createHeadsService({ store, clock, audit, organisationId }: Dependencies): HeadsService {
  const find = (transaction: Store, deviceId: string) =>
    transaction
      .selectFrom('device_head')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .where('device_id', '=', deviceId)
      .executeTakeFirst();

  const save = async (transaction: Store, row: DeviceHeadTable): Promise<void> => {
    const { organisation_id: _organisation, device_id: _device, ...values } = row;
    await transaction
      .insertInto('device_head')
      .values(row)
      .onConflict((conflict) => conflict.columns(['organisation_id', 'device_id']).doUpdateSet(values))
      .execute();
  };

  return {
    report: (deviceId, report) =>
      store.transaction().execute(async (transaction) => {
        await lockDevice(transaction, organisationId, deviceId);
        const row = await find(transaction, deviceId);
        const known = knownOf(row);
        const decided = decideHead(known, report);
        if (decided === null) throw new Refusal('internal/invalid-input', {});
        const { outcome, next } = decided;
        const at = instantFromMs(clock.nowMs());
        const isNewAttention = next.attention !== null && next.attention !== known.attention;
        await save(transaction, {
          organisation_id: organisationId,
          device_id: deviceId,
          sequence: next.head?.sequence ?? null,
          link: next.head?.link ?? null,
          attention: next.attention,
          attention_at: isNewAttention ? at : (row?.attention_at ?? null),
          is_continued: next.isContinued ? 1 : 0,
          reported_at: at,
        });
        const { attention, head } = next;
        await audit.during(transaction, at, async (add) => {
          if (isNewAttention && attention !== null) add({ action: 'device.copy-suspected', deviceId, attention });
          if (head !== null && head.link !== known.head?.link) {
            add({ action: 'device.head-kept', deviceId, headSequence: head.sequence, link: head.link });
          }
        });
        return { outcome, known: next.head, isNewAttention };
      }),

    attentions: async () => {
      const rows = await store
        .selectFrom('device_head')
        .innerJoin('device', (join) =>
          join
            .onRef('device.organisation_id', '=', 'device_head.organisation_id')
            .onRef('device.device_id', '=', 'device_head.device_id'),
        )
        .select(['device.device_id', 'device.name', 'device.branch_id', 'device_head.attention', 'device_head.attention_at'])
        .where('device_head.organisation_id', '=', organisationId)
        .where('device_head.attention', 'is not', null)
        .orderBy('device_head.attention_at')
        .execute();
      return rows.flatMap(({ device_id: deviceId, name, branch_id: branchId, attention, attention_at: since }) =>
        attention === null ? [] : [{ deviceId, name, branchId, attention, since: since ?? '' }],
      );
    },

    acceptNext: (deviceId) =>
      store.transaction().execute(async (transaction) => {
        const row = await find(transaction, deviceId);
        if (row === undefined) throw new Stop('devices/unknown', `No workstation ${deviceId} has reported yet.`);
        await save(transaction, { ...row, sequence: null, link: null, attention: null, attention_at: null, is_continued: 0 });
        await audit.append(transaction, instantFromMs(clock.nowMs()), { action: 'device.copy-accepted', deviceId });
      }),
  };
}
