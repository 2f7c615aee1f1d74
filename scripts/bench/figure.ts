// What one measurement found, and what is held against it.
import type { Summary } from './statistics.ts';

/** How a figure is judged: the ratio to its reference (or that of another quantile), the difference to it, or its own value. */
export interface Verdict {
  /** E.g. `ratio 1.32`, as it is compared. */
  readonly found: string;
  readonly target: string;
  readonly isMet: boolean;
}

export interface Figure {
  readonly name: string;
  /** Milliseconds. */
  readonly subject: Summary;
  readonly reference: { readonly name: string; readonly summary: Summary } | null;
  /** Null for a figure that only explains another. */
  readonly verdict: Verdict | null;
}

function verdict(found: number, unit: string, target: string, isMet: boolean): Verdict {
  return { found: `${found.toFixed(2)}${unit}`, target, isMet: Number.isFinite(found) && isMet };
}

/** Median at most so many times the reference's. */
export function atMostTimes(subject: Summary, reference: Summary, limit: number): Verdict {
  const ratio = subject.median / reference.median;
  return verdict(ratio, '×', `≤ ${limit}×`, ratio <= limit);
}

/** Speed of the subject at least so many times the reference's: the inverse of the times. */
export function atLeastSpeed(subject: Summary, reference: Summary, limit: number): Verdict {
  const ratio = reference.median / subject.median;
  return verdict(ratio, '×', `≥ ${limit}×`, ratio >= limit);
}

/** So many things a second, where the subject's time is that of a thousand. */
export function atLeastPerSecond(perThousand: Summary, limit: number): Verdict {
  const rate = 1_000_000 / perThousand.median;
  return verdict(rate, ' /s', `≥ ${limit} /s`, rate >= limit);
}

export function p95AtMost(subject: Summary, limitMs: number): Verdict {
  return verdict(subject.p95, ' ms', `p95 ≤ ${limitMs} ms`, subject.p95 <= limitMs);
}

/** p95 at most so many milliseconds over the reference's. */
export function p95AtMostOver(subject: Summary, reference: Summary, limitMs: number): Verdict {
  const over = subject.p95 - reference.p95;
  return verdict(over, ' ms over', `p95 ≤ ${limitMs} ms over`, over <= limitMs);
}

export function p99AtMost(subject: Summary, limitMs: number): Verdict {
  return verdict(subject.p99, ' ms', `p99 ≤ ${limitMs} ms`, subject.p99 <= limitMs);
}

/** How much a run may take: `smoke` is for the tests and measures nothing that counts. */
export type Effort = 'full' | 'quick' | 'smoke';

export interface BenchContext {
  readonly effort: Effort;
  /** An empty folder on the disk that is measured. */
  readonly folder: string;
  /** Environment of the keychain session. */
  readonly env: Readonly<Record<string, string>>;
  /** Rounds asked for on the command line instead of the measurement's own number. */
  readonly rounds: number | null;
  /** What is going on, for people. */
  readonly say: (line: string) => void;
}

export interface Measurement {
  readonly name: string;
  readonly title: string;
  /** Needs a build, a browser and a keychain. */
  readonly opensApplication: boolean;
  /** Takes minutes and gigabytes: run only when it is named. */
  readonly isOnlyByName?: boolean;
  run(context: BenchContext): Promise<readonly Figure[]>;
}

/** The measurement's own number for this effort, unless the command line named one. */
export function roundsOf(context: BenchContext, full: number, quick: number): number {
  const own = { full, quick, smoke: 1 }[context.effort];
  return context.rounds ?? own;
}
