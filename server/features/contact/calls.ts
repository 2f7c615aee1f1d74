// Calls that clerks recorded (R3.3), kept once each. What a workstation says of a record that is not its own is not kept.
import type * as z from 'zod';
import type { AddLeaf } from '#server/kernel/audit/audit-log.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { callsRequest, callsResponse } from '#src/contract/sync/contact.ts';
import type { ContactFact } from '#src/domain/contact/schema.ts';
import type { CallRecords } from './call-records.ts';
import type { ContactDependencies } from './code-parts.ts';
import { findWaiting } from './notice-store.ts';
import { findForeign, findOwnFacts, insertFact, loadCallRecords } from './store.ts';

type Told = Pick<z.output<typeof callsRequest>, 'calls' | 'revisions'>;

interface OneCall {
  readonly call: ContactFact;
  readonly revision: number | null;
  readonly isChecked: boolean;
}

/** @returns the numbers of those that are kept now, and what the telephone system said of them so far */
export type KeepCalls = (deviceId: string, told: Told) => Promise<z.output<typeof callsResponse>>;

export function createKeepCalls(
  { store, keyRing, clock, audit, organisationId, configuration }: ContactDependencies,
  { queueCall }: Pick<CallRecords, 'queueCall'>,
): KeepCalls {
  const keepOne = async (transaction: Store, addLeaf: AddLeaf, deviceId: string, { call, revision, isChecked }: OneCall) => {
    if (!(await insertFact(transaction, organisationId, deviceId, call, revision))) return;
    const { factId, recordId, way, outcome, reason, by: actorId } = call;
    addLeaf({ action: 'contact.established', factId, recordId, deviceId, way, outcome, reason, actorId });
    if (isChecked) await queueCall(transaction, call);
  };

  const keep = (deviceId: string, { calls, revisions }: Told, isChecked: boolean): Promise<readonly string[]> =>
    store.transaction().execute((transaction) =>
      audit.during(transaction, instantFromMs(clock.nowMs()), async (addLeaf) => {
        const recordIds = calls.map(({ recordId }) => recordId);
        const foreign = await findForeign(transaction, organisationId, deviceId, recordIds);
        // A code is spent here and nowhere else: no workstation tells that one was.
        const own = calls.filter(({ recordId, way }) => way === 'telephone' && !foreign.has(recordId));
        for (const call of own) {
          await keepOne(transaction, addLeaf, deviceId, { call, revision: revisions[call.factId] ?? null, isChecked });
        }
        const factIds = own.map(({ factId }) => factId);
        return factIds.length === 0 ? [] : findOwnFacts(transaction, organisationId, deviceId, factIds);
      }),
    );

  return async (deviceId, told) => {
    const { callRecords } = (await configuration.newest()).body.policy.contact;
    const kept = await keep(deviceId, told, callRecords);
    if (kept.length === 0) return { kept: [], awaited: [], records: null };
    const awaited = await findWaiting(store, organisationId, kept);
    const records = await loadCallRecords(store, organisationId, kept);
    const signed =
      records.length === 0 ? null : await keyRing.signDocument('call-records', { organisationId, deviceId, records });
    return { kept: [...kept], awaited: [...awaited], records: signed };
  };
}
