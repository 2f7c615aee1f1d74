import * as z from 'zod';
import { localText } from '#src/base/language.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { stepUpErrors } from '#src/contract/ipc/step-up.ts';
import { fleetAct, fleetResponse } from '#src/contract/sync/devices.ts';

export const devicesCalls = defineCalls({
  /**
   * Enrols this workstation in one step (S7): the server's address, the administrator's one-time code (which carries the
   * fingerprint of the server's key, so a wrong server is noticed before anything is sent) and a name for the workstation.
   */
  'devices.enrol': {
    input: z.object({ address: z.string().max(300), code: z.string().max(100), name: z.string().trim().min(1).max(60) }),
    output: z.object({ deviceId: z.string() }),
    errors: [
      'devices/already-enrolled',
      'devices/code-malformed',
      'devices/code-refused',
      'devices/address-invalid',
      'internal/too-many-requests',
      'server/unreachable',
      'server/wrong-identity',
      'server/answer-invalid',
      'server/protocol-too-old',
    ],
    permission: 'public',
    audit: 'device.enrolled',
  },
  /** What branches are called, for screens that name them; none before there is a configuration. */
  'devices.branches': {
    input: z.object({}),
    output: z.object({ branches: z.array(z.object({ id: z.string(), name: localText })) }),
    errors: [],
    permission: 'signed-in',
    audit: null,
  },
  /**
   * The fleet as the server knows it, or a decision about one workstation and the fleet after it (S7, R7.3). Asked of the server each
   * time with the administrator's own proof; nothing of it is kept here.
   */
  'devices.fleet': {
    input: z.object({ passphrase: z.string().min(1).max(200), act: fleetAct }),
    output: fleetResponse,
    errors: [
      ...stepUpErrors,
      'devices/unknown',
      'devices/revoked',
      'devices/signature-refused',
      'devices/no-such-device',
      'devices/already-ended',
      'devices/not-active',
      'devices/other-branch',
      'devices/already-replaced',
      'internal/too-many-requests',
      'server/unreachable',
      'server/wrong-identity',
      'server/answer-invalid',
      'server/protocol-too-old',
    ],
    permission: 'devices:manage',
    audit: ['fleet.shown', 'fleet.decided'],
  },
});
