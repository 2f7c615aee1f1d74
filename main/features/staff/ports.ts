import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { SessionHolder } from '#main/kernel/session/session-holder.ts';
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
}

/** The signed-in person at the server. */
export interface ProvingPerson {
  /** @throws Refusal as `proofErrors` declares them */
  prove(session: Session, passphrase: string): Promise<void>;
}
