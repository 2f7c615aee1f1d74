import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { DataFolder } from '#main/kernel/data-folder.ts';
import type { AskingPorts } from '#main/kernel/server/ask-as-device.ts';
import type { ServerKeys } from '#main/kernel/server-key/server-keys.ts';
import type { StepUp } from '#main/kernel/session/step-up.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { ReadStore, Store } from '#main/store/store.ts';

export interface DevicesPorts extends AskingPorts, Pick<MachinePorts, 'log'> {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly configurations: Configurations;
  readonly appVersion: string;
  /** The administrator confirms every look at the fleet and every decision. */
  readonly stepUp: StepUp;
  readonly serverKeys: ServerKeys;
  /** Called after the enrolment is durable: seals the database key to the recovery key and lets the work begin. */
  readonly enrolled: () => Promise<void>;
}

export interface StatusPorts extends Pick<MachinePorts, 'clock' | 'disk'> {
  readonly folder: DataFolder;
  readonly store: ReadStore;
  readonly time: TrustedTime;
  readonly configurations: Configurations;
  readonly appVersion: string;
}
