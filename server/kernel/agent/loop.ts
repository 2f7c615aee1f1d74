// Keeps doing what needs the agent while the server runs. One round at a time; between rounds it sleeps until something is due or was
// queued.
import type { Agent } from './act.ts';
import { agentProtocol, hereAct } from './here-act.ts';

export interface DueWork {
  /** A process that died may have left work that it had begun. */
  readonly takeUp: () => Promise<void>;
  /** Asks about what is due now. @returns how much was asked about */
  readonly askDue: (agent: Agent) => Promise<number>;
}

/** What is queued meanwhile waits at most this long. */
const longestSleepMs = 1_000;

/** @returns ends the loop after the round that is under way */
export function startLoop(work: DueWork, agent: Agent, onError: (error: unknown) => void): () => Promise<void> {
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
  const run = async (): Promise<void> => {
    await work.takeUp().catch(onError);
    while (!isEnding) {
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
