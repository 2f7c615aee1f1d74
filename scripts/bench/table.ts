// The result as a table for people: figures in milliseconds, and loudly what was missed.
import type { Figure } from './figure.ts';

export interface Result {
  readonly measurement: string;
  readonly figures: readonly Figure[];
  /** Why it could not be measured, or null. */
  readonly failure: string | null;
}

/** Three digits that count. */
export function milliseconds(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toPrecision(3);
}

const head = ['what', 'n', 'median', 'p95', 'p99', 'reference', 'its median', 'found', 'target', ''];

function line({ name, subject, reference, verdict }: Figure): readonly string[] {
  return [
    name,
    String(subject.count),
    milliseconds(subject.median),
    milliseconds(subject.p95),
    milliseconds(subject.p99),
    reference?.name ?? '',
    reference === null ? '' : milliseconds(reference.summary.median),
    verdict?.found ?? '',
    verdict?.target ?? '',
    verdict === null ? '' : verdict.isMet ? 'met' : 'MISSED',
  ];
}

/** Lines of a table in Markdown, so that it can be pasted into the documentation as it is. */
export function tableOf(results: readonly Result[]): readonly string[] {
  const rows = [head, ...results.flatMap(({ figures }) => figures.map(line))];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 3));
  const draw = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [draw(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.slice(1).map(draw)];
}

/** One line per missed target and per failure; empty when everything was measured and met. */
export function complaints(results: readonly Result[]): {
  readonly missed: readonly string[];
  readonly failed: readonly string[];
} {
  return {
    missed: results.flatMap(({ figures }) =>
      figures.flatMap(({ name, verdict }) =>
        verdict === null || verdict.isMet ? [] : [`MISSED ${name}: ${verdict.found}, target ${verdict.target}`],
      ),
    ),
    failed: results.flatMap(({ measurement, failure }) => (failure === null ? [] : [`FAILED ${measurement}: ${failure}`])),
  };
}
