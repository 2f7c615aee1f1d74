// The local program as one object: dispatcher, startup and features over the ports of a machine. Knows no thread and no Electron.

import { startupHandlers } from '#main/features/startup/handlers.ts';
import { Startup } from '#main/features/startup/service.ts';
import { AuditScope } from '#main/kernel/audit/audit-scope.ts';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { RestoreDesk } from '#main/kernel/generations/restore-desk.ts';
import { RecoveryDesk } from '#main/kernel/keys/recovery-desk.ts';
import { machineFacts } from '#main/kernel/machine-facts.ts';
import { SessionHolder } from '#main/kernel/session/session-holder.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { StartOptions } from '#main/ports/worker-messages.ts';
import { createDispatcher } from '#main/rpc/dispatcher.ts';
import type { Result } from '#src/base/result.ts';
import type { WireError } from '#src/contract/errors.ts';
import { openProgram, type RunningProgram } from './open-program.ts';

export interface App {
  /** Begins the start; calls are answered from the first moment. Resolves when the start has ended, well or in trouble. */
  start(): Promise<void>;
  /** Answers a Result of the contract; never throws. */
  call(name: string, input: unknown): Promise<Result<unknown, WireError>>;
  onEvent(listener: (event: string, payload: unknown) => void): void;
  /** Ends exchanges, closes the store cleanly. */
  close(): Promise<void>;
}

export function createApp(
  options: Omit<StartOptions, 'keychain'> & { readonly isEvaluation: boolean },
  machine: MachinePorts,
): App {
  const listeners: ((event: string, payload: unknown) => void)[] = [];
  const emit: Emit = (name, payload) => {
    for (const listener of listeners) listener(name, payload);
  };
  const folder = dataFolder(options.dataDir);
  const session = new SessionHolder(emit);
  const auditScope = new AuditScope();
  const newCorrelationId = () => machine.random.id().slice(0, 8);
  const startup: Startup<RunningProgram> = new Startup({
    openProgram: () =>
      openProgram({
        ...machine,
        folder,
        appVersion: options.appVersion,
        session,
        auditScope,
        emit,
        enrolled: () => startup.enrolled(),
        changeKey: () => startup.changeKey(),
        onStoreTrouble: (trouble) => startup.storeTrouble(trouble),
      }),
    recovery: new RecoveryDesk(folder, machine),
    restoring: new RestoreDesk(folder, machine),
    order: options.enrol ?? null,
    isEvaluation: options.isEvaluation,
    appVersion: options.appVersion,
    emit,
    log: machine.log,
    newCorrelationId,
    machineFacts: () => machineFacts(folder, machine.keyStore.backend),
  });
  const call = createDispatcher({
    startup: startupHandlers(startup),
    program: () => startup.program?.handlers ?? null,
    session: () => session.current,
    denied: (person, name) => startup.program?.denied(person, name),
    requireWorking: () => startup.program?.requireWorking(),
    auditScope,
    log: machine.log,
    newCorrelationId,
    onStoreTrouble: (trouble) => startup.storeTrouble(trouble),
  });
  return {
    start: () => startup.start(),
    call,
    onEvent: (listener) => void listeners.push(listener),
    close: () => startup.close(),
  };
}
