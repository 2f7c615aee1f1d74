import { type DocumentType, normalizeDocumentNumber } from '#src/domain/identity/documents.ts';

/** Documents that carry the citizen's own number: whoever shows one today and another tomorrow is the same person. */
const citizenDocuments: readonly string[] = [
  'resident-id',
  'temporary-resident-id',
  'household-register',
] satisfies readonly DocumentType[];

/** The kinds of document on which a person has the same number as on this one, itself included. */
export function kindsAlike(documentType: string): readonly string[] {
  return citizenDocuments.includes(documentType) ? citizenDocuments : [documentType];
}

/** What two documents have in common exactly when they are of one person, as far as a document says so. */
export function documentKey(documentType: string, documentNumber: string): string {
  return `${kindsAlike(documentType)[0]}|${normalizeDocumentNumber(documentNumber)}`;
}
