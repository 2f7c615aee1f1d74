// Keeps what is typed a moment after each change, so that a crash, a lock or a power cut loses at most that moment (S2).
import { useEffect, useRef, useState } from 'react';
import { call } from '#renderer/bridge/api.ts';
import type { Filling } from '#renderer/features/registration/capture-state.ts';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { draftOf } from './review-lines.ts';

const delayMs = 400;
/** A full disk may have room again by itself. */
const againMs = 3_000;

/** @returns why what was typed is not kept at the moment, for the person to know before they leave; what is wrong with it the review says */
export function useAutosave(state: Filling): RefusalShown | null {
  const latest = useRef(state);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const [refusal, setRefusal] = useState<RefusalShown | null>(null);
  latest.current = state;
  const { registrationId, values } = state;
  useEffect(() => {
    if (Object.keys(values).length === 0) return;
    const save = async () => {
      timer.current = null;
      const answer = await call('registration.save', { registrationId, ...draftOf(latest.current) });
      const isOfTheMachine = !answer.ok && /^(?:store|internal)\//u.test(answer.error.code);
      setRefusal(isOfTheMachine ? answer.error : null);
      if (isOfTheMachine && latest.current.registrationId === registrationId) timer.current ??= setTimeout(save, againMs);
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
  return refusal;
}
