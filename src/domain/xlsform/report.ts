// What an import did with every row and column, so that a person decides with open eyes before anything is kept.
export const importCodes = [
  'row-taken',
  'text-length',
  'name-changed',
  'name-repeated',
  'name-missing',
  'type-unsupported',
  'inside-repeat',
  'group-opened',
  'note-as-help',
  'list-missing',
  'option-repeated',
  'option-nameless',
  'options-cut',
  'relevant-taken',
  'relevant-unsupported',
  'constraint-left-out',
  'column-left-out',
  'formula-left-out',
  'sheet-missing',
  'sheet-left-out',
  'rows-cut',
  'fields-cut',
  'language-left-out',
  'class-to-choose',
  'reasons-missing',
  'checks-missing',
] as const;
export type ImportCode = (typeof importCodes)[number];

export interface ImportLine {
  readonly sheet: string;
  /** As the spreadsheet counts; null for a whole sheet or column. */
  readonly row: number | null;
  readonly outcome: 'taken' | 'changed' | 'left-out';
  readonly code: ImportCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export type Note = (
  outcome: ImportLine['outcome'],
  code: ImportCode,
  place: { readonly sheet: string; readonly row?: number | undefined },
  params?: ImportLine['params'],
) => void;

/** Collects lines in their order. */
export function startReport(): { readonly lines: readonly ImportLine[]; readonly note: Note } {
  const lines: ImportLine[] = [];
  return {
    lines,
    note: (outcome, code, { sheet, row }, params = {}) => void lines.push({ sheet, row: row ?? null, outcome, code, params }),
  };
}
