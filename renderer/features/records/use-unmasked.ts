// Values shown without masks (R1.3): for half a minute, and gone at once when the window loses the focus, is hidden or locked.
import { useCallback, useEffect, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import type { viewPurposes } from '#src/domain/records/reopening.ts';
import type { FieldValues, RegistrationId } from '#src/domain/registration/schema.ts';

export const shownForSeconds = 30;
const secondMs = 1_000;

export type ViewPurpose = (typeof viewPurposes)[number];

interface Shown {
  readonly values: FieldValues;
  readonly untilMs: number;
}

export function useUnmasked(recordId: RegistrationId) {
  const unmask = useAct('records.unmask');
  const [shown, setShown] = useState<Shown | null>(null);
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

  /** @param field null: all of them */
  const show = async (field: string | null, purpose: ViewPurpose) => {
    const answer = await unmask.run({ recordId, field, purpose });
    if (!answer?.ok) return;
    setNow(Date.now());
    setShown({ values: answer.value.values, untilMs: Date.now() + shownForSeconds * secondMs });
  };
  return {
    values: shown?.values ?? null,
    secondsLeft: untilMs === null ? 0 : Math.max(0, Math.ceil((untilMs - nowMs) / secondMs)),
    isBusy: unmask.isBusy,
    refusal: unmask.refusal,
    show,
    hide,
  };
}
