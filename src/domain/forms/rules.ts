// The checks of a filled form (R2.6, R3.1, R1.4). The same code runs under the screen while typing and again in the program at
// review, so a screen that was tricked changes nothing. What the form does not ask for is never kept.
import { type CalendarDate, compareDates, formatCalendarDate, shiftDate } from '#src/base/calendar-date.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import { attachment } from '#src/domain/attachments/schema.ts';
import type { FieldConsent } from '#src/domain/consent/schema.ts';
import { askedFields, askedValues } from '#src/domain/forms/conditions.ts';
import type { FieldError, FormErrorCode } from '#src/domain/forms/field-error.ts';
import { type FieldDefinition, type FormDefinition, largestNumber } from '#src/domain/forms/schema.ts';
import { normalizeText, readCodes, readDate, readWholeNumber } from '#src/domain/forms/typed-values.ts';
import { checkDocumentNumber, type DocumentType, documentTypes } from '#src/domain/identity/documents.ts';
import type { IdentityErrorCode } from '#src/domain/identity/errors.ts';
import { checkName } from '#src/domain/identity/names.ts';
import { checkPhone } from '#src/domain/identity/phones.ts';
import { currentRegion } from '#src/domain/identity/region-list.ts';
import { type FieldValues, maxTypedLength } from '#src/domain/registration/schema.ts';

type FieldVerdict = Result<string, FieldError>;

function refuse(
  field: FieldDefinition,
  code: FormErrorCode | IdentityErrorCode,
  params: FieldError['params'] = {},
): FieldVerdict {
  return fail({ field: field.name, code, params });
}

/** What a screen or a paper cannot show as it is: control characters, half characters, turned lines, a pile of marks on one letter. */
const unshowable = /\p{Cc}|\p{Cs}|\p{Co}|\p{Bidi_Control}|\p{M}{9,}/u;
/** Anything that leaves ink. */
const visible = /[^\s\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

function checkText(field: FieldDefinition, raw: string, maxLength: number): FieldVerdict {
  const text = normalizeText(raw);
  if (text === '') return refuse(field, 'forms/required');
  if (unshowable.test(text) || !visible.test(text)) return refuse(field, 'forms/characters');
  const length = [...text].length;
  return length > maxLength ? refuse(field, 'forms/too-long', { length, maximum: maxLength }) : ok(text);
}

function checkChoice(field: FieldDefinition, raw: string, options: readonly string[]): FieldVerdict {
  if (raw === '') return refuse(field, 'forms/required');
  return options.includes(raw) ? ok(raw) : refuse(field, 'forms/choice');
}

function checkChoices(field: FieldDefinition, raw: string, options: readonly string[]): FieldVerdict {
  const codes = readCodes(raw);
  if (codes.length === 0) return refuse(field, 'forms/required');
  if (!codes.every((code) => options.includes(code))) return refuse(field, 'forms/choice');
  return ok(options.filter((option) => codes.includes(option)).join(' '));
}

function checkRegion(field: FieldDefinition, raw: string): FieldVerdict {
  const code = raw.normalize('NFKC').trim();
  if (code === '') return refuse(field, 'forms/required');
  return currentRegion(code) === undefined ? refuse(field, 'forms/region') : ok(code);
}

type InputOf<K extends FieldDefinition['input']['kind']> = Extract<FieldDefinition['input'], { readonly kind: K }>;

function checkDate(field: FieldDefinition, raw: string, input: InputOf<'date'>, today: CalendarDate): FieldVerdict {
  if (raw.trim() === '') return refuse(field, 'forms/required');
  const read = readDate(raw);
  if (!read.ok) return refuse(field, 'forms/date');
  const earliest = input.earliest && shiftDate(today, input.earliest);
  const latest = input.latest && shiftDate(today, input.latest);
  if (earliest !== undefined && compareDates(read.value, earliest) < 0) {
    return refuse(field, 'forms/date-too-early', { earliest: formatCalendarDate(earliest) });
  }
  if (latest !== undefined && compareDates(read.value, latest) > 0) {
    return refuse(field, 'forms/date-too-late', { latest: formatCalendarDate(latest) });
  }
  return ok(formatCalendarDate(read.value));
}

function checkWholeNumber(field: FieldDefinition, raw: string, input: InputOf<'number'>): FieldVerdict {
  if (raw.trim() === '') return refuse(field, 'forms/required');
  const read = readWholeNumber(raw);
  if (!read.ok) return refuse(field, 'forms/number');
  const { minimum = -largestNumber, maximum = largestNumber } = input;
  if (read.value < minimum) return refuse(field, 'forms/number-too-small', { minimum });
  return read.value > maximum ? refuse(field, 'forms/number-too-large', { maximum }) : ok(String(read.value));
}

/** Only the shape: whether the image is there and belongs to this field is known where it is kept. */
function checkImageId(field: FieldDefinition, raw: string): FieldVerdict {
  if (raw === '') return refuse(field, 'forms/image-required');
  return attachment.shape.id.safeParse(raw).success ? ok(raw) : refuse(field, 'forms/image-unknown');
}

function checkNumber(field: FieldDefinition, raw: string, type: string | undefined, today: CalendarDate): FieldVerdict {
  const known: DocumentType | undefined = documentTypes.find((candidate) => candidate === type);
  if (known === undefined) return refuse(field, 'forms/document-type-first');
  const checked = checkDocumentNumber(known, raw, today);
  return checked.ok ? ok(checked.value.number) : refuse(field, checked.error.code, checked.error.params);
}

/**
 * Checks one field.
 * @param values the whole form as typed, because a document number is read by its document type
 * @returns the normalised value, or the refusal with its code and parameters (never the value)
 */
export function checkField(field: FieldDefinition, values: FieldValues, today: CalendarDate): FieldVerdict {
  const raw = values[field.name] ?? '';
  const input = field.input;
  // Before any other rule: a text that the program does not take in at all must be refused at its field.
  if (raw.length > maxTypedLength) return refuse(field, 'forms/too-long', { length: raw.length, maximum: maxTypedLength });
  switch (input.kind) {
    case 'person-name': {
      const checked = checkName(raw);
      return checked.ok ? ok(checked.value) : refuse(field, checked.error.code, checked.error.params);
    }
    case 'phone': {
      const checked = checkPhone(raw);
      return checked.ok ? ok(checked.value.number) : refuse(field, checked.error.code, checked.error.params);
    }
    case 'document-type':
      return checkChoice(field, raw, input.options);
    case 'region':
      return checkRegion(field, raw);
    case 'choice':
      return checkChoice(
        field,
        raw,
        input.options.map((option) => option.value),
      );
    case 'choices':
      return checkChoices(
        field,
        raw,
        input.options.map((option) => option.value),
      );
    case 'document-number':
      return checkNumber(field, raw, values[input.typeField], today);
    case 'text':
      return checkText(field, raw, input.maxLength);
    case 'date':
      return checkDate(field, raw, input, today);
    case 'number':
      return checkWholeNumber(field, raw, input);
    case 'image':
      return checkImageId(field, raw);
  }
}

export interface CheckedForm {
  /** Normalised values of the fields that may be kept. */
  readonly values: FieldValues;
  /** Supplementary fields that were filled without the subject's consent: left out, never an error (R2.6). */
  readonly leftOut: readonly string[];
}

/**
 * Checks a whole form. Only fields that are asked count; one that is hidden is never kept, whatever was typed before it was hidden.
 * A supplementary field counts only with its own consent.
 */
export function checkForm(
  form: FormDefinition,
  values: FieldValues,
  consents: readonly FieldConsent[],
  today: CalendarDate,
): Result<CheckedForm, readonly FieldError[]> {
  const isAgreed = (name: string) => hasConsent(consents, name);
  const asked = askedFields(form, values, isAgreed);
  const raw = askedValues(form, values, isAgreed);
  const kept: FieldValues = {};
  const leftOut: string[] = [];
  const errors: FieldError[] = [];
  for (const { field, isRequired } of asked) {
    const isFilled = (values[field.name] ?? '').trim() !== '';
    if (!isFilled && !isRequired) continue;
    // Filled without consent: required it cannot be.
    if (raw[field.name] === undefined && isFilled) {
      leftOut.push(field.name);
      continue;
    }
    const verdict = checkField(field, raw, today);
    if (verdict.ok) kept[field.name] = verdict.value;
    else errors.push(verdict.error);
  }
  return errors.length === 0 ? ok({ values: kept, leftOut }) : fail(errors);
}

/** Values without those of image fields: an image lies apart, under the id its field holds while it is captured. */
export function withoutImages(form: FormDefinition, values: FieldValues): FieldValues {
  const images = form.fields.filter(({ input }) => input.kind === 'image').map(({ name }) => name);
  return Object.fromEntries(Object.entries(values).filter(([name]) => !images.includes(name)));
}

/** The last answer to a field counts. */
export function hasConsent(consents: readonly FieldConsent[], field: string): boolean {
  return consents.findLast((consent) => consent.field === field)?.agreed === true;
}

/**
 * Groups checked values by the sensitivity class of their field (R4.2): one group is one sealed class of the envelope. Images are
 * sealed apart and named by the header.
 */
export function groupByClass(form: FormDefinition, values: FieldValues): Record<string, FieldValues> {
  const groups: Record<string, FieldValues> = {};
  for (const field of form.fields) {
    const value = values[field.name];
    if (value !== undefined && field.input.kind !== 'image')
      groups[field.class] = { ...groups[field.class], [field.name]: value };
  }
  return groups;
}
