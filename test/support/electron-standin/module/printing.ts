// Electron's printToPDF options in Chromium's terms. Lengths are inches on both sides.
import { refuseUnknownKeys } from './refuse-unknown.ts';

type PdfOptions = Electron.PrintToPDFOptions;

const INCH_MM = 25.4;

/** Portrait width and height in inches (ISO 216; ANSI). */
const PAGE_SIZES: Readonly<Record<string, readonly [number, number]>> = {
  A0: [841 / INCH_MM, 1189 / INCH_MM],
  A1: [594 / INCH_MM, 841 / INCH_MM],
  A2: [420 / INCH_MM, 594 / INCH_MM],
  A3: [297 / INCH_MM, 420 / INCH_MM],
  A4: [210 / INCH_MM, 297 / INCH_MM],
  A5: [148 / INCH_MM, 210 / INCH_MM],
  A6: [105 / INCH_MM, 148 / INCH_MM],
  Legal: [8.5, 14],
  Letter: [8.5, 11],
  Tabloid: [11, 17],
  Ledger: [17, 11],
};

const OPTIONS: ReadonlySet<string> = new Set<keyof PdfOptions>([
  'displayHeaderFooter',
  'footerTemplate',
  'generateDocumentOutline',
  'generateTaggedPDF',
  'headerTemplate',
  'landscape',
  'margins',
  'pageRanges',
  'pageSize',
  'preferCSSPageSize',
  'printBackground',
  'scale',
]);

/** Parameters of Page.printToPDF. Throws for options and page sizes that are not Electron's. */
export function pdfParameters(options: PdfOptions): Record<string, unknown> {
  refuseUnknownKeys('printToPDF options', options, OPTIONS);
  const { margins, pageSize, ...same } = options;
  const [paperWidth, paperHeight] = paperSize(pageSize ?? 'Letter');
  return { ...same, paperWidth, paperHeight, ...marginParameters(margins) };
}

function paperSize(pageSize: NonNullable<PdfOptions['pageSize']>): readonly [number, number] {
  if (typeof pageSize === 'object') return [pageSize.width, pageSize.height];
  const known = PAGE_SIZES[pageSize];
  if (!known) throw new Error(`Invalid pageSize ${String(pageSize)}`);
  return known;
}

function marginParameters(margins: PdfOptions['margins']): Record<string, number> {
  if (!margins) return {};
  const { top, bottom, left, right } = margins;
  const given = { marginTop: top, marginBottom: bottom, marginLeft: left, marginRight: right };
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
