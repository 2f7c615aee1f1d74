// Calls that clerks recorded (R3.3), kept once each. What a workstation says of a record that is not its own is not kept.
import { instantFromMs } from '#src/base/instant.ts';
import type { ContactFact } from '#src/domain/contact/schema.ts';
import type { ContactDependencies } from './code-parts.ts';
import { findForeign, findOwnFacts, insertFact } from './store.ts';

/** @returns the numbers of those that are kept now */
export type KeepCalls = (deviceId: string, calls: readonly ContactFact[]) => Promise<string[]>;

export function createKeepCalls({ store, clock, audit, organisationId }: ContactDependencies): KeepCalls {
  return (deviceId, calls) =>
    store.transaction().execute((transaction) =>
      audit.during(transaction, instantFromMs(clock.nowMs()), async (addLeaf) => {
        const recordIds = calls.map(({ recordId }) => recordId);
        const foreign = await findForeign(transaction, organisationId, deviceId, recordIds);
        // A code is spent here and nowhere else: no workstation tells that one was.
        const own = calls.filter(({ recordId, way }) => way === 'telephone' && !foreign.has(recordId));
        for (const call of own) {
          if (!(await insertFact(transaction, organisationId, deviceId, call))) continue;
          const { factId, recordId, way, outcome, reason, by: actorId } = call;
          addLeaf({ action: 'contact.established', factId, recordId, deviceId, way, outcome, reason, actorId });
        }
        const factIds = own.map(({ factId }) => factId);
        return factIds.length === 0 ? [] : [...(await findOwnFacts(transaction, organisationId, deviceId, factIds))];
      }),
    );
}
