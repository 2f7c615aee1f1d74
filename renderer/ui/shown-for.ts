// What stands on the screen for a short time only (R1.3), and is gone at once when the window loses the focus, is hidden or locked. A clock
// that is set back meanwhile lets nothing stand longer.
import { useCallback, useEffect, useState } from 'react';
import { type Moment, momentNow, msSince } from './moment.ts';

export const shownForSeconds = 30;
const secondMs = 1_000;

export interface ShownFor<T> {
  /** Null: hidden. */
  readonly value: T | null;
  readonly secondsLeft: number;
  readonly show: (value: T) => void;
  readonly hide: () => void;
}

export function useShownFor<T>(): ShownFor<T> {
  const [shown, setShown] = useState<{ readonly value: T; readonly since: Moment } | null>(null);
  const [secondsLeft, setLeft] = useState(0);
  const hide = useCallback(() => setShown(null), []);
  const since = shown?.since ?? null;

  useEffect(() => {
    if (since === null) return;
    const tick = () => {
      const left = Math.ceil(shownForSeconds - msSince(since) / secondMs);
      setLeft(left);
      if (left <= 0) hide();
    };
    const timer = setInterval(tick, secondMs);
    const hideIfAway = () => {
      if (document.hidden) hide();
    };
    window.addEventListener('blur', hide);
    document.addEventListener('visibilitychange', hideIfAway);
    return () => {
      clearInterval(timer);
      window.removeEventListener('blur', hide);
      document.removeEventListener('visibilitychange', hideIfAway);
    };
  }, [since, hide]);

  const show = useCallback((value: T) => {
    setLeft(shownForSeconds);
    setShown({ value, since: momentNow() });
  }, []);
  return { value: shown?.value ?? null, secondsLeft: shown === null ? 0 : secondsLeft, show, hide };
}
