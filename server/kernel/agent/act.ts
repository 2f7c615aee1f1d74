// What the serving process may ask of the agent: a process of its own, the only one that holds the private class keys (R4.2). Sealed
// values go to it; what comes back is what the act says and no more. A feature keeps its acts in `agent-acts.ts` and what the agent
// does about them in `agent.ts`.
import type * as z from 'zod';

export interface Act<I extends z.ZodType = z.ZodType, O extends z.ZodType<object> = z.ZodType<object>> {
  readonly name: string;
  readonly input: I;
  readonly output: O;
  /** An agent that says nothing for so long is gone. */
  readonly patienceMs: number;
}

/** No agent, none that knows this act, or one that failed over it: whether anything was done is not known. */
export interface AgentGone {
  readonly gone: true;
}
export const agentGone: AgentGone = { gone: true };

export interface Agent {
  readonly ask: <I extends z.ZodType, O extends z.ZodType<object>>(
    act: Act<I, O>,
    input: z.input<I>,
  ) => Promise<z.output<O> | AgentGone>;
}

/** What the agent does about an act. */
export interface ActHandler {
  readonly act: Act;
  /** @throws Error when the input or the answer does not fit the act, or the work fails */
  readonly answer: (input: unknown) => Promise<object>;
}

export function answering<I extends z.ZodType, O extends z.ZodType<object>>(
  act: Act<I, O>,
  work: (input: z.output<I>) => Promise<z.output<O>>,
): ActHandler {
  return { act, answer: async (input) => act.output.parse(await work(act.input.parse(input))) };
}
