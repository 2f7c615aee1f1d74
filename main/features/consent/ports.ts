import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { ServiceForms } from '#main/kernel/configuration/service-forms.ts';
import type { PrintDesk } from '#main/kernel/printing/print-desk.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { Random } from '#main/ports/random.ts';
import type { ReadStore, Store, WriteTransaction } from '#main/store/store.ts';
import type { NoticeSignature } from '#src/domain/attachments/schema.ts';
import type { FieldConsent, NoticeAcceptance } from '#src/domain/consent/schema.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';

/** What consent needs of the registrations. */
interface ConsentedRegistrations {
  /** Creates the registration that an accepted notice begins. */
  begin(
    transaction: WriteTransaction,
    begun: {
      readonly id: string;
      readonly serviceId: string;
      readonly configurationVersion: number;
      readonly notice: NoticeAcceptance;
      readonly begunBy: string;
    },
  ): void;
  /** @throws Refusal `registration/unknown`, `registration/already-submitted` */
  formsOf(store: ReadStore, id: string, staffId: string): ServiceForms;
  /** Records the answer; an earlier review no longer holds. */
  decide(transaction: WriteTransaction, id: string, consent: FieldConsent): void;
}

/** What consent needs of saved records. */
interface RenewableRecords {
  /** A refused record becomes a draft again under a new acceptance. @throws Refusal `records/…` */
  renew(
    transaction: WriteTransaction,
    session: Session,
    renewed: {
      readonly recordId: string;
      readonly serviceId: string;
      readonly notice: NoticeAcceptance;
      readonly configurationVersion: number;
      readonly form: FormDefinition;
    },
  ): void;
}

/** What consent needs of images and signatures. */
interface ConsentedAttachments {
  /** @throws Refusal `registration/signature-missing`, `attachments/…` */
  keepNoticeSignature(transaction: WriteTransaction, given: NoticeSignature): void;
  /** A withdrawn consent takes the image with it. */
  drop(transaction: WriteTransaction, registrationId: string, field: string): boolean;
}

export interface ConsentPorts {
  readonly store: Store;
  readonly time: TrustedTime;
  readonly trail: AuditTrail;
  readonly configurations: Configurations;
  readonly random: Random;
  readonly printDesk: PrintDesk;
  /** @throws Refusal `policy/…` when the policy allows no new registration now */
  readonly requireRoom: () => void;
  readonly registrations: ConsentedRegistrations;
  readonly attachments: ConsentedAttachments;
  readonly records: RenewableRecords;
}
