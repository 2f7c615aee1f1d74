import { largestSealedPicture } from '#server/kernel/agent/open-picture-act.ts';
import type { Attachment } from '#src/domain/attachments/schema.ts';
import { subjectField } from '#src/domain/forms/parties.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { RecordHeader } from '#src/domain/registration/schema.ts';
import type { ComparedField } from './agent-acts.ts';

const compared = [
  ['person-name', 'name'],
  ['document-type', 'document-type'],
  ['document-number', 'document-number'],
] as const;

/** Name, document type and document number that a form asks of the subject, as far as it does. */
export function comparedFields(form: FormDefinition): readonly ComparedField[] {
  return compared.flatMap(([kind, meaning]) => {
    const field = subjectField(form, kind);
    return field === undefined ? [] : [{ meaning, field: field.name, className: field.class }];
  });
}

/** The form a record was captured with. */
export function formOf({ form: { id, version } }: RecordHeader, published: readonly Configuration[]): FormDefinition | null {
  return published.flatMap(({ forms }) => forms).find((form) => form.id === id && form.version === version) ?? null;
}

/** The subject's portrait among a record's images; null when the form asks none, none was given, or it is no JPEG of our size. */
export function portraitOf({ attachments }: RecordHeader, { fields }: FormDefinition): Attachment | null {
  const names = fields.flatMap(({ name, party, input }) =>
    party !== 'representative' && input.kind === 'image' && input.what === 'portrait' ? [name] : [],
  );
  const isPortrait = ({ field, mediaType, sealedBytes }: Attachment) =>
    names.includes(field) && mediaType === 'image/jpeg' && sealedBytes <= largestSealedPicture;
  return attachments?.find(isPortrait) ?? null;
}
