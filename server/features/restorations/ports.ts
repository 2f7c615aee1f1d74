import type { Store } from '#server/kernel/store/store.ts';
import type { Instant } from '#src/base/instant.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';

/** What accepting a restore needs of the configuration. */
export interface LeapingConfiguration {
  readonly newest: () => Promise<{ readonly body: Configuration }>;
  /** Publishes the newest one again, far on; the note is written in the same transaction. */
  readonly leap: (
    note: (transaction: Store, version: number, at: Instant) => Promise<void>,
  ) => Promise<{ readonly version: number }>;
}

/** What it needs of the audit log. */
export interface CheckpointsAt {
  readonly checkpointAt: (size: number) => Promise<string>;
}
