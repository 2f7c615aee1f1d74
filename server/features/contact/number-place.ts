import type { FieldPlace } from '#server/kernel/agent/open-fields.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { subjectField } from '#src/domain/forms/parties.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';

/** Where the subject's number stands, by the form of the record; null when it asks for none. */
export function numberPlace(text: string, published: readonly Configuration[]) {
  const { form, recordId, revision, branchId, language } = envelope.parse(JSON.parse(text)).header;
  const forms = published.flatMap((one) => one.forms);
  const own = forms.find(({ id, version }) => id === form.id && version === form.version);
  const phone = own === undefined ? undefined : subjectField(own, 'phone');
  if (phone === undefined) return null;
  const field: FieldPlace = { field: phone.name, className: phone.class };
  return { text, recordId, revision, branchId, language, field };
}
