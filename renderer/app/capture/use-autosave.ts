// Keeps what is typed a moment after each change, so that a crash, a lock or a power cut loses at most that moment (S2).
import { useEffect, useRef } from 'react';
import { call } from '#renderer/bridge/api.ts';
import type { Filling } from '#renderer/features/registration/capture-state.ts';
import { draftOf } from './review-lines.ts';

const delayMs = 400;

/** A refusal is not shown here: the next save, or the review, says what is wrong. */
export function useAutosave(state: Filling): void {
  const latest = useRef(state);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  latest.current = state;
  const { registrationId, values } = state;
  useEffect(() => {
    if (Object.keys(values).length === 0) return;
    const save = () => {
      timer.current = null;
      void call('registration.save', { registrationId, ...draftOf(latest.current) });
    };
    timer.current ??= setTimeout(save, delayMs);
  }, [registrationId, values]);
  useEffect(
    () => () => {
      if (timer.current === null) return;
      clearTimeout(timer.current);
      void call('registration.save', { registrationId, ...draftOf(latest.current) });
    },
    [registrationId],
  );
}
