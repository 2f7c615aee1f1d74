import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { devicesCalls } from '#src/contract/ipc/devices.ts';
import { askFleet } from './fleet.ts';
import type { DevicesPorts } from './ports.ts';
import { enrol } from './service.ts';

export function devicesHandlers(ports: DevicesPorts): Handlers<typeof devicesCalls> {
  return {
    'devices.enrol': (input) => enrol(ports, input),
    'devices.branches': async () => ({ branches: ports.configurations.current()?.branches ?? [] }),
    'devices.fleet': ({ passphrase, act }, context) => askFleet(ports, requireSession(context), passphrase, act),
  };
}
