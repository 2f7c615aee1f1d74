import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { PrintDesk } from '#main/kernel/printing/print-desk.ts';
import type { AskingPorts } from '#main/kernel/server/ask-as-device.ts';
import type { StepUp } from '#main/kernel/session/step-up.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { Store } from '#main/store/store.ts';

export interface ReconciliationPorts extends AskingPorts, Pick<MachinePorts, 'clock' | 'log' | 'media'> {
  readonly store: Store;
  readonly time: TrustedTime;
  readonly emit: Emit;
  readonly trail: AuditTrail;
  readonly configurations: Configurations;
  readonly stepUp: StepUp;
  readonly printDesk: PrintDesk;
}
