// A sheet of an XLSForm as records: the first row names the columns, texts may have a language.
import type { Language, LocalText } from '#src/base/language.ts';
import type { Note } from '#src/domain/xlsform/report.ts';
import type { Sheet } from '#src/domain/xlsform/workbook.ts';

export interface TableRow {
  readonly number: number;
  /** The text under a column, '' when there is none. */
  readonly get: (column: string) => string;
  /** A text with its translations; one without a language belongs to the language it is written in. */
  readonly local: (column: string) => LocalText;
}

/** `Label :: Chinese (zh)` → `label::zh-CN`; null language for one we do not have. */
function columnName(header: string): { readonly base: string; readonly language: Language | null | undefined } {
  const [base = '', language] = header.trim().split(/\s*::?\s*/u);
  const name = base.toLowerCase();
  if (language === undefined) return { base: name, language: undefined };
  if (/中文|汉语|chinese|\bzh\b/iu.test(language)) return { base: name, language: 'zh-CN' };
  return { base: name, language: /英|english|\ben\b/iu.test(language) ? 'en' : null };
}

function keyOf(base: string, language: Language | undefined): string {
  return language === undefined ? base : `${base}::${language}`;
}

/**
 * Reads a sheet; columns that are not known are noted once when they hold anything.
 * @param known names of columns without their language
 */
export function readTable(sheet: Sheet, known: readonly string[], note: Note): readonly TableRow[] {
  const [head, ...rows] = sheet.rows;
  if (head === undefined) return [];
  const columns = new Map<number, string>();
  for (const [column, header] of head.cells) {
    const { base, language } = columnName(header);
    const isUsed = rows.some((row) => row.cells.has(column));
    const isKnown = known.includes(base);
    if (isKnown && language !== null) columns.set(column, keyOf(base, language));
    else if (isUsed) {
      const code = isKnown ? 'language-left-out' : 'column-left-out';
      note('left-out', code, { sheet: sheet.name, row: head.number }, { column: header.slice(0, 60) });
    }
  }
  if (sheet.isCut) note('left-out', 'rows-cut', { sheet: sheet.name }, { rows: sheet.rows.length });
  return rows.map((row) => {
    for (const column of row.formulas) {
      const params = { column: (head.cells.get(column) ?? String(column + 1)).slice(0, 60) };
      note('left-out', 'formula-left-out', { sheet: sheet.name, row: row.number }, params);
    }
    const values = new Map([...columns].map(([column, name]) => [name, (row.cells.get(column) ?? '').trim()]));
    const get = (column: string) => values.get(column) ?? '';
    return { number: row.number, get, local: (column) => localTextOf(get, column) };
  });
}

function localTextOf(get: (column: string) => string, column: string): LocalText {
  const plain = get(column);
  const isChinese = /\p{Script=Han}/u.test(plain);
  return {
    'zh-CN': get(`${column}::zh-CN`) || (isChinese ? plain : ''),
    en: get(`${column}::en`) || (isChinese ? '' : plain),
  };
}
