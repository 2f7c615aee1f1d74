import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { localText } from '#src/base/language.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { recoveryPurpose } from '#src/crypto/recovery.ts';
import { deviceState, endingReason } from '#src/domain/devices/standing.ts';

/** What stands between the window and the sign-in screen. `trouble` carries a code of the error table with its parameters. */
export const startupStatus = z.object({
  phase: z.enum(['starting', 'trouble', 'enrolment', 'ready']),
  /** What takes the time while `starting`. */
  work: z.enum(['opening', 'key-change']),
  trouble: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).nullable(),
  /** A damaged or missing store can be made again from its snapshots. */
  isRestorable: z.boolean(),
  /** True when the keychain is an evaluation substitute: the screen shows it permanently (S3). */
  isEvaluation: z.boolean(),
  appVersion: z.string(),
  organisation: localText.nullable(),
  branch: localText.nullable(),
  workstation: z.string().nullable(),
  /** Where this workstation stands with its organisation, once it is enrolled. */
  standing: z
    .object({
      state: deviceState,
      reason: endingReason.nullable(),
      decidedAt: instant,
      /** Of this workstation's key: the words to read out are made of it. */
      keyId: z.string(),
    })
    .nullable(),
});
export type StartupStatus = z.infer<typeof startupStatus>;

export const startupCalls = defineCalls({
  /** Asked at once by every window, and after each `startup.changed`. */
  'startup.status': { input: z.object({}), output: startupStatus, errors: [], permission: 'public', audit: null },
  /** Tries again after a trouble (keychain unlocked, disk freed). Never deletes or recreates anything. */
  'startup.retry': { input: z.object({}), output: startupStatus, errors: [], permission: 'public', audit: null },
  /**
   * What this workstation asks its organisation's custodians for, to save and to send: no secret is in it. The same until it is
   * answered. Public, because in this trouble nobody can sign in.
   */
  'startup.recoveryRequest': {
    input: z.object({}),
    output: z.object({ text: z.string(), fingerprint: z.string(), purpose: recoveryPurpose }),
    errors: ['recovery/not-needed', 'recovery/no-wrap', 'keychain/absent', 'keychain/locked'],
    permission: 'public',
    audit: null,
  },
  /** Takes the answer of two custodians and starts again. Recorded in the audit trail as soon as the store is open. */
  'startup.recover': {
    input: z.object({ answer: z.string().max(20_000) }),
    output: startupStatus,
    errors: [
      'recovery/not-needed',
      'recovery/no-wrap',
      'recovery/answer-unreadable',
      'recovery/answer-foreign',
      'recovery/key-wrong',
      'keychain/absent',
      'keychain/locked',
    ],
    permission: 'public',
    audit: null,
  },
  /**
   * Makes a damaged or missing store again from snapshot and journal and starts; the damaged one is set aside. Public, because in this
   * trouble nobody can sign in, and nothing is given up. Recorded in the audit trail as soon as the store is open.
   */
  'startup.restore': {
    input: z.object({}),
    output: startupStatus,
    errors: ['recovery/not-restorable', 'keychain/absent', 'keychain/locked', 'store/not-writable', 'store/in-use'],
    permission: 'public',
    audit: null,
  },
  /** A diagnosis as text, without personal data and without keys, for the clerk to hand to IT. */
  'startup.diagnosis': {
    input: z.object({}),
    output: z.object({ text: z.string() }),
    errors: [],
    permission: 'public',
    audit: null,
  },
});
