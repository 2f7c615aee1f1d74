// Steps as entries of the browser's history, so that its back button goes one step back and loses nothing. An entry holds the name of a
// step only; what was typed is in the page's memory.
import { useCallback, useEffect, useState } from 'react';

export interface Places<P extends string> {
  readonly place: P;
  readonly go: (place: P) => void;
  readonly back: () => void;
  /** Without a way back to where one was. */
  readonly replace: (place: P) => void;
}

export function usePlaces<P extends string>(places: readonly P[], first: P): Places<P> {
  const [place, setPlace] = useState<P>(first);
  useEffect(() => {
    // After a reload nothing of before is there: wherever the entry was, it begins anew.
    history.replaceState({ place: first }, '');
    const pop = (event: PopStateEvent) => {
      const named: unknown = event.state?.place;
      setPlace(places.find((one) => one === named) ?? first);
    };
    addEventListener('popstate', pop);
    return () => removeEventListener('popstate', pop);
  }, [places, first]);
  const go = useCallback((next: P) => {
    history.pushState({ place: next }, '');
    setPlace(next);
  }, []);
  const replace = useCallback((next: P) => {
    history.replaceState({ place: next }, '');
    setPlace(next);
  }, []);
  return { place, go, replace, back: () => history.back() };
}
