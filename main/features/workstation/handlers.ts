import type { Handlers } from '#src/contract/ipc/define.ts';
import type { workstationCalls } from '#src/contract/ipc/workstation.ts';
import type { WorkstationPorts } from './ports.ts';
import { changeKey, exportAudit, facts } from './service.ts';

export function workstationHandlers(ports: WorkstationPorts): Handlers<typeof workstationCalls> {
  // One order after the other: each must see whether the one before has already named a new key.
  let earlier: Promise<unknown> = Promise.resolve();
  return {
    'workstation.facts': () => facts(ports),
    'workstation.exportAudit': (_input, { session }) => exportAudit(ports, session),
    'workstation.changeKey': async (_input, { session }) => {
      const ordered = earlier.then(() => changeKey(ports, session));
      earlier = ordered.catch(() => undefined);
      await ordered;
      return {};
    },
  };
}
