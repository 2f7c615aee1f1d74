// Turns the codes of fields into sentences. Holds the texts of fields only: a page that has nothing but a form loads no others.
import type { TFunction } from 'i18next';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import type { FieldCode, FieldWarningCode } from './codes.ts';
import { isKeyOf } from './is-key-of.ts';
import { dateParts, documentTypes, fieldErrors } from './zh-cn-fields.ts';

/** The sentence at a field. */
export function fieldErrorText(t: TFunction, { code, params }: Pick<FieldError, 'code' | 'params'>): string {
  const known: FieldCode = isKeyOf(fieldErrors, code) ? code : 'forms/required';
  const { part, looksLike, position } = params;
  return t(`fieldErrors.${known}`, {
    ...params,
    ...(typeof position === 'number' ? { before: position - 1 } : {}),
    ...(typeof part === 'string' && isKeyOf(dateParts, part) ? { part: t(`dateParts.${part}`) } : {}),
    ...(typeof looksLike === 'string' && isKeyOf(documentTypes, looksLike) ? { looksLike: t(`documentTypes.${looksLike}`) } : {}),
  });
}

export function warningText(t: TFunction, code: FieldWarningCode): string {
  return t(`fieldWarnings.${code}`);
}
