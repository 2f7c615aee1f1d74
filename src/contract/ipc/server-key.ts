import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { stepUpErrors } from './step-up.ts';

export const serverKeyCalls = defineCalls({
  /** Which key of the server this workstation trusts, and whether another one waits for a person after a theft. */
  'server-key.show': {
    input: z.object({}),
    output: z.object({
      /** Four groups of four, as people compare it. */
      fingerprint: z.string(),
      serial: z.int().nonnegative(),
      offered: z.object({ at: instant }).nullable(),
    }),
    errors: ['devices/not-enrolled'],
    permission: 'workstation:manage',
    audit: null,
  },
  /**
   * The administrator compares: what they type, heard from whoever runs the server, must be the fingerprint of a key that was offered. The
   * offered one is never shown here, because whoever stole the former key can offer one, too.
   */
  'server-key.confirm': {
    input: z.object({ fingerprint: z.string().max(60), passphrase: z.string().min(1).max(200) }),
    output: z.object({ fingerprint: z.string() }),
    errors: ['server-key/none-offered', 'server-key/fingerprint-malformed', 'server-key/fingerprint-wrong', ...stepUpErrors],
    permission: 'workstation:manage',
    audit: 'server-key.confirmed',
  },
});
