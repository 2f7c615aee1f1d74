import * as z from 'zod';
import { type Act, answering } from './act.ts';

/** Counts up with what the two processes say to each other: one that was not restarted with the program is no agent of ours. */
export const agentProtocol = 2;

/** Whether there is an agent, and which. */
export const hereAct = {
  name: 'agent.here',
  input: z.object({}),
  output: z.object({ protocol: z.int().default(1) }),
  patienceMs: 20_000,
} satisfies Act;

export const hereHandler = answering(hereAct, async () => ({ protocol: agentProtocol }));
