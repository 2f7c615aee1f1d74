// Instants, ages and hashes as people read them, in this computer's time zone.
import type { TFunction } from 'i18next';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

function isSameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}

/** `14:05` today, `11-24 14:05` on other days. */
export function clockTime(instant: string, nowMs: number): string {
  const time = new Date(instant);
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}`;
  return isSameDay(time, new Date(nowMs)) ? clock : `${two(time.getMonth() + 1)}-${two(time.getDate())} ${clock}`;
}

/** `2026-11-24 14:05:09`. */
export function fullTime(instant: string): string {
  const time = new Date(instant);
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
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
