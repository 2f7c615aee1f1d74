// A queue goes out batch by batch, and every screen asks for all it shows each time it hears of a change. Somebody is typing on one of
// them meanwhile, so they hear of the first batch at once, then at most twice a second, and of the end when it comes.
import type { MachinePorts } from '#main/ports/app-ports.ts';

const everyMs = 500;

/** @param tell says that something has changed; what was said is true then, whatever was asked before */
export function tellSeldom(
  { clock, timers }: Pick<MachinePorts, 'clock' | 'timers'>,
  tell: () => void,
): { readonly changed: () => void; readonly ended: () => void } {
  let toldMs = Number.NEGATIVE_INFINITY;
  let cancelTimer: (() => void) | null = null;
  const tellNow = () => {
    cancelTimer?.();
    cancelTimer = null;
    toldMs = clock.monotonicMs();
    tell();
  };
  return {
    changed: () => {
      if (cancelTimer !== null) return;
      const waitMs = toldMs + everyMs - clock.monotonicMs();
      if (waitMs <= 0) tellNow();
      else cancelTimer = timers.after(waitMs, tellNow);
    },
    ended: () => {
      if (cancelTimer !== null) tellNow();
    },
  };
}
