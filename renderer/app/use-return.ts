// Back to where a lock interrupted (S2): the same person goes straight on in the registration that was open, at the field the focus was
// on. Anybody else who signs in ends that: for them it does not exist. Only ids are remembered, in memory, and for one sign-in.
import { createContext, type RefObject, useContext, useEffect } from 'react';
import { flushSync } from 'react-dom';
import { call } from '#renderer/bridge/api.ts';
import { type Capture, type CaptureEvent, resumedEvent } from '#renderer/features/registration/capture-state.ts';
import { focusId } from '#renderer/ui/stops.ts';
import type { RegistrationId } from '#src/domain/registration/schema.ts';

interface Place {
  readonly staffId: string;
  readonly registrationId: RegistrationId;
  /** Id of the focused control, or empty. */
  readonly focus: string;
}

export type PlaceOfLock = Place | null;

/** Held above the frame, which goes with the session. */
export const PlaceContext = createContext<RefObject<PlaceOfLock>>({ current: null });

/** @returns notes the place, to be called before a lock takes the screen away */
export function useReturn(staffId: string, capture: Capture, dispatch: (event: CaptureEvent) => void): () => void {
  const place = useContext(PlaceContext);
  useEffect(() => {
    const left = place.current;
    place.current = null;
    if (left === null || left.staffId !== staffId) return;
    void call('registration.resume', { registrationId: left.registrationId }).then((answer) => {
      if (!answer.ok) return;
      flushSync(() => dispatch(resumedEvent(answer.value)));
      focusId(left.focus);
    });
  }, [place, staffId, dispatch]);
  return () => {
    if (capture.at !== 'filling') return;
    place.current = { staffId, registrationId: capture.registrationId, focus: document.activeElement?.id ?? '' };
  };
}
