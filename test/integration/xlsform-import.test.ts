// XLSForm import from real .xlsx bytes: what fits is taken, everything else is named, and no file breaks the reader.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ImportProblem, readXlsForm } from '#renderer/features/design/read-xlsform.ts';
import { itemProblems } from '#src/domain/design/rules.ts';
import { designItem } from '#src/domain/design/schema.ts';
import type { Imported } from '#src/domain/xlsform/convert.ts';
import { readRelevant } from '#src/domain/xlsform/relevant.ts';
import { type SheetCells, workbookParts, xlsx, zip } from '#test/support/xlsx-file.ts';

const classes = ['identity', 'contact'];
const read = (bytes: Uint8Array<ArrayBuffer>) => readXlsForm(new Blob([bytes]), classes, 'form-1');

async function imported(sheets: Readonly<Record<string, SheetCells>>): Promise<Imported> {
  const result = await read(xlsx(sheets));
  if (!result.ok) throw new Error(result.error);
  return result.value;
}
async function problemOf(bytes: Uint8Array<ArrayBuffer>): Promise<ImportProblem | 'none'> {
  const result = await read(bytes);
  return result.ok ? 'none' : result.error;
}
/** `row outcome code` of every line. */
const told = ({ lines }: Imported) => lines.map(({ row, outcome, code }) => `${row ?? '-'} ${outcome} ${code}`);

/** `@name` as XLSForm writes it. */
const references = (text: string) => text.replaceAll(/@(\w+)/gu, (_whole, name: string) => ['$', '{', name, '}'].join(''));

const head = [
  'type',
  'name',
  'label::Chinese (zh)',
  'label::English (en)',
  'hint',
  'required',
  'relevant',
  'constraint',
  'appearance',
];
const survey: SheetCells = [
  head,
  ['start', 'start'],
  ['note', 'intro', '请如实填写', 'Please be truthful'],
  ['text', 'home_address', '住址 & <门牌>', 'Address', '', 'yes'],
  ['select_one yes_no', 'has_child', '有子女吗', 'Children?', '选一项', 'yes'],
  ['integer', 'children', '子女人数', 'How many', '', '', references("@has_child = 'yes'"), '. > 0'],
  ['begin group', 'more', '更多'],
  [
    'date',
    'moved',
    '迁入日期',
    'Moved in',
    '',
    '',
    references("selected(@has_child, 'yes') or @children != ''"),
    '',
    'month-year',
  ],
  ['end group'],
  ['select_multiple yes_no', 'many', '多选'],
  ['text', 'home_address', '又一个'],
  ['text', 'late', '晚', 'Late', '', '', references('@children > 2')],
  ['text', 'picked', '选了“是”', 'Yes among them', '', '', references("selected(@many, 'yes')")],
  ['text', 'only', '只选“是”', 'Only yes', '', '', references("@many = 'yes'")],
  ['begin repeat', 'each'],
  ['text', 'inside', '里面'],
  ['end repeat'],
  ['text', '42', '没有名字'],
];
const choices: SheetCells = [
  ['list_name', 'name', 'label::中文', 'label::English'],
  ['yes_no', 'yes', '是', 'Yes'],
  ['yes_no', 'no', '否', 'No'],
  ['yes_no', 'yes', '又是', 'Again'],
  ['yes_no', '', '无值'],
];
const settings: SheetCells = [
  ['form_title', 'form_id', 'version'],
  ['居民登记', 'Household_Form 2', '7'],
];

describe('a usual form', () => {
  test('gives a draft of what fits', async () => {
    const { form } = await imported({ survey, choices, settings });
    expect(form).toMatchObject({ id: 'household-form-2', title: { 'zh-CN': '居民登记', en: '' }, reviewChecks: [] });
    expect(form.fields).toEqual([
      {
        name: 'homeAddress',
        part: 'core',
        label: { 'zh-CN': '住址 & <门牌>', en: 'Address' },
        help: { 'zh-CN': '请如实填写', en: 'Please be truthful' },
        purpose: { 'zh-CN': '', en: '' },
        necessity: { 'zh-CN': '', en: '' },
        class: '',
        input: { kind: 'text', maxLength: 100 },
      },
      expect.objectContaining({
        name: 'hasChild',
        help: { 'zh-CN': '选一项', en: '' },
        input: {
          kind: 'choice',
          options: [
            { value: 'yes', label: { 'zh-CN': '是', en: 'Yes' } },
            { value: 'no', label: { 'zh-CN': '否', en: 'No' } },
          ],
        },
      }),
      expect.objectContaining({
        name: 'children',
        part: 'supplementary',
        input: { kind: 'number' },
        showWhen: { match: 'all', rules: [{ field: 'hasChild', is: 'one-of', values: ['yes'] }] },
      }),
      expect.objectContaining({
        name: 'moved',
        input: { kind: 'date' },
        showWhen: {
          match: 'any',
          rules: [
            { field: 'hasChild', is: 'one-of', values: ['yes'] },
            { field: 'children', is: 'filled' },
          ],
        },
      }),
      expect.objectContaining({
        name: 'many',
        input: {
          kind: 'choices',
          options: [
            { value: 'yes', label: { 'zh-CN': '是', en: 'Yes' } },
            { value: 'no', label: { 'zh-CN': '否', en: 'No' } },
          ],
        },
      }),
      expect.not.objectContaining({ showWhen: expect.anything() }),
      expect.objectContaining({
        name: 'picked',
        showWhen: { match: 'all', rules: [{ field: 'many', is: 'one-of', values: ['yes'] }] },
      }),
      expect.not.objectContaining({ showWhen: expect.anything() }),
    ]);
    expect(designItem.safeParse({ kind: 'form', content: form }).success).toBe(true);
  });

  test('names every row and column it changed or left out', async () => {
    const lines = told(await imported({ survey, choices, settings, notes: [['a']] }));
    for (const expected of [
      '- left-out sheet-left-out',
      '4 left-out option-repeated',
      '5 left-out option-nameless',
      '1 left-out column-left-out',
      '2 left-out type-unsupported',
      '3 changed note-as-help',
      '4 changed text-length',
      '4 changed name-changed',
      '4 taken row-taken',
      '6 left-out constraint-left-out',
      '6 taken relevant-taken',
      '7 changed group-opened',
      '10 taken row-taken',
      '11 left-out name-repeated',
      '12 left-out relevant-unsupported',
      '13 taken relevant-taken',
      '14 left-out relevant-unsupported',
      '15 left-out type-unsupported',
      '16 left-out inside-repeat',
      '18 left-out name-missing',
      '- changed class-to-choose',
      '- changed reasons-missing',
      '- changed checks-missing',
    ]) {
      expect(lines).toContain(expected);
    }
  });

  test('guesses no purpose, necessity or class: it may not be published before a person gave them (R1.4)', async () => {
    const { form } = await imported({ survey, choices, settings });
    const catalogue = { version: 1, classes, forms: [], notices: [], services: [] };
    const codes = itemProblems({ kind: 'form', content: form }, catalogue).map(({ path, code }) => `${path} ${code}`);
    expect(codes).toContain('fields.0.purpose.zh-CN text-missing');
    expect(codes).toContain('fields.0.necessity.en text-missing');
    expect(codes).toContain('fields.0.class class-unknown');
  });

  test('takes them where the sheet states them', async () => {
    const columns = ['type', 'name', 'label', 'purpose::zh', 'purpose::en', 'necessity::zh', 'necessity::en', 'class'];
    const row = ['text', 'road', 'Road', '寄送', 'To deliver', '没有就不能寄', 'Nothing can be sent without it', 'contact'];
    const { form } = await imported({ survey: [columns, row, ['text', 'other', '路', '', '', '', '', 'secret']] });
    expect(form.fields[0]).toMatchObject({
      label: { 'zh-CN': '', en: 'Road' },
      purpose: { 'zh-CN': '寄送', en: 'To deliver' },
      necessity: { en: 'Nothing can be sent without it' },
      class: 'contact',
    });
    expect(form.fields[1]).toMatchObject({ label: { 'zh-CN': '路', en: '' }, class: '' });
    expect(form.id).toBe('form-1');
  });

  test('does not take the value of a formula', async () => {
    const cells: SheetCells = [
      ['type', 'name', 'label'],
      ['text', 'a', { formula: 'HYPERLINK("http://x")', value: 'cached' }],
      ['text', { formula: '1+1', value: 'b' }, 'B'],
    ];
    const result = await imported({ survey: cells });
    expect(result.form.fields).toMatchObject([{ name: 'a', label: { en: '' } }]);
    expect(told(result)).toEqual(
      expect.arrayContaining(['2 left-out formula-left-out', '3 left-out formula-left-out', '3 left-out name-missing']),
    );
  });
});

describe('relevant', () => {
  test('of a field that asks for its own answer, or for a later one, is named and left out', async () => {
    const row = (name: string, asks: string) => ['text', name, name, references(`@${asks} = 'x'`)];
    const sheet = [['type', 'name', 'label', 'relevant'], row('itself', 'itself'), row('early', 'late'), row('late', 'early')];
    const result = await imported({ survey: sheet });
    expect(result.form.fields.map(({ showWhen }) => showWhen?.rules[0]?.field)).toEqual([undefined, undefined, 'early']);
    expect(told(result)).toEqual(
      expect.arrayContaining(['2 left-out relevant-unsupported', '3 left-out relevant-unsupported', '4 taken relevant-taken']),
    );
  });

  test.each([
    ["@a = 'x'", { match: 'all', rules: [{ field: 'a', is: 'one-of', values: ['x'] }] }],
    ['@a != 3', { match: 'all', rules: [{ field: 'a', is: 'none-of', values: ['3'] }] }],
    ["@a=''", { match: 'all', rules: [{ field: 'a', is: 'empty' }] }],
    [
      'not(selected(@a, \'x\')) and @b != ""',
      {
        match: 'all',
        rules: [
          { field: 'a', is: 'none-of', values: ['x'] },
          { field: 'b', is: 'filled' },
        ],
      },
    ],
    ["@a = 'x' and @b = 'y' or @c = 'z'", null],
    ['@a > 3', null],
    ['@a = @b', null],
    ['true()', null],
    ["@a = 'x' and", null],
    ["@a = 'x", null],
    ["selected(@a, '')", null],
  ])('%s', (text, expected) => {
    expect(readRelevant(references(text), () => false)).toEqual(expected);
  });

  test('whatever is written ends in a condition or in none', () => {
    const piece = fc.constantFrom('@a', "'x'", '=', '!=', 'and', 'or', 'not', '(', ')', 'selected', ',', ' ', '3', '$', '{', '}');
    fc.assert(
      fc.property(
        fc.array(piece).map((all) => all.join('')),
        (text) => void readRelevant(references(text), () => false),
      ),
    );
  });
});

describe('a hostile file', () => {
  const parts = workbookParts({
    survey: [
      ['type', 'name'],
      ['text', 'a'],
    ],
  });
  const replaced = (name: string, content: string) => zip(parts.map((part) => (part.name === name ? { name, content } : part)));

  test.each<[string, () => Uint8Array<ArrayBuffer>, ImportProblem]>([
    ['nothing', () => new Uint8Array(), 'not-a-spreadsheet'],
    ['a text', () => new TextEncoder().encode('type,name\ntext,a\n'.repeat(9)), 'not-a-spreadsheet'],
    ['an old .xls', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...Array<number>(600).fill(0)]), 'not-a-spreadsheet'],
    ['another archive', () => zip([{ name: 'a.txt', content: 'a' }]), 'not-a-spreadsheet'],
    ['a protected archive', () => zip(parts, { flags: 1 }), 'encrypted'],
    ['more than 5 MB', () => new Uint8Array(6 * 1024 * 1024), 'too-large'],
    ['a workbook without survey', () => xlsx({ data: [['a']] }), 'no-survey'],
    ['a survey of nothing but its head', () => xlsx({ survey: [['type', 'name']] }), 'no-survey'],
    ['XML that ends early', () => replaced('xl/workbook.xml', '<workbook><sheets><sheet name="survey'), 'damaged'],
    ['a document type', () => replaced('xl/workbook.xml', '<!DOCTYPE w [<!ENTITY a "b">]><workbook>&a;</workbook>'), 'damaged'],
    [
      'a character that does not exist',
      () => replaced('xl/sharedStrings.xml', '<sst><si><t>&#x110000;</t></si></sst>'),
      'damaged',
    ],
  ])('%s', async (_name, bytes, expected) => {
    expect(await problemOf(bytes())).toBe(expected);
  });

  test('a small file that would unpack to 200 MB is stopped while it unpacks', async () => {
    // Deflated parts are the ones at even places; this one is the second sheet's neighbour at place 4.
    const bomb = workbookParts({ survey: [['type', 'name']] }).map((part) =>
      part.name === 'xl/worksheets/sheet1.xml' ? { ...part, content: ' '.repeat(200 * 1024 * 1024) } : part,
    );
    const bytes = zip(bomb);
    expect(bytes.byteLength).toBeLessThan(1024 * 1024);
    expect(await problemOf(bytes)).toBe('too-large');
  });

  test('a directory that lies about places and sizes', async () => {
    const good = xlsx({
      survey: [
        ['type', 'name'],
        ['text', 'a'],
      ],
    });
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, byte) => {
        const bad = good.slice();
        bad[at] = byte;
        await read(bad);
      }),
      { numRuns: 300 },
    );
  });

  test('5,000 rows are read in well under a second or two, and cut at what a form may hold', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => ['text', `field_${index}`, `标签 ${index}`, '']);
    const options = Array.from({ length: 5_000 }, (_, index) => ['long', `v${index}`, `选项 ${index}`]);
    const bytes = xlsx({
      survey: [['type', 'name', 'label', 'hint'], ['select_one long', 'big', '大'], ...rows],
      choices: [['list_name', 'name', 'label'], ...options],
    });
    const begun = process.cpuUsage();
    const result = await read(bytes);
    expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(5_000);
    if (!result.ok) throw new Error(result.error);
    const { form } = result.value;
    expect(form.fields).toHaveLength(300);
    expect(form.fields[0]?.input).toMatchObject({ kind: 'choice' });
    expect(told(result.value)).toEqual(expect.arrayContaining(['302 left-out fields-cut', '2002 left-out options-cut']));
    expect(designItem.safeParse({ kind: 'form', content: form }).success).toBe(true);
  });

  test('names that only a program would know do no harm', async () => {
    const cells: SheetCells = [
      ['type', 'name', 'label'],
      ['text', '__proto__', 'p'],
      ['text', 'constructor', 'c'],
      ['select_one toString', 'x', 'x'],
    ];
    const result = await imported({
      survey: cells,
      choices: [
        ['list_name', 'name', 'label'],
        ['__proto__', 'a', 'A'],
      ],
    });
    expect(result.form.fields.map(({ name }) => name)).toEqual(['proto', 'constructor']);
    expect(told(result)).toContain('4 left-out list-missing');
  });
});
