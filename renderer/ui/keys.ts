import { useEffect, useRef } from 'react';

/** Key (lower case, as `KeyboardEvent.key`) → what it does. */
export type Keys = Readonly<Record<string, () => void>>;

const writesText = 'input:not([type="checkbox"], [type="radio"]), textarea, select';

/**
 * Single keys that act wherever the focus is. Held keys, chords, input methods, keys somebody already used and keys meant for a
 * text do nothing; nor does anything while a dialog asks.
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isChord = event.ctrlKey || event.altKey || event.metaKey;
      if (event.repeat || isChord || event.isComposing || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.matches(writesText)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const act = latest.current[event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

/** The first nine of a list on the digit keys. */
export function digitKeys<T>(items: readonly T[], act: (item: T) => void): Keys {
  return Object.fromEntries(items.slice(0, 9).map((item, index) => [String(index + 1), () => act(item)]));
}
