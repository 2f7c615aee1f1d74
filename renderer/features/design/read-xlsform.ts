// From a chosen file to a form draft with its report. Nothing is kept here, and nothing of the file is run.
import { fail, ok, type Result } from '#src/base/result.ts';
import { convertXlsForm, type Imported } from '#src/domain/xlsform/convert.ts';
import { readWorkbook } from '#src/domain/xlsform/workbook.ts';
import { NotXml } from '#src/domain/xlsform/xml.ts';
import { readZip, type ZipProblem, zipLimits } from './zip.ts';

export type ImportProblem = ZipProblem | 'no-survey';

const wanted = /^(?:xl\/(?:workbook\.xml|sharedStrings\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml))$/u;

export async function readXlsForm(
  file: Pick<Blob, 'size' | 'arrayBuffer'>,
  classes: readonly string[],
  fallbackId: string,
): Promise<Result<Imported, ImportProblem>> {
  if (file.size > zipLimits.file) return fail('too-large');
  const parts = await readZip(new Uint8Array(await file.arrayBuffer()), (name) => wanted.test(name));
  if (!parts.ok) return parts;
  try {
    const sheets = readWorkbook(parts.value);
    if (sheets === null) return fail('not-a-spreadsheet');
    const imported = convertXlsForm(sheets, classes, fallbackId);
    const isEmpty = imported.form.fields.length === 0 && imported.lines.length === 0;
    return isEmpty || imported.lines.some(({ code }) => code === 'sheet-missing') ? fail('no-survey') : ok(imported);
  } catch (error) {
    if (error instanceof NotXml) return fail('damaged');
    throw error;
  }
}
