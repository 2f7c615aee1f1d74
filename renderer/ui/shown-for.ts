// What stands on the screen for a short time only (R1.3), and is gone at once when the window loses the focus, is hidden or locked.
import { useCallback, useEffect, useState } from 'react';

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
  const [shown, setShown] = useState<{ readonly value: T; readonly untilMs: number } | null>(null);
  const [nowMs, setNow] = useState(() => Date.now());
  const hide = useCallback(() => setShown(null), []);
  const untilMs = shown?.untilMs ?? null;

  useEffect(() => {
    if (untilMs === null) return;
    const tick = () => {
      setNow(Date.now());
      if (Date.now() >= untilMs) hide();
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
  }, [untilMs, hide]);

  const show = useCallback((value: T) => {
    setNow(Date.now());
    setShown({ value, untilMs: Date.now() + shownForSeconds * secondMs });
  }, []);
  return {
    value: shown?.value ?? null,
    secondsLeft: untilMs === null ? 0 : Math.max(0, Math.ceil((untilMs - nowMs) / secondMs)),
    show,
    hide,
  };
}
