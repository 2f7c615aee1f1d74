// The signed configuration as a file, for workstations that cannot reach the server. What it says is believed by its signature alone.
import * as z from 'zod';
import { signedDocument } from '#src/crypto/signed.ts';
import { successions } from '#src/crypto/succession-document.ts';

export const configurationFile = z.object({
  kind: z.literal('countersign-configuration'),
  configuration: signedDocument,
  /** Of every workstation that was taken out of service: one that cannot be reached hears of it with the file. */
  standings: z.array(signedDocument).max(10_000).exactOptional(),
  /** Every renewal of the server's key: one that was away for long follows it from the key it pins. */
  successions: successions.exactOptional(),
});
export type ConfigurationFile = z.infer<typeof configurationFile>;
