// A keyboard-wedge reader types what it read, much faster than any person, and ends with Enter or Tab. Told from a person by the time
// between keys and by what it says: at least two parts and a document number among them. The keys themselves are never held back, so
// nothing a person types is ever swallowed; once a reading is recognised, what the burst did to the form is undone by whoever listens.
import type { CalendarDate } from '#src/base/calendar-date.ts';
import { type DocumentReading, type ReadingMember, toReading } from './reading.ts';

export interface WedgeSettings {
  /** Text before and after what was read, the ending key not counted; most readers have none. */
  readonly prefix: string;
  readonly suffix: string;
  readonly separator: string;
  /** What stands between the separators; null: something that is not taken. */
  readonly parts: readonly (ReadingMember | null)[];
}

/** As a resident ID prints them: name, sex, ethnicity, birth, address, number. */
export const usualWedge: WedgeSettings = {
  prefix: '',
  suffix: '',
  separator: '|',
  parts: ['name', null, null, null, 'address', 'documentNumber'],
};

/** A quick typist needs 80 ms from key to key; readers need 1 to 20. */
export const longestGapMs = 50;
/** Before a document is laid down nobody types. Without this pause a reader that stumbled would begin in the middle of a name. */
export const pauseBeforeMs = 300;

export interface Burst {
  readonly text: string;
  readonly lastAtMs: number;
  /** It began after a pause. */
  readonly isWhole: boolean;
}

export const noBurst: Burst = { text: '', lastAtMs: Number.NEGATIVE_INFINITY, isWhole: false };

/** The burst after one more character. A pause begins a new one. */
export function withKey(burst: Burst, character: string, atMs: number): Burst {
  const gapMs = atMs - burst.lastAtMs;
  if (gapMs <= longestGapMs) return { ...burst, text: burst.text + character, lastAtMs: atMs };
  return { text: character, lastAtMs: atMs, isWhole: gapMs >= pauseBeforeMs };
}

/** What a burst that ends now has read; null when it was a person, or no document. */
export function readBurst(burst: Burst, endedAtMs: number, settings: WedgeSettings, today: CalendarDate): DocumentReading | null {
  const { prefix, suffix, separator, parts } = settings;
  const { text } = burst;
  const isReader =
    burst.isWhole && endedAtMs - burst.lastAtMs <= longestGapMs && text.startsWith(prefix) && text.endsWith(suffix);
  if (!isReader || text.length < prefix.length + suffix.length) return null;
  const said = text.slice(prefix.length, text.length - suffix.length).split(separator);
  if (said.length !== parts.length || said.length < 2) return null;
  const texts: Partial<Record<ReadingMember, string>> = {};
  for (const [index, member] of parts.entries()) if (member !== null) texts[member] = said[index] ?? '';
  return toReading(texts, today);
}
