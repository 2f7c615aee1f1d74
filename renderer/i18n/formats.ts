// Instants, ages and hashes as people read them; times are China's, as the days of the program are.
import type { TFunction } from 'i18next';
import { dayInChina, timeInChina } from '#src/base/china-time.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `14:05` today, `11-24 14:05` on other days. */
export function clockTime(instant: string, nowMs: number): string {
  const time = timeInChina(Date.parse(instant));
  const clock = time.slice(11, 16);
  return time.slice(0, 10) === dayInChina(nowMs) ? clock : `${time.slice(5, 10)} ${clock}`;
}

/** `2026-11-24 14:05:09`. */
export function fullTime(instant: string): string {
  return timeInChina(Date.parse(instant)).slice(0, 19).replace('T', ' ');
}

export type AgeUnit = 'seconds' | 'minutes' | 'hours' | 'days';

/** A duration in its largest whole unit; never negative, because a clock may have been set back. */
export function ageParts(ms: number): { readonly unit: AgeUnit; readonly count: number } {
  const age = Math.max(0, ms);
  if (age < minuteMs) return { unit: 'seconds', count: Math.floor(age / 1000) };
  if (age < hourMs) return { unit: 'minutes', count: Math.floor(age / minuteMs) };
  if (age < 2 * dayMs) return { unit: 'hours', count: Math.floor(age / hourMs) };
  return { unit: 'days', count: Math.floor(age / dayMs) };
}

export function ageText(t: TFunction, ms: number): string {
  const { unit, count } = ageParts(ms);
  return t(`age.${unit}`, { count });
}

/** The first twelve characters of a hash in threes of four: enough to compare by eye. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12).replace(/(.{4})(?=.)/gu, '$1 ');
}
