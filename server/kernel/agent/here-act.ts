import * as z from 'zod';
import { type Act, answering } from './act.ts';

/** Whether there is an agent. */
export const hereAct = { name: 'agent.here', input: z.object({}), output: z.object({}), patienceMs: 20_000 } satisfies Act;

export const hereHandler = answering(hereAct, async () => ({}));
