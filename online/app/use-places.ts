// Steps as entries of the browser's history, so that its back button goes one step back and loses nothing. An entry holds the name of a
// step only; what was typed is in the page's memory.
import { useCallback, useEffect, useState } from 'react';

const registering = ['service', 'notice', 'declined', 'form', 'phone', 'summary', 'receipt'] as const;
const asking = ['prove', 'code', 'own', 'correct'] as const;
const places = [...registering, ...asking];
export type Place = (typeof places)[number];

/** Is this about records that are there already? */
export function isAsking(place: Place): boolean {
  return asking.some((one) => one === place);
}

export interface Places {
  readonly place: Place;
  readonly go: (place: Place) => void;
  readonly back: () => void;
  /** Without a way back to where one was. */
  readonly replace: (place: Place) => void;
}

export function usePlaces(): Places {
  const [place, setPlace] = useState<Place>('service');
  useEffect(() => {
    // After a reload nothing of before is there: wherever the entry was, it begins anew.
    history.replaceState({ place: 'service' }, '');
    const pop = (event: PopStateEvent) => {
      const named: unknown = event.state?.place;
      setPlace(places.find((one) => one === named) ?? 'service');
    };
    addEventListener('popstate', pop);
    return () => removeEventListener('popstate', pop);
  }, []);
  const go = useCallback((next: Place) => {
    history.pushState({ place: next }, '');
    setPlace(next);
  }, []);
  const replace = useCallback((next: Place) => {
    history.replaceState({ place: next }, '');
    setPlace(next);
  }, []);
  return { place, go, replace, back: () => history.back() };
}
