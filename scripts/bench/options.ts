import { parseArgs } from 'node:util';
import type { Effort } from './figure.ts';

export interface BenchOptions {
  /** Names of measurements; empty for all. */
  readonly only: readonly string[];
  readonly effort: Effort;
  readonly rounds: number | null;
  readonly isJson: boolean;
  /** A missed target is an error. */
  readonly isStrict: boolean;
}

export function benchUsage(names: readonly string[]): string {
  return `npm run bench -- [${names.join('|')}]… [--quick] [--runs N] [--json] [--strict]`;
}

/** @throws Error whose message is one sentence for the person who typed the command */
export function readOptions(args: readonly string[], names: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true },
      runs: { type: 'string' },
      quick: { type: 'boolean' },
      json: { type: 'boolean' },
      strict: { type: 'boolean' },
    },
  });
  const only = [...positionals, ...(values.only ?? [])];
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`There is no measurement "${unknown}".`);
  const rounds = values.runs === undefined ? null : Number(values.runs);
  if (rounds !== null && !(Number.isInteger(rounds) && rounds > 0)) throw new Error('--runs needs a whole number above 0.');
  return {
    only,
    effort: values.quick === true ? 'quick' : 'full',
    rounds,
    isJson: values.json ?? false,
    isStrict: values.strict ?? false,
  };
}
