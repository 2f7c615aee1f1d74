// What of a service can be done alone, without a counter (R2.3): the same form and notice, asked of the subject or of who acts for them.
// What needs the eyes of the organisation is left to the counter, and the page says why.
import { type AcceptingParty, acceptingParty } from '#src/domain/consent/schema.ts';
import { asksForRepresentative, formFor, partyOf } from '#src/domain/forms/parties.ts';
import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';
import type { Service } from '#src/domain/organisation/schema.ts';

/** The branch that online registrations belong to. */
export const onlineBranch = 'online';
/** Stands where a record names who captured it: no member of staff did. */
export const onlineSubject = 'online-subject';
/** The one point of the review: the subject saw everything once more and said that it is right. */
export const subjectConfirmed = 'subject-confirmed';

export const onlineObstacles = ['second-review', 'image'] as const;
export type OnlineObstacle = (typeof onlineObstacles)[number];

interface Offered {
  readonly service: Service;
  readonly form: FormDefinition;
}

/** Taken on the spot before somebody's eyes, and no file: nobody can see to that here. */
function isOnTheSpot({ input }: FieldDefinition): boolean {
  return input.kind === 'image' && input.sources?.includes('file') === false;
}

function needsTheSpot(party: FieldDefinition['party'], { fields }: FormDefinition): boolean {
  return fields.some((field) => partyOf(field) === party && field.part === 'core' && isOnTheSpot(field));
}

/** Why a service is done at a counter only, or null. */
export function onlineObstacle({ service, form }: Offered): OnlineObstacle | null {
  // A record is sealed once, over the names of both who reviewed it (R2.4): nobody can be added to it later.
  if (service.needsSecondReview) return 'second-review';
  return needsTheSpot('subject', form) ? 'image' : null;
}

/** Who may act for the subject here; a form without a place for them has the subject alone. */
export function onlineParties(form: FormDefinition): readonly AcceptingParty[] {
  const canAct = asksForRepresentative(form) && !needsTheSpot('representative', form);
  return canAct ? acceptingParty.options : ['subject'];
}

/** The form as it is asked online. A supplementary picture of the spot is not asked: not to give it never blocks the service (R2.6). */
export function onlineForm(form: FormDefinition, acceptedBy: AcceptingParty): FormDefinition {
  const asked = formFor(form, acceptedBy);
  return { ...asked, fields: asked.fields.filter((field) => !isOnTheSpot(field)) };
}
