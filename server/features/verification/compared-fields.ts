import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { ComparedField } from './agent-acts.ts';

const meanings = { 'person-name': 'name', 'document-type': 'document-type', 'document-number': 'document-number' } as const;

function meaningOf(kind: string): ComparedField['meaning'] | null {
  return kind in meanings ? meanings[kind as keyof typeof meanings] : null;
}

/** The first name, document type and document number a form asks of the subject; a representative is compared with nobody. */
export function comparedFields({ fields }: FormDefinition): readonly ComparedField[] {
  const found = new Map<ComparedField['meaning'], ComparedField>();
  for (const { name, party, input, class: className } of fields) {
    const meaning = party === 'representative' ? null : meaningOf(input.kind);
    if (meaning !== null && !found.has(meaning)) found.set(meaning, { meaning, field: name, className });
  }
  return [...found.values()];
}
