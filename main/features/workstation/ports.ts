import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { DataFolder } from '#main/kernel/data-folder.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { Store } from '#main/store/store.ts';

export interface WorkstationPorts extends Pick<MachinePorts, 'clock' | 'random' | 'keyStore' | 'log' | 'timers'> {
  readonly folder: DataFolder;
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly time: TrustedTime;
  readonly configurations: Configurations;
  /** Closes the store and opens it again, which carries out an ordered change. */
  readonly changeKey: () => Promise<void>;
}
