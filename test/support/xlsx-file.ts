// Writes small spreadsheet files for tests, as spreadsheet programs do: a zip of XML parts, with shared strings and inline ones.
import { crc32, deflateRawSync } from 'node:zlib';

/** A text, or a formula with its last value. */
export type CellValue = string | { readonly formula: string; readonly value: string };
export type SheetCells = readonly (readonly CellValue[])[];

interface Part {
  readonly name: string;
  readonly content: string;
}

function escaped(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;');
}

function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);
}

function cellXml(value: CellValue, reference: string, strings: string[]): string {
  if (typeof value !== 'string')
    return `<c r="${reference}" t="str"><f>${escaped(value.formula)}</f><v>${escaped(value.value)}</v></c>`;
  if (value === '') return '';
  if (/^-?\d+$/u.test(value)) return `<c r="${reference}"><v>${value}</v></c>`;
  if (strings.length % 3 === 2) return `<c r="${reference}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
  strings.push(value);
  return `<c r="${reference}" t="s"><v>${strings.length - 1}</v></c>`;
}

function sheetXml(cells: SheetCells, strings: string[]): string {
  const rows = cells.map((row, index) => {
    const texts = row.map((value, column) => cellXml(value, `${columnName(column)}${index + 1}`, strings));
    return `<row r="${index + 1}">${texts.join('')}</row>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="x"><sheetData>${rows.join('')}</sheetData></worksheet>`;
}

/** The parts of a workbook with these sheets. */
export function workbookParts(sheets: Readonly<Record<string, SheetCells>>): readonly Part[] {
  const strings: string[] = [];
  const names = Object.keys(sheets);
  const worksheets = names.map((name, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    content: sheetXml(sheets[name] ?? [], strings),
  }));
  const list = names.map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`);
  const links = names.map((_name, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`);
  const shared = strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t><rPh><t>reading</t></rPh></si>`);
  return [
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'xl/workbook.xml', content: `<workbook xmlns:r="r"><sheets>${list.join('')}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${links.join('')}</Relationships>` },
    { name: 'xl/sharedStrings.xml', content: `<sst>${shared.join('')}</sst>` },
    ...worksheets,
  ];
}

/** A zip archive; every other part is stored as it is. */
export function zip(parts: readonly Part[], change: { readonly flags?: number } = {}): Uint8Array<ArrayBuffer> {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [index, { name, content }] of parts.entries()) {
    const plain = Buffer.from(content);
    const method = index % 2 === 0 ? 8 : 0;
    const packed = method === 8 ? deflateRawSync(plain) : plain;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(change.flags ?? 0, 2);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt32LE(crc32(plain), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(plain.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    files.push(Buffer.from([0x50, 0x4b, 3, 4]), shared, Buffer.from(name), packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), shared, place, Buffer.from(name));
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...files, entries, end]));
}

export function xlsx(sheets: Readonly<Record<string, SheetCells>>): Uint8Array<ArrayBuffer> {
  return zip(workbookParts(sheets));
}
