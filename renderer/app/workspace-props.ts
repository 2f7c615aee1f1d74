import type { RegistrationId } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';

export interface WorkspaceProps {
  readonly session: Session;
  /** A saved record became a draft: the frame goes on with it. */
  readonly onReopened: (registrationId: RegistrationId) => void;
}
