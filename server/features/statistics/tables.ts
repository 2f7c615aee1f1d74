// Tables of which small counts are not told, and periods that are told nothing of.
import { dayInChina } from '#src/base/china-time.ts';
import { type Period, periodOf, weekOf, yearOf } from '#src/domain/statistics/periods.ts';
import type { StatisticsTable } from '#src/domain/statistics/schema.ts';
import { suppress, type ToldCount } from '#src/domain/statistics/suppress.ts';
import { suppressGrid } from '#src/domain/statistics/suppress-grid.ts';

/** What is asked about. */
export interface Shown {
  /** A week or a year of weeks. */
  readonly name: string;
  readonly period: Period;
  readonly nowMs: number;
  /** The smallest count that may be told. */
  readonly smallestCount: number;
  /** Null: of all. */
  readonly branchId: string | null;
}

/** Cells of the known keys in their order, and of whatever else occurs. @param smallest null: nothing of it is told */
export function tableOf<R extends { readonly count: number }>(
  rows: readonly R[],
  keyOf: (row: R) => string,
  known: readonly string[],
  smallest: number | null,
): StatisticsTable {
  const counts = new Map(known.map((key) => [key, 0]));
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + row.count);
  const keys = [...counts.keys()];
  if (smallest === null) return { total: null, cells: keys.map((key) => ({ key, count: null })) };
  const { total, cells } = suppress([...counts.values()], smallest);
  return { total, cells: keys.map((key, index) => ({ key, count: cells[index] ?? null })) };
}

/** Of what is still to come nothing is said, not that it is small. */
function bucketsSoFar({ unit, buckets }: Period, nowMs: number): readonly string[] {
  const today = dayInChina(nowMs);
  const last = unit === 'week' ? today : weekOf(today);
  return buckets.filter((bucket) => bucket <= last);
}

/** The year of weeks that what is shown is, or lies in. */
export function yearAround({ name, period }: Pick<Shown, 'name' | 'period'>): Period {
  return period.unit === 'year' ? period : (periodOf(yearOf(name)) ?? period);
}

/** Of a day. */
export interface Dated {
  readonly day: string;
  readonly count: number;
}

/**
 * A week whose count the table of its year hides is not told anything of: the year's total would give the other hidden ones.
 * @param ofYear everything counted in the year around
 */
export function smallestTold(shown: Shown, ofYear: readonly Dated[]): number | null {
  const { name, period, nowMs, smallestCount } = shown;
  if (period.unit === 'year') return smallestCount;
  const year = bucketsSoFar(yearAround(shown), nowMs);
  const { cells } = tableOf(ofYear, ({ day }) => weekOf(day), year, smallestCount);
  return cells.find(({ key }) => key === name)?.count === null ? null : smallestCount;
}

/**
 * A table of the period by keys, which agrees in what it hides with those of its year and of all other weeks of it.
 * @param ofYear everything counted in the year around
 */
export function keyTable<R extends Dated>(
  shown: Shown,
  ofYear: readonly R[],
  keyOf: (row: R) => string,
  known: readonly string[],
): StatisticsTable {
  const { name, period, nowMs, smallestCount } = shown;
  const weeks = new Map(bucketsSoFar(yearAround(shown), nowMs).map((week) => [week, new Map<string, number>()]));
  const keys = [...new Set([...known, ...ofYear.map(keyOf)])];
  for (const row of ofYear) {
    const counts = weeks.get(weekOf(row.day)) ?? new Map<string, number>();
    counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + row.count);
    weeks.set(weekOf(row.day), counts);
  }
  const names = [...weeks.keys()];
  const told = suppressGrid(
    [...weeks.values()].map((counts) => keys.map((key) => counts.get(key) ?? 0)),
    smallestCount,
  );
  const byWeek = tableOf(ofYear, ({ day }) => weekOf(day), names, smallestCount);
  const cellsOf = (counts: readonly ToldCount[]) => keys.map((key, place) => ({ key, count: counts[place] ?? null }));
  if (period.unit === 'year') return { total: byWeek.total, cells: cellsOf(told.whole) };
  const index = names.indexOf(name);
  // A week that is still to come.
  if (index < 0) return { total: 0, cells: keys.map((key) => ({ key, count: 0 })) };
  return { total: byWeek.cells[index]?.count ?? null, cells: cellsOf(told.rows[index] ?? []) };
}

/** Day by day of a week, week by week of a year. */
export function timeTable({ period, nowMs }: Shown, rows: readonly Dated[], smallest: number | null): StatisticsTable {
  return tableOf(rows, ({ day }) => (period.unit === 'week' ? day : weekOf(day)), bucketsSoFar(period, nowMs), smallest);
}

export function isWithin({ from, to }: Pick<Period, 'from' | 'to'>, day: string): boolean {
  return from <= day && day <= to;
}
