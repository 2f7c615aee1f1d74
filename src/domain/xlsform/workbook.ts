// The sheets of an .xlsx file as rows of texts. Formulas are not computed: a cell that holds one is named, its value is not taken.
import { readXml } from '#src/domain/xlsform/xml.ts';

export interface SheetRow {
  /** As the spreadsheet counts, from 1. */
  readonly number: number;
  /** Column (from 0) → text. */
  readonly cells: ReadonlyMap<number, string>;
  readonly formulas: readonly number[];
}

export interface Sheet {
  readonly name: string;
  readonly rows: readonly SheetRow[];
  /** Rows beyond the limit that were not read. */
  readonly isCut: boolean;
}

export const sheetLimits = { rows: 10_000, columns: 200, cell: 5_000 };

/** The files of the archive by their path. */
export type Parts = ReadonlyMap<string, string>;

function sharedStrings(document: string | undefined): readonly string[] {
  const strings: string[] = [];
  if (document === undefined) return strings;
  const open: string[] = [];
  for (const event of readXml(document)) {
    if (event.kind === 'open') {
      open.push(event.name);
      if (event.name === 'si') strings.push('');
    } else if (event.kind === 'close') open.pop();
    // Phonetic readings (rPh) stand beside the text and are no part of it.
    else if (open.at(-1) === 't' && !open.includes('rPh')) strings.push((strings.pop() ?? '') + event.text);
  }
  return strings;
}

/** `AB12` → 27. */
function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/u.exec(reference)?.[0];
  if (letters === undefined) return null;
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  text: string;
  hasFormula: boolean;
}

interface OpenRow {
  readonly number: number;
  readonly cells: Map<number, string>;
  readonly formulas: number[];
}

function finishCell(row: OpenRow, cell: OpenCell, strings: readonly string[]): void {
  if (cell.column >= sheetLimits.columns) return;
  const text = cell.type === 's' ? (strings[Number(cell.text)] ?? '') : cell.text;
  if (cell.hasFormula) row.formulas.push(cell.column);
  else if (cell.type !== 'e' && text.trim() !== '') row.cells.set(cell.column, text.slice(0, sheetLimits.cell));
}

/** Reads one sheet event by event; rows and cells may leave out their own numbers. */
class SheetReader {
  readonly rows: SheetRow[] = [];
  isCut = false;
  readonly #strings: readonly string[];
  #row: OpenRow | null = null;
  #cell: OpenCell | null = null;
  #place = '';
  #lastRow = 0;
  #lastColumn = -1;

  constructor(strings: readonly string[]) {
    this.#strings = strings;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#place = name;
    if (name === 'row') {
      this.#lastRow = Number(attributes.r ?? this.#lastRow + 1);
      this.#lastColumn = -1;
      this.isCut ||= this.rows.length >= sheetLimits.rows;
      this.#row = this.isCut ? null : { number: this.#lastRow, cells: new Map(), formulas: [] };
    } else if (name === 'c') {
      this.#lastColumn = columnOf(attributes.r ?? '') ?? this.#lastColumn + 1;
      this.#cell = { column: this.#lastColumn, type: attributes.t ?? 'n', text: '', hasFormula: false };
    } else if (name === 'f' && this.#cell !== null) this.#cell.hasFormula = true;
  }

  text(text: string): void {
    if (this.#cell !== null && (this.#place === 'v' || this.#place === 't')) this.#cell.text += text;
  }

  close(name: string): void {
    this.#place = '';
    if (name === 'c' && this.#cell !== null) {
      if (this.#row !== null) finishCell(this.#row, this.#cell, this.#strings);
      this.#cell = null;
    } else if (name === 'row' && this.#row !== null) {
      const { cells, formulas } = this.#row;
      if (cells.size > 0 || formulas.length > 0) this.rows.push(this.#row);
      this.#row = null;
    }
  }
}

function readSheet(name: string, document: string, strings: readonly string[]): Sheet {
  const reader = new SheetReader(strings);
  for (const event of readXml(document)) {
    if (event.kind === 'open') reader.open(event.name, event.attributes);
    else if (event.kind === 'close') reader.close(event.name);
    else reader.text(event.text);
  }
  return { name, rows: reader.rows, isCut: reader.isCut };
}

/** Where the sheets lie: relationship id → path inside the archive. */
function targets(document: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const event of document === undefined ? [] : readXml(document)) {
    if (event.kind !== 'open' || event.name !== 'Relationship') continue;
    const { Id = '', Target = '' } = event.attributes;
    found.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//u, '')}`);
  }
  return found;
}

/** Every sheet of the workbook, or null when it is none. @throws NotXml */
export function readWorkbook(parts: Parts): readonly Sheet[] | null {
  const workbook = parts.get('xl/workbook.xml');
  if (workbook === undefined) return null;
  const paths = targets(parts.get('xl/_rels/workbook.xml.rels'));
  const strings = sharedStrings(parts.get('xl/sharedStrings.xml'));
  const sheets: Sheet[] = [];
  for (const event of readXml(workbook)) {
    if (event.kind !== 'open' || event.name !== 'sheet') continue;
    const document = parts.get(paths.get(event.attributes.id ?? '') ?? '');
    if (document !== undefined) sheets.push(readSheet(event.attributes.name ?? '', document, strings));
  }
  return sheets;
}
