// What a guided run found, in words or as one line of JSON.
import type { DemoError } from '#scripts/demo/input.ts';

export interface DemoReceipt {
  readonly number: number;
  readonly recordId: string;
  readonly contentHash: string;
  readonly receivedAt: string;
}

export interface DemoResult {
  readonly index: number;
  readonly outcome: 'accepted' | 'refused';
  /** With the text the screen showed, for people; the JSON line carries field and code only. */
  readonly errors: readonly (DemoError & { readonly message?: string })[];
  readonly leftOut: readonly string[];
  readonly recordId: string | null;
  readonly receipt: DemoReceipt | null;
}

export function summarise(results: readonly DemoResult[]) {
  const accepted = results.filter((result) => result.outcome === 'accepted');
  const synced = accepted.filter((result) => result.receipt !== null).length;
  return {
    accepted: accepted.length,
    refused: results.length - accepted.length,
    synced,
    pending: accepted.length - synced,
    results: results.map(({ index, outcome, errors, receipt }) => ({
      index,
      outcome,
      errors: errors.map(({ field, code }) => ({ field, code })),
      receipt,
    })),
  };
}

/** One line per registration: no personal data, because a run's output may be kept. */
export function describe(result: DemoResult): string {
  const head = `#${String(result.index).padStart(3)} `;
  if (result.outcome === 'refused') {
    const reasons = result.errors.map(({ field, code, message }) => `${field}: ${message ?? ''} [${code}]`);
    return `${head}refused   ${reasons.join('; ')}`;
  }
  const left = result.leftOut.length > 0 ? `, left out (no consent, or not asked for): ${result.leftOut.join(', ')}` : '';
  const receipt = result.receipt;
  return receipt === null
    ? `${head}accepted  saved, no receipt yet${left}`
    : `${head}accepted  receipt No. ${receipt.number} for ${receipt.contentHash.slice(0, 16)}…${left}`;
}

/** An error of the run in one line: no stack, no colours, and of a driver's message only what happened. */
export function plainSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [what = ''] = message.split(/\n\s*Call log:/u);
  // biome's own rule keeps control characters out of expressions, so the escape is written by its code.
  const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'gu');
  return what
    .replace(colours, '')
    .split(/\s*\n\s*/u)
    .filter((line) => line !== '' && !/^at /u.test(line))
    .join(' · ');
}
