// How often each source was asked today, and whether it is left alone: numbers and the names of sources, nothing else.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { parseJson } from '#src/base/json.ts';

const count = z.object({
  failures: z.int().nonnegative(),
  pausedUntilMs: z.number(),
  /** Days since 1970 of the server's clock (UTC). */
  day: z.int(),
  askedToday: z.int().nonnegative(),
});
type Count = z.infer<typeof count>;
const countsFile = z.record(z.string(), count);

const nothing: Count = { failures: 0, pausedUntilMs: 0, day: -1, askedToday: 0 };

export interface Counts {
  readonly of: (source: string) => Count;
  readonly set: (source: string, count: Count) => void;
}

function readCounts(path: string): Record<string, Count> {
  try {
    return countsFile.safeParse(parseJson(readFileSync(path, 'utf8'))).data ?? {};
  } catch {
    return {};
  }
}

/** @param path where they outlive the process; null: nowhere. A file that cannot be read or written loses counts and stops nobody. */
export function keepCounts(path: string | null): Counts {
  const counts = new Map(Object.entries(path === null ? {} : readCounts(path)));
  return {
    of: (source) => counts.get(source) ?? nothing,
    set: (source, changed) => {
      counts.set(source, changed);
      if (path === null) return;
      try {
        writeFileSync(`${path}.part`, JSON.stringify(Object.fromEntries(counts)), { mode: 0o600 });
        renameSync(`${path}.part`, path);
      } catch {
        // A full disk must not keep anybody from being asked.
      }
    },
  };
}
