import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import type { FieldValues, RegistrationId } from '#src/domain/registration/schema.ts';

export interface RecordsPageProps {
  /** A value as people read it. */
  readonly showValue: (field: FieldDefinition, values: FieldValues) => string | null;
  /** A record became a draft: go on with it. */
  readonly onReopened: (registrationId: RegistrationId) => void;
  /** The signed-in person sees more than their own. */
  readonly seesAll: boolean;
}
