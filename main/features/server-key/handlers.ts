// The server's key as this workstation knows it, and the confirmation of a new one after a theft (S7): by a person, who compares it with
// what they heard from whoever runs the server, as at the enrolment.
import { type Device, loadDevice } from '#main/kernel/device/device.ts';
import { requireSession } from '#main/kernel/session/require-session.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { serverKeyCalls } from '#src/contract/ipc/server-key.ts';
import { formatFingerprint } from '#src/domain/devices/enrolment-code.ts';
import { keyFingerprint } from '#src/node/crypto/signing.ts';
import type { ServerKeyPorts } from './ports.ts';

function requireDevice({ store }: ServerKeyPorts): Device {
  const device = loadDevice(store);
  if (device === null) throw new Refusal('devices/not-enrolled', {});
  return device;
}

export function serverKeyHandlers(ports: ServerKeyPorts): Handlers<typeof serverKeyCalls> {
  return {
    'server-key.show': () => {
      const device = requireDevice(ports);
      const offered = ports.serverKeys.offered(device);
      return {
        fingerprint: formatFingerprint(keyFingerprint(device.serverKey.key)),
        serial: device.serverKeySerial,
        offered: offered === null ? null : { at: offered.at },
      };
    },
    'server-key.confirm': async ({ fingerprint, passphrase }, context) => {
      const session = requireSession(context);
      const { number } = session;
      const person = await ports.stepUp.confirm(
        { number, passphrase },
        { session, who: 'self', permission: 'workstation:manage' },
      );
      const confirmed = ports.serverKeys.confirm(requireDevice(ports), fingerprint, person.staffId);
      ports.confirmed();
      return { fingerprint: confirmed.fingerprint };
    },
  };
}
