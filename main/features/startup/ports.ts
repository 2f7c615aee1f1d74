import type { RestoreDesk } from '#main/kernel/generations/restore-desk.ts';
import type { RecoveryDesk } from '#main/kernel/keys/recovery-desk.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { Log } from '#main/ports/log.ts';
import type { EnrolmentOrder } from '#main/ports/worker-messages.ts';
import type { StartupStatus } from '#src/contract/ipc/startup.ts';

/** The program over an open store, as far as its start is concerned. */
export interface OpenProgram {
  isEnrolled(): boolean;
  /** @throws Refusal as `devices.enrol` declares them */
  enrol(order: EnrolmentOrder): Promise<unknown>;
  names(): Pick<StartupStatus, 'organisation' | 'branch' | 'workstation' | 'standing'>;
  /** Begins the work of an enrolled workstation: recovery wrap and synchronisation. */
  begin(): Promise<void>;
  close(): Promise<void>;
}

export interface StartupPorts<P extends OpenProgram> {
  /** Opens key, store and features. @throws Refusal `keychain/…`, `store/…` */
  readonly openProgram: () => Promise<P>;
  /** The recovery by two custodians. @throws Refusal as the calls of the startup contract declare them */
  readonly recovery: Pick<RecoveryDesk, 'request' | 'accept'>;
  /** A damaged store made again. @throws Refusal as `startup.restore` declares them */
  readonly restoring: Pick<RestoreDesk, 'isPossible' | 'restore'>;
  readonly order: EnrolmentOrder | null;
  readonly isEvaluation: boolean;
  readonly appVersion: string;
  readonly emit: Emit;
  readonly log: Log;
  readonly newCorrelationId: () => string;
  /** Facts about files, disk and versions, one per line, without personal data and without keys. */
  readonly machineFacts: () => readonly string[];
}
