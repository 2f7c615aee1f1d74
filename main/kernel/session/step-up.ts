// A person confirms with number and passphrase what is about to happen, while the session at the counter goes on: a supervisor's second
// review, a signature under the end of the day, a look at what is masked. Features ask for it by this port; staff answers it.
import type { Permission } from '#src/domain/access/roles.ts';
import type { Credentials, Session } from '#src/domain/staff/schema.ts';

export interface StepUpDemand {
  /** Who is signed in at this counter and asked. */
  readonly session: Session;
  /** Whether the person confirming must be the one signed in, or must be another. */
  readonly who: 'self' | 'other';
  /** What the confirming person's role has to hold. */
  readonly permission: Permission;
}

export interface StepUp {
  /**
   * Counted for the lockout and gated like a sign-in; refusals are audited here, the act itself by whoever asked. It changes no session.
   * @returns who confirmed
   * @throws Refusal as `stepUpErrors` (`src/contract/ipc/step-up.ts`) declares them
   */
  confirm(credentials: Credentials, demand: StepUpDemand): Promise<Session>;
}
