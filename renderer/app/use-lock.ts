// Locking (S2, S6): by key, or after the policy's minutes without key or mouse. What was typed is kept first; then the session ends
// and the sign-in screen stands there, so that a lock blanks at once and the next person sees nothing.
import { useEffect, useRef } from 'react';
import { call } from '#renderer/bridge/api.ts';
import { useCall } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { keyName, useToldKeys } from '#renderer/ui/keys.ts';
import { momentNow, msSince } from '#renderer/ui/moment.ts';

const minuteMs = 60_000;
/** Looked at this often, because a timer of many minutes stands still while the machine sleeps. */
const lookEveryMs = 5_000;
/** The program ends an idle session too; it hears of a living person this often at most. */
const tellEveryMs = 20_000;
const signsOfLife = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

function useIdle(minutes: number | undefined, lock: () => void): void {
  useEffect(() => {
    if (minutes === undefined) return;
    let lastLife = momentNow();
    let lastTold = lastLife;
    const isIdle = () => msSince(lastLife) >= minutes * minuteMs;
    const look = () => {
      if (isIdle()) lock();
    };
    const live = () => {
      // The mouse that wakes a machine is not a sign that nobody was away.
      if (isIdle()) return lock();
      lastLife = momentNow();
      if (msSince(lastTold) < tellEveryMs) return;
      lastTold = lastLife;
      void call('staff.alive', {});
    };
    const timer = setInterval(look, lookEveryMs);
    document.addEventListener('visibilitychange', look);
    for (const sign of signsOfLife) document.addEventListener(sign, live, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      for (const sign of signsOfLife) document.removeEventListener(sign, live, { capture: true });
    };
  }, [minutes, lock]);
}

/** @param lock called at Ctrl+L (⌘L) and when nobody has touched anything for long enough */
export function useLock(lock: () => void): void {
  const { data } = useCall('staff.idleLock', {});
  const latest = useRef(lock);
  const { t } = useTexts();
  useEffect(() => {
    latest.current = lock;
  });
  const lockNow = useRef(() => latest.current()).current;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (keyName(event) !== 'l' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      lockNow();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [lockNow]);
  useToldKeys({ 'ctrl+l': { text: t('frame.lock'), act: lockNow } });
  useIdle(data?.minutes, lockNow);
}
