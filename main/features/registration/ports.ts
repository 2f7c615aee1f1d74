import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { ServiceForms } from '#main/kernel/configuration/service-forms.ts';
import type { SealedAttachment } from '#main/kernel/outbox/sealed-attachments.ts';
import type { StepUp } from '#main/kernel/session/step-up.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { Random } from '#main/ports/random.ts';
import type { ReadStore, Store, WriteTransaction } from '#main/store/store.ts';
import type { Attachment, DeclinedSignature } from '#src/domain/attachments/schema.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import type { DocumentNamed } from '#src/domain/records/terms.ts';
import type { FieldValues, RecordHeader, Review } from '#src/domain/registration/schema.ts';

/** What registrations need of their images and signatures. */
interface RegisteredAttachments {
  /** Field → id of the image that was captured for it: these are the draft's values of image fields, whatever a screen says. */
  imageValues(store: ReadStore, registrationId: string): FieldValues;
  /** A signature over other values than these is deleted. Null: values that cannot be signed. @returns whether one was */
  voidSignature(transaction: WriteTransaction, registrationId: string, values: FieldValues | null): boolean;
  /** @throws Refusal `registration/invalid`, `registration/signature-missing` */
  require(store: ReadStore, registrationId: string, forms: ServiceForms, values: FieldValues): void;
  seal(
    store: ReadStore,
    forms: ServiceForms,
    values: FieldValues,
    record: Pick<RecordHeader, 'organisationId' | 'deviceId' | 'recordId' | 'revision'>,
    classKeys: Readonly<Record<string, PublicKey>>,
  ): Promise<readonly (SealedAttachment & { readonly named: Attachment })[]>;
  declinedSignatures(store: ReadStore, registrationId: string): readonly DeclinedSignature[];
}

/** What registrations need of the contact with the subject (R3.3). */
interface RegisteredContact {
  /** @throws Refusal `contact/not-established` */
  require(store: ReadStore, registrationId: string, form: FormDefinition, values: FieldValues): void;
  /** Null: nothing was done. */
  header(store: ReadStore, registrationId: string, form: FormDefinition, values: FieldValues): RecordHeader['contact'] | null;
  saved(transaction: WriteTransaction, registrationId: string, form: FormDefinition, values: FieldValues): void;
}

/** What registrations need to know of restricted subjects (R3.6). */
interface RestrictedSubjects {
  /** @throws Refusal `restriction/refused` */
  requireAllowed(store: ReadStore, document: DocumentNamed | null): void;
  /**
   * The supervisor's further identity check; null where none is needed.
   * @throws Refusal `restriction/refused`, `restriction/check-needed`
   */
  requireChecked(store: ReadStore, registrationId: string, document: DocumentNamed | null): Review | null;
  drop(transaction: WriteTransaction, registrationId: string): void;
}

export interface RegistrationPorts {
  readonly store: Store;
  readonly random: Random;
  readonly time: TrustedTime;
  readonly trail: AuditTrail;
  readonly configurations: Configurations;
  /** A second person confirms at the counter. */
  readonly stepUp: StepUp;
  readonly attachments: RegisteredAttachments;
  readonly contact: RegisteredContact;
  readonly restrictions: RestrictedSubjects;
  /** A record was saved and may be sent. */
  readonly recordSaved: () => void;
}
