// Asking for the server's audit log: the newest checkpoint, proof that it continues the one known before, and of one leaf.
import * as z from 'zod';
import { signedDocument } from '#src/crypto/signed.ts';

/** Hex SHA-256; 64 of them prove a tree of any size. */
const proof = z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(130);

export const logRequest = z.object({
  protocol: z.int(),
  /** Size of the newest checkpoint the client has verified; 0 before the first. */
  knownSize: z.int().nonnegative(),
  /** Index of a leaf whose inclusion is asked for, as a receipt names it. */
  leaf: z.int().nonnegative().nullable(),
});

export const logResponse = z.object({
  /** A signed note (C2SP tlog-checkpoint). */
  checkpoint: z.string().max(10_000),
  /** Null when the log is smaller than `knownSize`: it was cut or put back. */
  consistency: proof.nullable(),
  inclusion: proof.nullable(),
  /** Statements that an older state was restored (kind `restoration`), the newest last. */
  restorations: z.array(signedDocument).max(20).exactOptional(),
  /** Records up to this position are in a verified backup; null: there is none. */
  safePosition: z.int().nonnegative().nullable().exactOptional(),
});
