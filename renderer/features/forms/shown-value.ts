import type { TFunction } from 'i18next';
import type { Language, LocalText } from '#src/base/language.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { readCodes } from '#src/domain/forms/typed-values.ts';
import { regionLabel } from '#src/domain/identity/region-list.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { groupingOf } from './field-checks.ts';

export interface Words {
  readonly t: TFunction;
  readonly language: Language;
  readonly local: (text: LocalText) => string;
}

/** A value as people read it; null when there is none. */
export function shownValue(field: FieldDefinition, values: FieldValues, { t, language, local }: Words): string | null {
  const value = values[field.name];
  if (value === undefined || value === '') return null;
  const { input } = field;
  if (input.kind === 'document-type') {
    const type = input.options.find((option) => option === value);
    return type === undefined ? value : t(`documentTypes.${type}`);
  }
  if (input.kind === 'image') return t('attachments.captured');
  if (input.kind === 'region') return regionLabel(value) ?? value;
  const labelOf = (options: readonly { readonly value: string; readonly label: LocalText }[], code: string) => {
    const option = options.find((candidate) => candidate.value === code);
    return option === undefined ? code : local(option.label);
  };
  if (input.kind === 'choice') return labelOf(input.options, value);
  if (input.kind === 'choices') {
    const labels = readCodes(value).map((code) => labelOf(input.options, code));
    return labels.join(language === 'en' ? ', ' : '、');
  }
  return groupingOf(field, values)?.group(value) ?? value;
}
