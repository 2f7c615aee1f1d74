import { useEffect, useState } from 'react';

/** The present moment, renewed at an interval, for ages on the screen. Nothing is ordered or decided by it. */
export function useNow(everyMs: number): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
