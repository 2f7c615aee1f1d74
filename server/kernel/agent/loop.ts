// Keeps doing what needs the agent while the server runs. One round at a time; between rounds it sleeps until something is due or was
// queued.
import type { Clock } from '#server/kernel/clock.ts';
import type { Agent } from './act.ts';
import { agentProtocol, hereAct } from './here-act.ts';

export interface DueWork {
  /** Whatever waits for its time is due now: a process that died may have left work that it had begun. */
  readonly takeUp: () => Promise<void>;
  /** Asks about what is due now. @returns how much was asked about */
  readonly askDue: (agent: Agent) => Promise<number>;
}

/** What is queued meanwhile waits at most this long. */
const longestSleepMs = 1_000;

/** What was put off by a clock that ran ahead would wait until that time comes: a clock that goes back further than this takes it all up. */
const leastStepMs = 60_000;

/** @returns ends the loop after the round that is under way */
export function startLoop(
  work: DueWork,
  agent: Agent,
  { clock, onError }: { readonly clock: Clock; readonly onError: (error: unknown) => void },
): () => Promise<void> {
  let isEnding = false;
  let wake: () => void = () => undefined;
  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longestSleepMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  /** Without an agent nothing is begun: no attempt is counted, and no reading written down that did not happen. */
  let isTold = false;
  const round = async () => {
    const here = await agent.ask(hereAct, {});
    if ('gone' in here) return 0;
    if (here.protocol === agentProtocol) return work.askDue(agent);
    if (!isTold) onError(new Error('the agent is of another version: restart it with this program'));
    isTold = true;
    return 0;
  };
  /** The latest time that was seen since everything was taken up; before the first time that is any. */
  let seenMs = Number.POSITIVE_INFINITY;
  const takeUpIfNeeded = async () => {
    const nowMs = clock.nowMs();
    if (nowMs < seenMs - leastStepMs) await work.takeUp();
    else if (nowMs < seenMs) return;
    seenMs = nowMs;
  };
  const run = async (): Promise<void> => {
    while (!isEnding) {
      await takeUpIfNeeded().catch(onError);
      const asked = await round().catch((error: unknown) => {
        onError(error);
        return 0;
      });
      if (asked === 0 && !isEnding) await sleep();
    }
  };
  const running = run();
  return () => {
    isEnding = true;
    wake();
    return running;
  };
}
