// Records that came out of a workstation after its end (S4, R7.3): listed without anything a subject said, and decided about one by one
// in the workstation's own order, so that a revision never comes before the one it corrects.
import type { Store } from '#server/kernel/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import { type HeldRecord, isReasonFor } from '#src/domain/devices/held.ts';
import { type HeldDecided, listHeld } from './held-store.ts';
import type { RecordsService } from './service.ts';

/** Shown, and decided about, at once. */
const mostHeld = 500;

export interface HeldRecords {
  readonly list: (deviceId: string) => Promise<HeldRecord[]>;
  /** @throws Refusal internal/invalid-input when the reason does not speak for the decision */
  readonly decide: (deviceId: string, contentHashes: readonly string[], how: HeldDecided) => Promise<void>;
}

interface Dependencies {
  readonly store: Store;
  readonly organisationId: string;
  readonly records: Pick<RecordsService, 'decideHeld'>;
}

export function createHeldRecords({ store, organisationId, records }: Dependencies): HeldRecords {
  const list = (deviceId: string) => listHeld(store, organisationId, deviceId, mostHeld);
  return {
    list,
    decide: async (deviceId, contentHashes, how) => {
      if (!isReasonFor(how.decision, how.reason)) throw new Refusal('internal/invalid-input', {});
      const named = new Set(contentHashes);
      const chosen = (await list(deviceId)).filter(({ contentHash }) => named.has(contentHash));
      for (const { contentHash } of chosen) await records.decideHeld(deviceId, contentHash, how);
    },
  };
}
