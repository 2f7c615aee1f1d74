import type { Store } from '#server/kernel/store/store.ts';

/** What a renewal after a theft needs of the configuration. */
export interface LeapingConfiguration {
  readonly leap: (note: (transaction: Store) => Promise<void>) => Promise<unknown>;
}
