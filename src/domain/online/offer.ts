// What of a service a subject can do alone, without a counter (R2.3): the same form and notice, asked of the subject in person. What
// needs somebody else, or a hand on paper, is left to the counter, and the page says why.
import type { NoticeDefinition } from '#src/domain/consent/schema.ts';
import { formFor } from '#src/domain/forms/parties.ts';
import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';
import type { Service } from '#src/domain/organisation/schema.ts';

/** The branch that online registrations belong to. */
export const onlineBranch = 'online';
/** Stands where a record names who captured it: no member of staff did. */
export const onlineSubject = 'online-subject';
/** The one point of the review: the subject saw everything once more and said that it is right. */
export const subjectConfirmed = 'subject-confirmed';

export const onlineObstacles = ['second-review', 'signature', 'image'] as const;
export type OnlineObstacle = (typeof onlineObstacles)[number];

interface Offered {
  readonly service: Service;
  readonly form: FormDefinition;
  readonly notice: NoticeDefinition;
}

function isImage({ input }: FieldDefinition): boolean {
  return input.kind === 'image';
}

/** Why a service is done at a counter only, or null. */
export function onlineObstacle({ service, form, notice }: Offered): OnlineObstacle | null {
  if (service.needsSecondReview) return 'second-review';
  if ([form.signature, notice.signature].some((wanted) => wanted?.need === 'required')) return 'signature';
  const asked = formFor(form, 'subject').fields;
  return asked.some((field) => field.part === 'core' && isImage(field)) ? 'image' : null;
}

/** The form as it is asked online. A supplementary picture is not asked: not to give it never blocks the service (R2.6). */
export function onlineForm(form: FormDefinition): FormDefinition {
  const asked = formFor(form, 'subject');
  return { ...asked, fields: asked.fields.filter((field) => !isImage(field)) };
}
