// Turns an XLSForm into a form draft (R1.4): the subset that fits, and a line for everything that does not. XLSForm knows no purpose,
// necessity or sensitivity class, and none of them is guessed: what the sheet does not state stays empty, and publishing is refused
// until a person has filled it in.
import type { FieldDraft, FormDraft } from '#src/domain/design/schema.ts';
import type { FieldInput } from '#src/domain/forms/schema.ts';
import { type Choices, readChoices } from '#src/domain/xlsform/choices.ts';
import { readRelevant } from '#src/domain/xlsform/relevant.ts';
import { type ImportLine, type Note, startReport } from '#src/domain/xlsform/report.ts';
import { readTable, type TableRow } from '#src/domain/xlsform/table.ts';
import type { Sheet } from '#src/domain/xlsform/workbook.ts';

export interface Imported {
  readonly form: FormDraft;
  readonly lines: readonly ImportLine[];
}

const surveyColumns = ['type', 'name', 'label', 'hint', 'required', 'relevant', 'constraint', 'purpose', 'necessity', 'class'];
const mostFields = 300;
const emptyText = { 'zh-CN': '', en: '' };

/** `home_address` → `homeAddress`. */
export function fieldName(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/u).filter((word) => word !== '');
  const joined = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  const letters = joined.replace(/^[0-9]+/u, '');
  return (letters.charAt(0).toLowerCase() + letters.slice(1)).slice(0, 60);
}

interface Survey {
  readonly sheet: string;
  readonly choices: Choices;
  readonly classes: readonly string[];
  readonly note: Note;
  readonly fields: FieldDraft[];
  /** Name in the sheet → name in the form. */
  readonly names: Map<string, string>;
  /** Depth of repeats around the row. */
  repeats: number;
  /** A note's text that waits for the next field. */
  help: FieldDraft['help'] | null;
}

function inputOf(survey: Survey, row: TableRow): FieldInput | null {
  const [type = '', list = ''] = row.get('type').split(/\s+/u);
  const place = { sheet: survey.sheet, row: row.number };
  switch (type.toLowerCase()) {
    case 'text':
      survey.note('changed', 'text-length', place, { name: row.get('name'), maximum: 100 });
      return { kind: 'text', maxLength: 100 };
    case 'integer':
    case 'int':
      return { kind: 'number' };
    case 'date':
      return { kind: 'date' };
    case 'select_one':
    case 'select_multiple': {
      const options = survey.choices.get(list);
      const kind = type.toLowerCase() === 'select_one' ? 'choice' : 'choices';
      if (options !== undefined) return { kind, options: [...options] };
      survey.note('left-out', 'list-missing', place, { list });
      return null;
    }
    default:
      survey.note('left-out', 'type-unsupported', place, { type: row.get('type').slice(0, 60) });
      return null;
  }
}

/** The field's name, made to fit; null when there is none or it is taken. */
function takeName(survey: Survey, row: TableRow): string | null {
  const place = { sheet: survey.sheet, row: row.number };
  const given = row.get('name');
  const name = fieldName(given);
  if (name === '') {
    survey.note('left-out', 'name-missing', place, { name: given.slice(0, 60) });
    return null;
  }
  if (survey.names.has(given) || survey.fields.some((field) => field.name === name)) {
    survey.note('left-out', 'name-repeated', place, { name: given.slice(0, 60) });
    return null;
  }
  if (name !== given) survey.note('changed', 'name-changed', place, { from: given.slice(0, 60), to: name });
  survey.names.set(given, name);
  return name;
}

/** @param name of the field itself: shown because of its own answer, it could never be shown */
function showWhenOf(survey: Survey, row: TableRow, name: string): Pick<FieldDraft, 'showWhen'> {
  const text = row.get('relevant');
  if (text === '') return {};
  const place = { sheet: survey.sheet, row: row.number };
  const isSeveral = (name: string) =>
    survey.fields.some((field) => field.name === survey.names.get(name) && field.input.kind === 'choices');
  const read = readRelevant(text, isSeveral);
  const rules = read?.rules.map((rule) => ({ ...rule, field: survey.names.get(rule.field) ?? '' }));
  if (read === null || rules === undefined || rules.some((rule) => rule.field === '' || rule.field === name)) {
    survey.note('left-out', 'relevant-unsupported', place, { text: text.slice(0, 120) });
    return {};
  }
  survey.note('taken', 'relevant-taken', place, { text: text.slice(0, 120) });
  return { showWhen: { match: read.match, rules } };
}

function isRequired(text: string): boolean {
  return /^(yes|true|true\(\)|1|是)$/iu.test(text);
}

function takeField(survey: Survey, row: TableRow): void {
  const place = { sheet: survey.sheet, row: row.number };
  const input = inputOf(survey, row);
  const name = input === null ? null : takeName(survey, row);
  if (input === null || name === null) return;
  if (row.get('constraint') !== '')
    survey.note('left-out', 'constraint-left-out', place, { text: row.get('constraint').slice(0, 120) });
  const part = isRequired(row.get('required')) ? 'core' : 'supplementary';
  const hint = row.local('hint');
  const hasHint = hint['zh-CN'] !== '' || hint.en !== '';
  survey.fields.push({
    name,
    part,
    label: row.local('label'),
    help: hasHint ? hint : (survey.help ?? emptyText),
    purpose: row.local('purpose'),
    necessity: row.local('necessity'),
    class: survey.classes.includes(row.get('class')) ? row.get('class') : '',
    input,
    ...showWhenOf(survey, row, name),
  });
  survey.help = null;
  survey.note('taken', 'row-taken', place, { name, kind: input.kind, part });
}

/** Groups, repeats and notes; true when the row was one of them. */
function takeStructure(survey: Survey, row: TableRow): boolean {
  const place = { sheet: survey.sheet, row: row.number };
  const type = row
    .get('type')
    .toLowerCase()
    .replace(/[\s_]+/gu, ' ');
  if (type === 'begin repeat') {
    survey.repeats += 1;
    survey.note('left-out', 'type-unsupported', place, { type });
  } else if (type === 'end repeat') survey.repeats = Math.max(0, survey.repeats - 1);
  else if (survey.repeats > 0) survey.note('left-out', 'inside-repeat', place, { name: row.get('name').slice(0, 60) });
  else if (type === 'begin group') {
    const text = row.get('relevant');
    if (text === '') survey.note('changed', 'group-opened', place, { name: row.get('name').slice(0, 60) });
    else survey.note('left-out', 'relevant-unsupported', place, { text: text.slice(0, 120) });
  } else if (type === 'note') {
    survey.help = row.local('label');
    survey.note('changed', 'note-as-help', place);
  } else return type === 'end group' || type === '';
  return true;
}

function takeSurvey(survey: Survey, rows: readonly TableRow[]): void {
  for (const row of rows) {
    if (takeStructure(survey, row)) continue;
    if (survey.fields.length === mostFields) {
      survey.note('left-out', 'fields-cut', { sheet: survey.sheet, row: row.number }, { maximum: mostFields });
      return;
    }
    takeField(survey, row);
  }
}

function sheetNamed(sheets: readonly Sheet[], name: string): Sheet | undefined {
  return sheets.find((sheet) => sheet.name.trim().toLowerCase() === name);
}

function settingsOf(sheets: readonly Sheet[], note: Note): Pick<FormDraft, 'id' | 'title'> {
  const sheet = sheetNamed(sheets, 'settings');
  const [row] = sheet === undefined ? [] : readTable(sheet, ['form_title', 'form_id'], note);
  const id = (row?.get('form_id') ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '')
    .slice(0, 60);
  return { id, title: row?.local('form_title') ?? emptyText };
}

/** How many fields lack a purpose or a necessity in a language. */
function lackingReasons(fields: readonly FieldDraft[]): number {
  const isEmpty = (text: FieldDraft['purpose']) => text['zh-CN'] === '' || text.en === '';
  return fields.filter((field) => isEmpty(field.purpose) || isEmpty(field.necessity)).length;
}

/**
 * @param classes the organisation's sensitivity classes
 * @param fallbackId the form's id when the sheet gives none
 */
export function convertXlsForm(sheets: readonly Sheet[], classes: readonly string[], fallbackId: string): Imported {
  const { lines, note } = startReport();
  const fields: FieldDraft[] = [];
  for (const { name } of sheets) {
    const isKnown = ['survey', 'choices', 'settings'].includes(name.trim().toLowerCase());
    if (!isKnown) note('left-out', 'sheet-left-out', { sheet: name.slice(0, 60) });
  }
  const choices = readChoices(sheetNamed(sheets, 'choices'), note);
  const sheet = sheetNamed(sheets, 'survey');
  if (sheet === undefined) note('left-out', 'sheet-missing', { sheet: 'survey' });
  else {
    const survey: Survey = { sheet: sheet.name, choices, classes, note, fields, names: new Map(), repeats: 0, help: null };
    takeSurvey(survey, readTable(sheet, surveyColumns, note));
  }
  const { id, title } = settingsOf(sheets, note);
  const classless = fields.filter((field) => field.class === '').length;
  const lacking = lackingReasons(fields);
  if (classless > 0) note('changed', 'class-to-choose', { sheet: 'survey' }, { count: classless });
  if (lacking > 0) note('changed', 'reasons-missing', { sheet: 'survey' }, { count: lacking });
  if (fields.length > 0) note('changed', 'checks-missing', { sheet: 'survey' });
  return { form: { id: id === '' ? fallbackId : id, title, fields, reviewChecks: [] }, lines };
}
