import type { RegistrationId } from '#src/domain/registration/schema.ts';

/** A registration in progress with its number as typed; null: a saved record, whose number only the program knows. */
export interface ContactTarget {
  readonly registrationId: RegistrationId;
  readonly phone: string | null;
}
