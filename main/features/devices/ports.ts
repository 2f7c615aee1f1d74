import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { Store } from '#main/store/store.ts';

export interface DevicesPorts extends Pick<MachinePorts, 'random' | 'serverLink' | 'log'> {
  readonly store: Store;
  readonly time: TrustedTime;
  readonly trail: AuditTrail;
  readonly configurations: Configurations;
  readonly appVersion: string;
  /** Called after the enrolment is durable: seals the database key to the recovery key and lets the work begin. */
  readonly enrolled: () => Promise<void>;
}
