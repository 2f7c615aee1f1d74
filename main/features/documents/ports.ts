import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { DocumentReader } from '#main/ports/document-reader.ts';
import type { ReadStore, Store } from '#main/store/store.ts';
import type { ReaderService } from '#src/domain/documents/settings.ts';

export interface DocumentsPorts {
  readonly store: Store;
  readonly time: TrustedTime;
  readonly trail: AuditTrail;
  /** A reader's service at an address of this machine. */
  readonly readerAt: (address: string) => DocumentReader;
  /** What the command line says; null: nothing. */
  readonly readerOrder: ReaderService | null;
  readonly registrations: {
    /** @throws Refusal `registration/unknown`, `registration/already-submitted` */
    formsOf(store: ReadStore, id: string, staffId: string): unknown;
  };
}
