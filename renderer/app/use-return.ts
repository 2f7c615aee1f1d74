// Back to where a lock interrupted (S2): the same person goes straight on in the registration that was open, at the field the focus was
// on. Anybody else who signs in ends that: for them it does not exist. Only ids are remembered, in memory, and for one sign-in.
import { useContext, useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { call } from '#renderer/bridge/api.ts';
import { type Capture, type CaptureEvent, resumedEvent } from '#renderer/features/registration/capture-state.ts';
import { focusId } from '#renderer/ui/stops.ts';
import { PlaceContext } from './place-of-lock.ts';

interface Returning {
  readonly staffId: string;
  readonly capture: Capture;
  /** The person is where registrations are shown and nothing is open there. */
  readonly isFree: boolean;
  readonly dispatch: (event: CaptureEvent) => void;
}

/** @returns notes the place, to be called before a lock takes the screen away */
export function useReturn({ staffId, capture, isFree, dispatch }: Returning): () => void {
  const place = useContext(PlaceContext);
  /** Whoever went elsewhere meanwhile must not be taken from there; the registration waits in the list of unfinished ones. */
  const isAwaited = useRef(false);
  useEffect(() => {
    if (!isFree) isAwaited.current = false;
  }, [isFree]);
  useEffect(() => {
    const left = place.current;
    place.current = null;
    if (left === null || left.staffId !== staffId) return;
    isAwaited.current = true;
    void call('registration.resume', { registrationId: left.registrationId }).then((answer) => {
      if (!answer.ok || !isAwaited.current) return;
      flushSync(() => dispatch(resumedEvent(answer.value)));
      focusId(left.focus);
    });
  }, [place, staffId, dispatch]);
  return () => {
    if (capture.at !== 'filling') return;
    place.current = { staffId, registrationId: capture.registrationId, focus: document.activeElement?.id ?? '' };
  };
}
