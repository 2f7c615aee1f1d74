import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { Store } from '#main/store/store.ts';
import type { WireError } from '#src/contract/errors.ts';

export interface SyncPorts extends Pick<MachinePorts, 'clock' | 'random' | 'timers' | 'serverLink' | 'log'> {
  readonly emit: Emit;
  readonly store: Store;
  readonly time: TrustedTime;
  readonly trail: AuditTrail;
  readonly configurations: Configurations;
  /** A newer configuration is in force: sessions and the recovery wrap have to follow it. */
  readonly configurationApplied: (version: number) => Promise<void>;
  readonly onStoreTrouble: (trouble: WireError) => void;
}
