// Listens for a keyboard-wedge reader wherever the focus is. The keys act as usual while they arrive, because they may be a person's; only
// once a whole reading is recognised is its ending key taken, and the listener is given what the form held before the first key.
import { useEffect, useRef } from 'react';
import type { CalendarDate } from '#src/base/calendar-date.ts';
import type { DocumentReading } from '#src/domain/documents/reading.ts';
import { type Burst, noBurst, readBurst, type WedgeSettings, withKey } from '#src/domain/documents/wedge.ts';

interface Wedge<T> {
  readonly settings: WedgeSettings;
  readonly today: CalendarDate;
  /** What to go back to when the keys turn out to be a reader's. */
  readonly remember: () => T;
  readonly onReading: (reading: DocumentReading, before: T) => void;
}

/** A space of a reader must not tick what has the focus; a person's third key never comes this fast. */
function isStraySpace(event: KeyboardEvent, burst: Burst): boolean {
  return (
    event.key === ' ' &&
    [...burst.text].length > 2 &&
    event.target instanceof Element &&
    event.target.matches('[type="checkbox"]')
  );
}

export function useWedge<T>(wedge: Wedge<T>): void {
  const latest = useRef(wedge);
  useEffect(() => {
    latest.current = wedge;
  });
  useEffect(() => {
    let burst = noBurst;
    let before: T | null = null;
    /** The key whose character is about to be written: it counts once. */
    let keyed: string | null = null;
    const add = (character: string, atMs: number) => {
      const next = withKey(burst, character, atMs);
      if (next.text === character || before === null) before = latest.current.remember();
      burst = next;
    };
    const end = (event: KeyboardEvent) => {
      const { today, settings, onReading } = latest.current;
      const reading = readBurst(burst, event.timeStamp, settings, today);
      burst = { ...noBurst, lastAtMs: event.timeStamp };
      if (reading === null || before === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      onReading(reading, before);
    };
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) burst = { ...noBurst, lastAtMs: event.timeStamp };
      else if (event.key === 'Enter' || event.key === 'Tab') end(event);
      else if ([...event.key].length === 1) {
        add(event.key, event.timeStamp);
        keyed = event.key;
        if (isStraySpace(event, burst)) event.preventDefault();
      }
    };
    /** Characters no keyboard has come without a key of their own. */
    const write = (event: InputEvent) => {
      const { data } = event;
      if (event.inputType !== 'insertText' || data === null || event.isComposing) return;
      const isOfKey = data === keyed;
      keyed = null;
      if (!isOfKey) for (const character of data) add(character, event.timeStamp);
    };
    document.addEventListener('keydown', press, { capture: true });
    document.addEventListener('beforeinput', write, { capture: true });
    return () => {
      document.removeEventListener('keydown', press, { capture: true });
      document.removeEventListener('beforeinput', write, { capture: true });
    };
  }, []);
}
