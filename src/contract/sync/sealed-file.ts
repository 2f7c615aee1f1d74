// Records on removable media and their receipts back (S4), for a branch that never connects. docs/protocol.md says the whole format.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { daysQuestion } from '#src/contract/sync/days.ts';
import { pushOutcome } from '#src/contract/sync/messages.ts';
import { signedDocument } from '#src/crypto/signed.ts';
import { successions } from '#src/crypto/succession-document.ts';
import { ageRecipient } from '#src/domain/organisation/schema.ts';

/** Below the 4 GiB a file may have on the file systems media come with. */
export const largestFileBytes = 3_500_000_000;
export const mostFileRecords = 20_000;
const largestBodyCharacters = 64_000_000;

/** A signed document that may be longer than those of the network. */
const longDocument = signedDocument.extend({ body: z.string().max(largestBodyCharacters) });
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const chainHead = z.object({ sequence: z.int().positive(), link: hash });

/** What follows in the file, by the hashes of its bytes: the device's signature over it covers every one of them. */
export const fileManifest = z.object({
  format: z.literal(1),
  protocol: z.int(),
  organisationId: z.string(),
  branchId: z.string(),
  deviceId: z.string(),
  /** The number on the medium's label; only grows on one workstation. */
  number: z.int().positive(),
  madeAt: instant,
  /** The head of the workstation's audit chain, and the last one the server acknowledged to it. */
  auditHead: chainHead.nullable(),
  auditAcknowledged: chainHead.nullable(),
  /** Where the receipts are encrypted to. */
  replyTo: ageRecipient,
  records: z
    .array(z.object({ sequence: z.int().positive(), contentHash: hash, attachments: z.array(hash).max(100) }))
    .min(1)
    .max(mostFileRecords),
  /** Closed days, and what is asked of the branch's; what POST /v1/days carries. */
  days: daysQuestion.exactOptional(),
});
export type FileManifest = z.infer<typeof fileManifest>;
export const fileManifestDocument = longDocument;

/** What the server says to one file; signed as `file-receipts`. */
export const fileReceipts = z.object({
  format: z.literal(1),
  organisationId: z.string(),
  deviceId: z.string(),
  number: z.int().positive(),
  issuedAt: instant,
  /** One per record of the file, as a push would have been answered. */
  records: z.array(z.object({ contentHash: hash, answer: pushOutcome })).max(mostFileRecords),
  /** The head of the file, when the server remembers it as the workstation's newest. */
  auditAcknowledged: chainHead.nullable(),
  /** The newest configuration; absent for a workstation that was taken out of service. */
  configuration: signedDocument.exactOptional(),
  /** The answer about the branch's days, a signed `branch-days`. */
  days: signedDocument.exactOptional(),
  /** What the server says of such a workstation. */
  standing: signedDocument.exactOptional(),
});
export type FileReceipts = z.infer<typeof fileReceipts>;
/** Beside the document: every renewal of the server's key, for a workstation that pins a former one. */
export const fileReceiptsDocument = longDocument.extend({ successions: successions.exactOptional() });
