// What of a value may stand on the screen before anybody asked for it by name (R1.3): enough to tell two records apart, no more.
import type { FieldInput } from '#src/domain/forms/schema.ts';
import { maskDocumentNumber } from '#src/domain/identity/documents.ts';
import { maskName } from '#src/domain/identity/names.ts';
import { maskPhone } from '#src/domain/identity/phones.ts';

/** The same length whatever it hides. */
const hidden = '••••••';

export function maskValue(kind: FieldInput['kind'], value: string): string {
  switch (kind) {
    case 'person-name':
      return maskName(value);
    case 'document-number':
      return maskDocumentNumber(value);
    case 'phone':
      return maskPhone(value);
    default:
      return hidden;
  }
}
