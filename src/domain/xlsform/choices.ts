import type { FieldInput } from '#src/domain/forms/schema.ts';
import type { Note } from '#src/domain/xlsform/report.ts';
import { readTable } from '#src/domain/xlsform/table.ts';
import type { Sheet } from '#src/domain/xlsform/workbook.ts';

type Option = Extract<FieldInput, { readonly kind: 'choice' }>['options'][number];
/** Name of a list → its options. */
export type Choices = ReadonlyMap<string, readonly Option[]>;

const mostOptions = 2_000;

interface List {
  readonly options: Option[];
  readonly values: Set<string>;
}

export function readChoices(sheet: Sheet | undefined, note: Note): Choices {
  const lists = new Map<string, List>();
  for (const row of sheet === undefined ? [] : readTable(sheet, ['list_name', 'list name', 'name', 'label'], note)) {
    const place = { sheet: sheet?.name ?? '', row: row.number };
    const value = row.get('name').slice(0, 200);
    const name = row.get('list_name') || row.get('list name');
    const list = lists.get(name) ?? { options: [], values: new Set<string>() };
    lists.set(name, list);
    if (value === '') note('left-out', 'option-nameless', place);
    else if (list.values.has(value)) note('left-out', 'option-repeated', place, { value: value.slice(0, 60) });
    else if (list.options.length === mostOptions) note('left-out', 'options-cut', place, { maximum: mostOptions });
    else {
      list.options.push({ value, label: row.local('label') });
      list.values.add(value);
    }
  }
  return new Map([...lists].map(([name, { options }]) => [name, options]));
}
