import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { ServiceForms } from '#main/kernel/configuration/service-forms.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { Camera } from '#main/ports/camera.ts';
import type { Random } from '#main/ports/random.ts';
import type { ReadStore, Store, WriteTransaction } from '#main/store/store.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';

/** What attachments need of the registrations. */
interface OpenRegistrations {
  /** @throws Refusal `registration/unknown`, `registration/already-submitted` */
  formsOf(store: ReadStore, id: string, staffId: string): ServiceForms;
  hasConsent(store: ReadStore, id: string, field: string): boolean;
  /** Values as they would be kept. @throws Refusal `registration/invalid` */
  checkedValues(store: ReadStore, id: string, staffId: string, values: FieldValues): FieldValues;
  /** What was reviewed no longer holds. */
  contentChanged(transaction: WriteTransaction, id: string): void;
}

export interface AttachmentsPorts {
  readonly store: Store;
  readonly time: TrustedTime;
  readonly trail: AuditTrail;
  readonly random: Random;
  readonly camera: Camera;
  readonly registrations: OpenRegistrations;
}
