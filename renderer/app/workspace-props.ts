import type { RegistrationId } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';

export interface WorkspaceProps {
  readonly session: Session;
  /** The record to open with, or null. */
  readonly recordId: string | null;
  /** A saved record became a draft: the frame goes on with it. */
  readonly onReopened: (registrationId: RegistrationId) => Promise<void>;
  /** A refused record whose notice has changed: the frame shows the new one and goes on with the record once it is accepted. */
  readonly onRenew: (recordId: RegistrationId, serviceId: string) => Promise<void>;
}
