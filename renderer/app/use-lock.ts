// Locking (S2, S6): by key, or after the policy's minutes without key or mouse. What was typed is kept first; then the session ends
// and the sign-in screen stands there, so that a lock blanks at once and the next person sees nothing.
import { useEffect, useRef } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';

const minuteMs = 60_000;
const signsOfLife = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** @param lock called at Ctrl+L (⌘L) and when nobody has touched anything for long enough */
export function useLock(lock: () => void): void {
  const { data } = useCall('staff.idleLock', {});
  const latest = useRef(lock);
  useEffect(() => {
    latest.current = lock;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'l' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  const minutes = data?.minutes;
  useEffect(() => {
    if (minutes === undefined) return;
    let timer = setTimeout(() => latest.current(), minutes * minuteMs);
    const begin = () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current(), minutes * minuteMs);
    };
    for (const sign of signsOfLife) document.addEventListener(sign, begin, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signsOfLife) document.removeEventListener(sign, begin);
    };
  }, [minutes]);
}
