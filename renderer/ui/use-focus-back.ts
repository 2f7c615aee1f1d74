import { useEffect, useRef } from 'react';
import { focusId } from './stops.ts';

/** A button that was pressed is locked while the program works, or gone afterwards: the focus must not be lost with it. */
export function useFocusBack(id: string, isBusy: boolean): void {
  const wasBusy = useRef(isBusy);
  useEffect(() => {
    if (wasBusy.current && !isBusy && document.activeElement === document.body) focusId(id);
    wasBusy.current = isBusy;
  }, [id, isBusy]);
}
