import type { TakingOverPorts } from '#main/kernel/configuration/take-over.ts';
import type { Device } from '#main/kernel/device/device.ts';
import type { DeviceStandings } from '#main/kernel/device/standing.ts';
import type { ServerKeys } from '#main/kernel/server-key/server-keys.ts';
import type { StepUp } from '#main/kernel/session/step-up.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { WriteTransaction } from '#main/store/store.ts';
import type { WireError } from '#src/contract/errors.ts';
import type { DeviceStatus } from '#src/domain/devices/status.ts';

export interface SyncPorts extends TakingOverPorts, Pick<MachinePorts, 'clock' | 'random' | 'timers' | 'serverLink' | 'log'> {
  readonly emit: Emit;
  readonly standings: DeviceStandings;
  readonly serverKeys: ServerKeys;
  /** What this workstation tells of itself. */
  readonly ownStatus: () => DeviceStatus;
  /** A supervisor confirms what is set aside. */
  readonly stepUp: StepUp;
  /** Tells of closed days and hears of the branch's (S6). */
  readonly exchangeDays: (device: Device, signal: AbortSignal) => Promise<void>;
  /** The server was put back to an older state: what was told to it may be gone. */
  readonly serverRestored: (transaction: WriteTransaction) => void;
  /** Asks what the server has to tell in signed pages: restricted subjects, answers of authorities. */
  readonly pullPages: (device: Device, signal: AbortSignal) => Promise<void>;
  /** An attempt has ended, well or not: the beat by which the head of the audit chain is mirrored. */
  readonly attempted: () => void;
  readonly onStoreTrouble: (trouble: WireError) => void;
}
