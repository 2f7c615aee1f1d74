import type { TakingOverPorts } from '#main/kernel/configuration/take-over.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { WireError } from '#src/contract/errors.ts';

export interface SyncPorts extends TakingOverPorts, Pick<MachinePorts, 'clock' | 'random' | 'timers' | 'serverLink' | 'log'> {
  readonly emit: Emit;
  readonly onStoreTrouble: (trouble: WireError) => void;
}
