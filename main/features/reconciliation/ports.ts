import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { PrintDesk } from '#main/kernel/printing/print-desk.ts';
import type { StepUp } from '#main/kernel/session/step-up.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { Store } from '#main/store/store.ts';

export interface ReconciliationPorts {
  readonly store: Store;
  readonly time: TrustedTime;
  readonly trail: AuditTrail;
  readonly configurations: Configurations;
  readonly stepUp: StepUp;
  readonly printDesk: PrintDesk;
}
