import type { TFunction } from 'i18next';
import { formatCalendarDate } from '#src/base/calendar-date.ts';
import type { Language } from '#src/base/language.ts';
import type { DocumentFacts } from '#src/domain/identity/documents.ts';

export interface FactShown {
  readonly name: 'birthDate' | 'sex' | 'age' | 'region';
  /** Null: the number does not say. */
  readonly value: string | null;
}

/** The facts of a document number in words, always the same four in the same order, so that nothing jumps while typing. */
export function factsOf(facts: DocumentFacts | undefined, t: TFunction, language: Language): readonly FactShown[] {
  const { birthDate, sex, age, region } = facts ?? {};
  const regionName = language === 'en' && region?.en !== undefined ? `${region.en} · ${region.zh}` : region?.zh;
  return [
    { name: 'birthDate', value: birthDate === undefined ? null : formatCalendarDate(birthDate) },
    { name: 'sex', value: sex === undefined ? null : t(`facts.${sex}`) },
    { name: 'age', value: age === undefined ? null : t('facts.years', { age }) },
    { name: 'region', value: regionName ?? null },
  ];
}
