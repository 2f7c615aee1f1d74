// A year's table and the tables of its weeks are of the same people (R5.5): the year's cell less what the other weeks tell of it gives back
// what one week hides. So all of them are hidden together, as one grid of weeks and keys, with its sums at the end of each row and column.
import { suppress, type ToldCount } from './suppress.ts';

export interface ToldGrid {
  /** Row by row, a week's cells. */
  readonly rows: readonly (readonly ToldCount[])[];
  /** The sums of the columns: the year's cells. */
  readonly whole: readonly ToldCount[];
}

interface Place {
  readonly row: number;
  readonly column: number;
}

class Grid {
  /** Cells with the row of their sums below. */
  readonly values: readonly (readonly number[])[];
  readonly hidden: boolean[][];
  readonly #smallest: number;
  readonly #isRowUntold: readonly boolean[];

  constructor(counts: readonly (readonly number[])[], smallest: number) {
    const [first = []] = counts;
    const sums = first.map((_, column) => counts.reduce((sum, row) => sum + (row[column] ?? 0), 0));
    const byRow = suppress(
      counts.map((row) => row.reduce((sum, count) => sum + count, 0)),
      smallest,
    );
    this.#smallest = smallest;
    this.values = [...counts, sums];
    this.#isRowUntold = [...byRow.cells.map((count) => count === null), byRow.total === null];
    this.hidden = this.values.map((row, index) => {
      const { cells } = suppress(row, smallest);
      return cells.map((count) => count === null || this.#isRowUntold[index] === true);
    });
  }

  get #last(): number {
    return this.values.length - 1;
  }

  value({ row, column }: Place): number {
    return this.values[row]?.[column] ?? 0;
  }

  isHidden({ row, column }: Place): boolean {
    return this.hidden[row]?.[column] === true;
  }

  hide({ row, column }: Place): void {
    const cells = this.hidden[row];
    if (cells !== undefined) cells[column] = true;
  }

  places(): readonly Place[] {
    return this.values.flatMap((cells, row) => cells.map((_, column) => ({ row, column })));
  }

  /** Few people, whose count somebody might work out. */
  isSensitive(place: Place): boolean {
    const value = this.value(place);
    return this.isHidden(place) && value > 0 && value < this.#smallest;
  }

  /** What is hidden of a column whose sum is told, when that is few people together. */
  fewOf(column: number): Place | null {
    const places = this.values.slice(0, -1).map((_, row) => ({ row, column }));
    const hidden = places.filter((place) => this.isHidden(place));
    if (hidden.length === 0 || this.isHidden({ row: this.#last, column })) return null;
    const sum = hidden.reduce((all, place) => all + this.value(place), 0);
    return sum === 0 || sum >= this.#smallest ? null : (hidden[0] ?? null);
  }

  /** A row and a column over whose other hidden cells one more, or one less, at their crossing can be made up for: then it could be so. */
  isOpen(place: Place): boolean {
    return this.#isReachable(place, 1) || (this.value(place) > 0 && this.#isReachable(place, -1));
  }

  /** Whether a hidden cell could be one more (`by` 1) or one less; what is a sum counts against its column. */
  #canChange(place: Place, by: number): boolean {
    return this.isHidden(place) && (by === (place.row === this.#last ? -1 : 1) || this.value(place) > 0);
  }

  /** From a row that has one too many to a row that gives it to the column that has. */
  #isReachable(start: Place, by: number): boolean {
    const ends = new Set(this.#rowsFrom(start.column, -by).filter((row) => row !== start.row));
    const [rows, columns] = [new Set([start.row]), new Set([start.column])];
    // What is added while it is gone through comes later.
    for (const row of rows) {
      for (const column of this.#columnsFrom(row, by)) {
        if (columns.has(column)) continue;
        columns.add(column);
        for (const further of this.#rowsFrom(column, by)) {
          if (ends.has(further)) return true;
          rows.add(further);
        }
      }
    }
    return false;
  }

  /** The column of the rows' sums stands behind the others. */
  #columnsFrom(row: number, by: number): readonly number[] {
    const cells = this.values[row] ?? [];
    const found = cells.flatMap((_, column) => (this.#canChange({ row, column }, -by) ? [column] : []));
    return this.#isRowUntold[row] === true ? [...found, cells.length] : found;
  }

  #rowsFrom(column: number, by: number): readonly number[] {
    const isOfSums = column === this.values[0]?.length;
    return this.values.flatMap((_, row) => {
      const isPossible = isOfSums ? this.#isRowUntold[row] === true : this.#canChange({ row, column }, by);
      return isPossible ? [row] : [];
    });
  }

  /**
   * What may be hidden beside a cell: at the other corner of what is hidden in its column and its row, or in them. That which costs least
   * first: weeks before the year, people before nobody, few before many.
   */
  #besides({ row, column }: Place): readonly Place[] {
    const inColumn = this.values.map((_, other) => ({ row: other, column }));
    const inRow = (this.values[row] ?? []).map((_, other) => ({ row, column: other }));
    const hidden = (place: Place) => this.isHidden(place);
    const corners = inColumn
      .filter(hidden)
      .flatMap((one) => inRow.filter(hidden).map((other) => ({ row: one.row, column: other.column })));
    const cost = (place: Place) => (place.row === this.#last ? 4e15 : 0) + (this.value(place) === 0 ? 2e15 : this.value(place));
    return [...corners, ...inColumn, ...inRow]
      .filter((place) => !this.isHidden(place))
      .toSorted((one, other) => cost(one) - cost(other));
  }

  /** Hides the first beside it that opens it, or the first of all. @returns false when there is nothing left to hide */
  openUp(place: Place): boolean {
    const besides = this.#besides(place);
    const helps = besides.find((candidate) => {
      this.hide(candidate);
      const isOpened = this.isOpen(place);
      this.#show(candidate);
      return isOpened;
    });
    const chosen = helps ?? besides[0];
    if (chosen !== undefined) this.hide(chosen);
    return chosen !== undefined;
  }

  #show({ row, column }: Place): void {
    const cells = this.hidden[row];
    if (cells !== undefined) cells[column] = false;
  }
}

/** @returns whether it worked: otherwise all beside it is hidden, and it follows all the same */
function open(grid: Grid, place: Place, isOpen: () => boolean): boolean {
  while (!isOpen()) if (!grid.openUp(place)) return false;
  return true;
}

/**
 * What is told of weeks and of their year. Each row, and the row of the sums, is told as `suppress` tells it; then more is hidden until no few
 * people hidden anywhere follow from all of it together: each such count could be another, with no count below nothing. Where that cannot be,
 * the whole is too small to tell anything of.
 */
export function suppressGrid(counts: readonly (readonly number[])[], smallest: number): ToldGrid {
  const grid = new Grid(counts, smallest);
  // To hide more opens no less and brings no few people: each has to be looked at once.
  const columns = (grid.values[0] ?? []).map((_, column) => {
    const few = grid.fewOf(column);
    return few === null || open(grid, few, () => grid.fewOf(column) === null);
  });
  const sensitive = grid.places().filter((place) => grid.isSensitive(place));
  const places = sensitive.map((place) => open(grid, place, () => grid.isOpen(place)));
  const isLost = [...columns, ...places].includes(false);
  const told = grid.values.map((row, index) =>
    row.map((count, column) => (isLost || grid.isHidden({ row: index, column }) ? null : count)),
  );
  return { rows: told.slice(0, -1), whole: told.at(-1) ?? [] };
}
