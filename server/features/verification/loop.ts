// Keeps asking while the server runs. One round at a time; between rounds it sleeps until something is due or was queued.
import type { VerificationAgent } from './ports.ts';
import type { VerificationService } from './service.ts';

/** What is queued meanwhile waits at most this long. */
const longestSleepMs = 1_000;

/** @returns ends the loop after the round that is under way */
export function startVerification(
  service: VerificationService,
  agent: VerificationAgent,
  onError: (error: unknown) => void,
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
  const run = async (): Promise<void> => {
    await service.takeUp().catch(onError);
    while (!isEnding) {
      const asked = await service.askDue(agent).catch((error: unknown) => {
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
