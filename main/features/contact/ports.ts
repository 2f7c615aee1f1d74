import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { AskingPorts } from '#main/kernel/server/ask-as-device.ts';
import type { ServerKeys } from '#main/kernel/server-key/server-keys.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { ReadStore, Store } from '#main/store/store.ts';
import type { Language } from '#src/base/language.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';

/** Whom a message would go to, and in which language. */
interface Addressed {
  readonly form: FormDefinition;
  readonly language: Language;
}

/** What contact needs of the registrations in progress. */
interface OpenRegistrations {
  /** @throws Refusal `registration/unknown`, `registration/already-submitted` */
  addressed(store: ReadStore, id: string, staffId: string): Addressed;
}

/** What contact needs of the saved records. */
interface SavedRecords {
  /** @throws Refusal `records/unknown`, `records/closed` */
  addressed(session: Session, recordId: string): Addressed & { readonly values: FieldValues };
}

export interface ContactPorts extends AskingPorts {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly emit: Emit;
  readonly configurations: Configurations;
  readonly serverKeys: ServerKeys;
  readonly registrations: OpenRegistrations;
  readonly records: SavedRecords;
}
