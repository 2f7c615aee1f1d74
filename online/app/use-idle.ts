import { useEffect, useRef } from 'react';

const signs = ['pointerdown', 'keydown', 'scroll'] as const;

/** What is on the screen goes when nobody has touched the page for so long: it may have been left on a computer of others. */
export function useIdle(isWatched: boolean, idleMs: number, leave: () => void): void {
  const latest = useRef(leave);
  latest.current = leave;
  useEffect(() => {
    if (!isWatched) return;
    let timer = setTimeout(() => latest.current(), idleMs);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current(), idleMs);
    };
    for (const sign of signs) addEventListener(sign, again, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signs) removeEventListener(sign, again);
    };
  }, [isWatched, idleMs]);
}
