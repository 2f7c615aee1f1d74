import { useLayoutEffect, useRef } from 'react';

/** What a key does, with the words by which the sheet of shortcuts tells it. */
export interface KeyAct {
  readonly text: string;
  readonly act: () => void;
}

/** Key (lower case, as `KeyboardEvent.key`) → what it does. */
export type Keys = Readonly<Record<string, (() => void) | KeyAct>>;

/** The tables that act at this moment: the sheet of shortcuts reads them, so it cannot say anything untrue. */
const live = new Set<{ readonly current: Keys }>();

/** Every key that acts now and has words, each once. */
export function keysNow(): readonly { readonly key: string; readonly text: string }[] {
  const found = new Map<string, string>();
  for (const { current } of live) {
    for (const [key, act] of Object.entries(current)) if (typeof act !== 'function') found.set(key, act.text);
  }
  return [...found].map(([key, text]) => ({ key, text }));
}

const writesText = 'input:not([type="checkbox"], [type="radio"]), textarea, select';

function isForPage(event: KeyboardEvent): boolean {
  const isChord = event.ctrlKey || event.altKey || event.metaKey;
  if (event.repeat || isChord || event.isComposing || event.defaultPrevented) return false;
  // Function keys write nothing.
  const isText = event.target instanceof Element && event.target.matches(writesText);
  if (isText && !/^F\d{1,2}$/u.test(event.key)) return false;
  return document.querySelector('dialog[open]') === null;
}

/** A layout without Latin letters (Uyghur, Mongolian, Russian) names its keys by their places. */
export function keyName({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  const place = /^Key([A-Z])$/u.exec(code)?.[1];
  return (place !== undefined && /^[^\p{ASCII}]$/u.test(key) ? place : key).toLowerCase();
}

/**
 * Single keys that act wherever the focus is. Held keys, chords, input methods, keys somebody already used and keys meant for a
 * text do nothing; nor does anything while a dialog asks.
 * They act from the moment their page stands, not a frame later: a quick person would press into nothing.
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = isForPage(event) ? latest.current[keyName(event)] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      if (typeof act === 'function') act();
      else act.act();
    };
    live.add(latest);
    document.addEventListener('keydown', press);
    return () => {
      live.delete(latest);
      document.removeEventListener('keydown', press);
    };
  }, []);
}

/** A table of keys that a part of the page handles itself, told on the sheet of shortcuts as well. @returns the table */
export function useToldKeys<T extends Readonly<Record<string, KeyAct>>>(keys: T): T {
  const latest = useRef<Keys>(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useLayoutEffect(() => {
    live.add(latest);
    return () => void live.delete(latest);
  }, []);
  return keys;
}

/** The first nine of a list on the digit keys. */
export function digitKeys<T>(items: readonly T[], act: (item: T) => void, textOf: (item: T) => string): Keys {
  return Object.fromEntries(
    items.slice(0, 9).map((item, index) => [String(index + 1), { text: textOf(item), act: () => act(item) }]),
  );
}
