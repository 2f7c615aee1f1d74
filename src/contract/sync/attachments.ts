// Sealed attachments on the wire: content-addressed, in pieces, before the record that names them. Either side may stop at any moment;
// what arrived is not sent again.
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';

/** Bytes of one piece. Small enough for a branch line of 0.5 Mbit/s to finish well before a time limit. */
export const largestPieceBytes = 256 * 1024;
/** Sealed bytes of one attachment. What a form may hold is far less; the wire need not change when that grows. */
const largestSealedBytes = 64 * 1024 * 1024;

const contentHash = z.string().regex(/^[0-9a-f]{64}$/);
const sealedBytes = z.int().positive().max(largestSealedBytes);

/** How far an attachment of the asking device has come. Complete: all bytes are there and their hash is the name. */
export const attachmentProgress = z.object({ contentHash, receivedBytes: z.int().nonnegative(), isComplete: z.boolean() });
export type AttachmentProgress = z.infer<typeof attachmentProgress>;

/** POST /v1/attachments/progress — where to go on. Changes nothing. */
export const progressRequest = z.object({ protocol: z.int(), contentHashes: z.array(contentHash).min(1).max(100) });
export const progressResponse = z.object({ attachments: z.array(attachmentProgress) });

/** POST /v1/attachments — one piece. A piece that does not begin where the server stands changes nothing; the answer says where it stands. */
export const pieceRequest = z.object({
  protocol: z.int(),
  contentHash,
  sealedBytes,
  offset: z.int().nonnegative(),
  piece: base64url.min(1).max(Math.ceil((largestPieceBytes * 4) / 3)),
});
