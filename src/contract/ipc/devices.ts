import * as z from 'zod';
import { defineCalls } from '#src/contract/ipc/define.ts';

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
});
