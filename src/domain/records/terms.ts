// What a saved record can be found by: document, name and phone of its subject in their one normal form. The store keeps only keyed
// hashes of these texts, so equal people must give equal texts, and nothing else may.
import { subjectField } from '#src/domain/forms/parties.ts';
import type { FieldInput, FormDefinition } from '#src/domain/forms/schema.ts';
import { documentTypes, normalizeDocumentNumber } from '#src/domain/identity/documents.ts';
import { normalizeName } from '#src/domain/identity/names.ts';
import { normalizePhone } from '#src/domain/identity/phones.ts';
import { parseReceiptNumber, type ReceiptNumber } from '#src/domain/receipts/number.ts';
import { readReceiptReference } from '#src/domain/receipts/qr.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';

/** Each has a key of its own. */
export const termPurposes = ['document', 'name', 'phone'] as const;

export interface Term {
  readonly purpose: (typeof termPurposes)[number];
  readonly text: string;
}

/** Type and number together name a document. */
export interface DocumentNamed {
  readonly type: string;
  readonly number: string;
}

export function documentTerm({ type, number }: DocumentNamed): Term {
  return { purpose: 'document', text: `${type}|${normalizeDocumentNumber(number)}` };
}

/** Latin names are typed in any case. */
function nameTerm(name: string): Term {
  return { purpose: 'name', text: normalizeName(name).toLowerCase() };
}

function phoneTerm(phone: string): Term {
  return { purpose: 'phone', text: normalizePhone(phone) };
}

/** The document of the form's subject as far as it is filled in. */
export function documentOf(form: FormDefinition, values: FieldValues): DocumentNamed | null {
  const field = subjectField(form, 'document-number');
  if (field?.input.kind !== 'document-number') return null;
  const type = values[field.input.typeField] ?? '';
  const number = values[field.name] ?? '';
  return type === '' || normalizeDocumentNumber(number) === '' ? null : { type, number };
}

/** The subject's value of a kind; empty when there is none. */
export function subjectValue(form: FormDefinition, values: FieldValues, kind: FieldInput['kind']): string {
  return values[subjectField(form, kind)?.name ?? ''] ?? '';
}

/** What a record is found by. */
export function termsOf(form: FormDefinition, values: FieldValues): readonly Term[] {
  const document = documentOf(form, values);
  const name = subjectValue(form, values, 'person-name');
  const phone = subjectValue(form, values, 'phone');
  return [
    ...(document === null ? [] : [documentTerm(document)]),
    ...(name === '' ? [] : [nameTerm(name)]),
    ...(phone === '' ? [] : [phoneTerm(phone)]),
  ];
}

const recordIdForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

export interface Query {
  /** Null unless the text is a whole record number, or the scanned code of a receipt, which holds it. */
  readonly recordId: string | null;
  /** Null unless the text can be the number of the server's receipt. */
  readonly receipt: number | null;
  /** Null unless the text is the number printed on a receipt: its check character fits. */
  readonly paper: ReceiptNumber | null;
  /** Everything else that the text can mean. */
  readonly terms: readonly Term[];
}

/** What a typed text may mean. A clerk does not say which; each meaning is looked for. */
export function readQuery(typed: string): Query {
  const text = typed.trim();
  const lower = text.toLowerCase();
  const recordId = recordIdForm.test(lower) ? lower : (readReceiptReference(text)?.recordId ?? null);
  const receipt = /^\d{1,10}$/u.test(text) && Number(text) > 0 ? Number(text) : null;
  const terms =
    recordId === null
      ? [...documentTypes.map((type) => documentTerm({ type, number: text })), nameTerm(text), phoneTerm(text)]
      : [];
  return { recordId, receipt, paper: parseReceiptNumber(text), terms };
}
