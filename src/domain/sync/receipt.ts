// The server's receipt: what it signs after its own durable commit. 已同步 stands only on a verified one (R4.1, S4).
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';

export const receipt = z.object({
  organisationId: z.string(),
  deviceId: z.string(),
  recordId: z.uuid(),
  revision: z.int().positive(),
  /** Hex SHA-256 over the envelope's exact text. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The server's running number of the record: also the receipt number shown to people. */
  position: z.int().positive(),
  receivedAt: instant,
  /** Index of the record's leaf in the server's audit log; receipts from before the log have none. */
  leaf: z.int().nonnegative().exactOptional(),
});
export type Receipt = z.infer<typeof receipt>;
