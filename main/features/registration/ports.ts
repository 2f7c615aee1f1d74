import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { StepUp } from '#main/kernel/session/step-up.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { Clock } from '#main/ports/clock.ts';
import type { Random } from '#main/ports/random.ts';
import type { Store } from '#main/store/store.ts';

export interface RegistrationPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly time: TrustedTime;
  readonly trail: AuditTrail;
  readonly configurations: Configurations;
  /** A second person confirms at the counter. */
  readonly stepUp: StepUp;
  /** A record was saved and may be sent. */
  readonly recordSaved: () => void;
}
