// The local log: JSON lines in a small file that is rotated once. It names events and codes and never a subject (R4.7): an error is
// written as its name, its code and where it was thrown, without its message, because messages quote what they failed on.
import { appendFileSync, renameSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Clock } from '#main/ports/clock.ts';
import type { Log } from '#main/ports/log.ts';
import { instantFromMs } from '#src/base/instant.ts';

const rotateAtBytes = 256 * 1024;
const tailLength = 60;

/** What may be known of an error. File names lose their folders, which can contain a person's name. */
export function describeError(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // The stack begins with the message; only lines that name a position in a file count as frames.
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .slice(0, 8)
    .map((line) => line.trim().replace(/(file:\/\/)?[^\s()]*[\\/]/g, ''));
  const cause = error.cause instanceof Error ? { cause: error.cause.name } : {};
  return { error: basename(error.name), code, at: frames.join(' < '), ...cause };
}

export class FileLog implements Log {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #tail: string[] = [];

  constructor(path: string, clock: Clock) {
    this.#path = path;
    this.#clock = clock;
  }

  write(event: string, detail: Readonly<Record<string, string | number | boolean | null>> = {}): void {
    const line = JSON.stringify({ at: instantFromMs(this.#clock.nowMs()), event, ...detail });
    this.#tail.push(line);
    if (this.#tail.length > tailLength) this.#tail.shift();
    try {
      const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
      if (size > rotateAtBytes) renameSync(this.#path, `${this.#path}.1`);
      appendFileSync(this.#path, `${line}\n`, { mode: 0o600 });
    } catch {
      // A log that cannot be written (full disk, no folder yet) must not stop the work; the newest lines stay in memory.
    }
  }

  tail(): string {
    return this.#tail.join('\n');
  }
}
