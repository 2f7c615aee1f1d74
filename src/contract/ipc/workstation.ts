import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { defineCalls } from '#src/contract/ipc/define.ts';

export const workstationCalls = defineCalls({
  /** What an IT administrator may know of this workstation's key and store: names and numbers, never the key. */
  'workstation.facts': {
    input: z.object({}),
    output: z.object({
      deviceId: z.string(),
      enrolledAt: instant,
      keyId: z.string(),
      keyCreatedAt: instant,
      /** Whole days since then, and the policy's days after which the key is to be changed. */
      keyAgeDays: z.int().nonnegative(),
      databaseKeyDays: z.int().positive(),
      backend: z.string(),
      cipher: z.string(),
      /** Id of the organisation's recovery key the wrap beside the database is sealed to; null when there is no fitting wrap. */
      recoveryKeyId: z.string().nullable(),
      auditSequence: z.int(),
    }),
    errors: ['devices/not-enrolled'],
    permission: 'workstation:manage',
    audit: null,
  },
  /** The audit chain for an inspector's verifier (R10.4): ids, codes and counts, one line for each event, the export itself the last. */
  'workstation.exportAudit': {
    input: z.object({}),
    output: z.object({ deviceId: z.string(), chain: z.string() }),
    errors: ['devices/not-enrolled'],
    permission: 'workstation:manage',
    audit: 'audit.exported',
  },
  /**
   * Changes the database key (S3): answers when the order is durable; then the store closes, everybody is signed out, and it opens
   * again under the new key. An interruption at any point is finished at the next start.
   */
  'workstation.changeKey': {
    input: z.object({}),
    output: z.object({}),
    errors: ['devices/not-enrolled', 'keychain/absent', 'keychain/locked'],
    permission: 'workstation:manage',
    audit: 'device.key-change-ordered',
  },
});
