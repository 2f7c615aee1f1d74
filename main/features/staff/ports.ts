import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { TakingOverPorts } from '#main/kernel/configuration/take-over.ts';
import type { AskingPorts } from '#main/kernel/server/ask-as-device.ts';
import type { ServerKeys } from '#main/kernel/server-key/server-keys.ts';
import type { SessionHolder } from '#main/kernel/session/session-holder.ts';
import type { StepUp } from '#main/kernel/session/step-up.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { Clock } from '#main/ports/clock.ts';
import type { Store } from '#main/store/store.ts';
import type { Session } from '#src/domain/staff/schema.ts';

export interface StaffPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly time: TrustedTime;
  readonly trail: AuditTrail;
  readonly configurations: Configurations;
  readonly session: SessionHolder;
  /** Whether the server was reached at the last attempt. */
  readonly isOnline: () => boolean;
}

/** What changing one's passphrase needs besides. */
export interface ChangingPorts extends StaffPorts, TakingOverPorts, AskingPorts {
  readonly stepUp: StepUp;
  readonly serverKeys: ServerKeys;
}

/** The signed-in person at the server. */
export interface ProvingPerson {
  /** @throws Refusal as `proofErrors` declares them */
  prove(session: Session, passphrase: string): Promise<void>;
}
