import type { Handlers } from '#src/contract/ipc/define.ts';
import type { startupCalls } from '#src/contract/ipc/startup.ts';
import type { OpenProgram } from './ports.ts';
import type { Startup } from './service.ts';

export function startupHandlers<P extends OpenProgram>(startup: Startup<P>): Handlers<typeof startupCalls> {
  return {
    'startup.status': () => startup.status(),
    'startup.retry': () => startup.retry(),
    'startup.recoveryRequest': () => startup.recoveryRequest(),
    'startup.recover': ({ answer }) => startup.recover(answer),
    'startup.restore': () => startup.restore(),
    'startup.diagnosis': () => ({ text: startup.diagnosis() }),
  };
}
