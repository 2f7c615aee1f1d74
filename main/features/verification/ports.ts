import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { AskingPorts } from '#main/kernel/server/ask-as-device.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { Store } from '#main/store/store.ts';

export interface VerificationPorts extends AskingPorts, Pick<MachinePorts, 'log'> {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly emit: Emit;
}
