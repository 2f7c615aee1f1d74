// One JSON text a line. An answer without `output` says that the agent does not know the act, or failed over it.
import * as z from 'zod';

export const agentQuestion = z.object({ id: z.int(), act: z.string(), input: z.unknown() });
export const agentAnswer = z.object({ id: z.int(), output: z.unknown().optional() });

/** A longer line is no message of ours. It holds the longest envelope, escaped, and the longest sealed picture. */
export const longestLine = 8_000_000;

/** Sealed values of one record as they go to the agent. */
export const sealedText = z.string().max(2_000_000);
