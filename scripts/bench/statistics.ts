// What a list of durations says. Medians, because one long pause of a shared machine must not decide; p95 and p99 beside them,
// because a person notices the slow ones.

export interface Summary {
  readonly count: number;
  readonly median: number;
  readonly p95: number;
  readonly p99: number;
}

/** Value below which the given part of the samples lies (nearest rank). */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1));
  return sorted[rank] ?? Number.NaN;
}

export function summarise(samples: readonly number[]): Summary {
  return {
    count: samples.length,
    median: quantile(samples, 0.5),
    p95: quantile(samples, 0.95),
    p99: quantile(samples, 0.99),
  };
}

/** Runs something and says how long it took, in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

export function timedSync(work: () => unknown): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

/** One run each: the sample it measured, in milliseconds. */
export type Run = () => Promise<number> | number;

/**
 * Subject and references in turn (A B A B), so that whatever else the machine does falls on all alike.
 * @param warmUps rounds that are run and not counted
 */
export async function alternate<N extends string>(
  runs: Readonly<Record<N, Run>>,
  rounds: number,
  warmUps: number,
): Promise<Record<N, readonly number[]>> {
  const names = Object.keys(runs) as N[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<N, number[]>;
  for (let round = -warmUps; round < rounds; round++) {
    for (const name of names) {
      const sample = await runs[name]();
      if (round >= 0) samples[name].push(sample);
    }
  }
  return samples;
}
