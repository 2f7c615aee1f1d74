import type { FieldDefinition, FormDefinition } from './schema.ts';

/** The first field of this kind that a form asks of the subject; a representative's is somebody else's. */
export function subjectField({ fields }: FormDefinition, kind: FieldDefinition['input']['kind']): FieldDefinition | null {
  return fields.find(({ party, input }) => party !== 'representative' && input.kind === kind) ?? null;
}
