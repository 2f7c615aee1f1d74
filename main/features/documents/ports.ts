import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Clock } from '#main/ports/clock.ts';
import type { ConfiguredReader } from '#main/ports/document-reader.ts';
import type { ReadStore, Store } from '#main/store/store.ts';

export interface DocumentsPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly trail: AuditTrail;
  /** Null: no service is configured. */
  readonly documentReader: ConfiguredReader | null;
  readonly registrations: {
    /** @throws Refusal `registration/unknown`, `registration/already-submitted` */
    formsOf(store: ReadStore, id: string, staffId: string): unknown;
  };
}
