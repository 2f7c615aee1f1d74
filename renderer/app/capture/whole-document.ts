import { useToday } from '#renderer/bridge/today.tsx';
import type { Filling } from '#renderer/features/registration/capture-state.ts';
import { checkDocumentWhileTyping, type DocumentType, documentTypes } from '#src/domain/identity/documents.ts';
import { documentOf } from '#src/domain/records/terms.ts';

interface WholeDocument {
  readonly type: DocumentType;
  readonly number: string;
}

/** The subject's document once its number is whole. */
export function useWholeDocument({ opened, values }: Filling): WholeDocument | null {
  const today = useToday();
  const named = documentOf(opened.form, values);
  const type = documentTypes.find((one) => one === named?.type);
  if (named === null || type === undefined) return null;
  const { complete, number } = checkDocumentWhileTyping(type, named.number, today);
  return complete ? { type, number } : null;
}
