import * as z from 'zod';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { proofErrors } from '#src/contract/ipc/step-up.ts';
import { credentials, session } from '#src/domain/staff/schema.ts';

export const staffCalls = defineCalls({
  /** Signs a person in with staff number and passphrase, offline as well (S2, R7.1). Refusals are audited too. */
  'staff.signIn': {
    input: credentials,
    output: session,
    errors: [
      'devices/not-enrolled',
      'staff/wrong-credentials',
      'staff/too-many-attempts',
      'staff/not-cleared',
      'staff/inactive',
      'staff/offline-too-long',
    ],
    permission: 'public',
    audit: 'staff.signed-in',
  },
  'staff.signOut': { input: z.object({}), output: z.object({}), errors: [], permission: 'signed-in', audit: 'staff.signed-out' },
  /** Whoever is signed in proves at the server who they are, for some minutes (R5.2): what they then ask of it needs no passphrase. */
  'staff.prove': {
    input: z.object({ passphrase: credentials.shape.passphrase }),
    output: z.object({}),
    errors: proofErrors,
    permission: 'signed-in',
    audit: 'staff.proved-at-server',
  },
  /**
   * Whoever is signed in changes their own passphrase: the present one is checked here and at the server, which publishes the new one's
   * verifier. It needs the server (ASVS 6.2.2, 6.2.3).
   */
  'staff.changePassphrase': {
    input: z.object({ present: credentials.shape.passphrase, chosen: credentials.shape.passphrase }),
    output: z.object({}),
    errors: [
      ...proofErrors,
      'staff/passphrase-short',
      'staff/passphrase-common',
      'staff/passphrase-foreseeable',
      'staff/passphrase-unchanged',
      'staff/passphrase-overtaken',
      'staff/passphrase-unsettled',
    ],
    permission: 'signed-in',
    audit: 'staff.passphrase-changed',
  },
  /** Somebody is at the screen: key or mouse, told now and then. Without it the program ends the session by itself. */
  'staff.alive': { input: z.object({}), output: z.object({}), errors: [], permission: 'signed-in', audit: null },
  /** After how many minutes without key or mouse the screen locks itself: the organisation's policy. */
  'staff.idleLock': {
    input: z.object({}),
    output: z.object({ minutes: z.int().positive() }),
    errors: ['devices/not-enrolled'],
    permission: 'signed-in',
    audit: null,
  },
  'staff.current': {
    input: z.object({}),
    output: z.object({ session: session.nullable() }),
    errors: [],
    permission: 'public',
    audit: null,
  },
});
