// What a document reader says of the document that lies on it (R2.1). Nothing of it is trusted: it is shown to the clerk, taken only when
// they say so, and checked like anything typed. A reading lives in memory only.
import * as z from 'zod';
import type { CalendarDate } from '#src/base/calendar-date.ts';
import { checkDocumentNumber, type DocumentType, documentTypes } from '#src/domain/identity/documents.ts';

/** Members a reader may give, each as text; a reader's photograph is not taken. */
export const readingMembers = ['name', 'documentType', 'documentNumber', 'address'] as const;
export const readingMember = z.enum(readingMembers);
export type ReadingMember = z.infer<typeof readingMember>;

const longestText = 300;

export const documentReading = z.object({
  name: z.string().max(longestText),
  documentType: z.enum(documentTypes),
  documentNumber: z.string().min(1).max(longestText),
  address: z.string().max(longestText),
});
export type DocumentReading = z.infer<typeof documentReading>;

/** Documents whose number alone says what they are; a reader without a type member reads one of these. */
const selfEvident = ['resident-id', 'hmt-residence-permit', 'foreign-permanent-resident'] as const;

function typeOf(said: string, number: string, today: CalendarDate): DocumentType | undefined {
  const named = documentTypes.find((type) => type === said.trim());
  return named ?? selfEvident.find((type) => checkDocumentNumber(type, number, today).ok);
}

/**
 * Puts a reader's texts together.
 * @returns null when they hold no document number whose document can be told: then nothing was read
 */
export function toReading(texts: Partial<Record<ReadingMember, string>>, today: CalendarDate): DocumentReading | null {
  const { name = '', documentType = '', documentNumber = '', address = '' } = texts;
  const type = typeOf(documentType, documentNumber, today);
  if (type === undefined) return null;
  const parsed = documentReading.safeParse({
    name: name.trim(),
    documentType: type,
    documentNumber: documentNumber.trim(),
    address: address.trim(),
  });
  return parsed.success ? parsed.data : null;
}

/** Where each member stands in a reader's JSON answer: names joined by points. */
export type ReaderMapping = Readonly<Partial<Record<ReadingMember, string>>>;

/** Reads the members of an answer; what is no text or number does not count. */
export function mapAnswer(answer: unknown, mapping: ReaderMapping): Partial<Record<ReadingMember, string>> {
  const texts: Partial<Record<ReadingMember, string>> = {};
  for (const member of readingMembers) {
    const found = (mapping[member] ?? member).split('.').reduce<unknown>((at, name) => {
      const isHolder = typeof at === 'object' && at !== null && Object.hasOwn(at, name);
      return isHolder ? (at as Readonly<Record<string, unknown>>)[name] : undefined;
    }, answer);
    if (typeof found === 'string' || typeof found === 'number') texts[member] = String(found);
  }
  return texts;
}
