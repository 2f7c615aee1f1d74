// One registration at the counter as a state machine (R2.4, R2.5, R2.6): no field exists before the program has answered the notice's
// acceptance, an edit undoes the review, and a withdrawn consent takes its value with it. Pure; the program checks all of it again.
import type { Language } from '#src/base/language.ts';
import type { AcceptingParty, NoticeDefinition } from '#src/domain/consent/schema.ts';
import { askedFields } from '#src/domain/forms/conditions.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import { formFor, partyOf } from '#src/domain/forms/parties.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { Service } from '#src/domain/organisation/schema.ts';
import type { FieldValues, RegistrationId } from '#src/domain/registration/schema.ts';

/** What the program opened for one service: everything the registration is bound to. */
export interface Opened {
  readonly service: Service;
  readonly form: FormDefinition;
  readonly notice: NoticeDefinition;
}

export interface Filling {
  readonly at: 'filling';
  /** Its form as it is asked of who accepted the notice. */
  readonly opened: Opened;
  readonly acceptedBy: AcceptingParty;
  readonly language: Language;
  readonly registrationId: RegistrationId;
  /** A saved record is being corrected. */
  readonly isCorrection: boolean;
  readonly acceptedAt: string;
  readonly values: FieldValues;
  /** Supplementary fields the subject has agreed to; the program has recorded each answer. */
  readonly agreed: readonly string[];
  /** Field name → its refusal. */
  readonly errors: Readonly<Record<string, FieldError>>;
  readonly isReviewing: boolean;
  /** Ids of the review's ticked points. */
  readonly checks: readonly string[];
  /** What a document reader filled in, as it did; a field that was changed since is the clerk's. */
  readonly taken: FieldValues;
}

export interface Submitted {
  readonly at: 'submitted';
  readonly opened: Opened;
  readonly recordId: string;
  readonly contentHash: string;
  readonly submittedAt: string;
}

/** A registration taken up again: what the program kept of it. */
export type Resumed = Pick<
  Filling,
  'language' | 'registrationId' | 'isCorrection' | 'acceptedBy' | 'acceptedAt' | 'values' | 'agreed'
> & { readonly fromReader: readonly string[] };

export type Capture =
  | { readonly at: 'service' }
  | {
      readonly at: 'notice';
      readonly opened: Opened;
      readonly language: Language;
      /** A refused record that goes on once its new notice is accepted. */
      readonly renews: RegistrationId | null;
      /** Typed before it turned out that a guardian must accept; kept nowhere else until they do. */
      readonly carried?: FieldValues;
    }
  | { readonly at: 'declined'; readonly opened: Opened; readonly language: Language }
  | Filling
  | Submitted;

export type CaptureEvent =
  | { readonly kind: 'opened'; readonly opened: Opened; readonly language: Language; readonly renews?: RegistrationId }
  | { readonly kind: 'notice-language'; readonly language: Language }
  /** The registration was dropped because a guardian must accept first. */
  | { readonly kind: 'restarted'; readonly opened: Opened }
  | { readonly kind: 'resumed'; readonly opened: Opened; readonly resumed: Resumed }
  | {
      readonly kind: 'accepted';
      readonly registrationId: RegistrationId;
      readonly acceptedBy: AcceptingParty;
      readonly acceptedAt: string;
    }
  | { readonly kind: 'declined' }
  | {
      readonly kind: 'typed';
      readonly values: FieldValues;
      readonly errors: Readonly<Record<string, FieldError | null>>;
      readonly source?: 'reader';
    }
  | { readonly kind: 'checked'; readonly errors: Readonly<Record<string, FieldError | null>> }
  | { readonly kind: 'decided'; readonly field: string; readonly agreed: boolean }
  | { readonly kind: 'review-begun' }
  | { readonly kind: 'review-left' }
  | { readonly kind: 'ticked'; readonly check: string }
  | { readonly kind: 'submitted'; readonly recordId: string; readonly contentHash: string; readonly submittedAt: string }
  | { readonly kind: 'ended' };

/** What the program answers to `registration.resume`, as the screen's event. */
export function resumedEvent({ service, form, notice, ...resumed }: Opened & Resumed): CaptureEvent {
  return { kind: 'resumed', opened: { service, form, notice }, resumed };
}

export const emptyCapture: Capture = { at: 'service' };

function withErrors(
  before: Filling['errors'],
  changes: Readonly<Record<string, FieldError | null>>,
): Readonly<Record<string, FieldError>> {
  const errors: Record<string, FieldError> = {};
  for (const [field, error] of Object.entries({ ...before, ...changes })) if (error !== null) errors[field] = error;
  return errors;
}

function decide(state: Filling, field: string, agreed: boolean): Filling {
  const others = state.agreed.filter((name) => name !== field);
  const undone = { ...state, isReviewing: false, checks: [] };
  if (agreed) return { ...undone, agreed: [...others, field] };
  const { [field]: _withdrawn, ...values } = state.values;
  return { ...undone, agreed: others, values, errors: withErrors(state.errors, { [field]: null }) };
}

/** What the service needs of the subject whoever accepts. A supplementary value goes with its consent, an image with its registration. */
function neededAnyway(form: FormDefinition, values: FieldValues): FieldValues {
  const needed = form.fields.filter(
    (field) => field.part === 'core' && field.input.kind !== 'image' && partyOf(field) === 'subject',
  );
  return Object.fromEntries(needed.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, values[name]]])));
}

function whileFilling(state: Filling, event: CaptureEvent): Capture {
  switch (event.kind) {
    case 'typed':
      return {
        ...state,
        values: { ...state.values, ...event.values },
        errors: withErrors(state.errors, event.errors),
        taken: event.source === 'reader' ? { ...state.taken, ...event.values } : state.taken,
        isReviewing: false,
        checks: [],
      };
    case 'checked':
      return { ...state, errors: withErrors(state.errors, event.errors) };
    case 'decided':
      return decide(state, event.field, event.agreed);
    case 'review-begun':
      return Object.keys(state.errors).length === 0 ? { ...state, isReviewing: true, checks: [] } : state;
    case 'review-left':
      return { ...state, isReviewing: false, checks: [] };
    case 'restarted':
      return {
        at: 'notice',
        opened: event.opened,
        language: state.language,
        renews: null,
        carried: neededAnyway(event.opened.form, state.values),
      };
    case 'ticked':
      return state.isReviewing ? { ...state, checks: toggled(state.checks, event.check) } : state;
    case 'submitted': {
      // The program has saved it: whatever was touched meanwhile, showing it as unfinished would be untrue.
      const { recordId, contentHash, submittedAt } = event;
      const isThisOne = recordId === state.registrationId;
      return isThisOne ? { at: 'submitted', opened: state.opened, recordId, contentHash, submittedAt } : state;
    }
    default:
      return state;
  }
}

function toggled(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
}

/** The next state; an event that does not belong to the present state changes nothing. */
export function nextCapture(state: Capture, event: CaptureEvent): Capture {
  if (event.kind === 'ended') return emptyCapture;
  if (state.at === 'filling') return whileFilling(state, event);
  if (state.at === 'service' && event.kind === 'opened') {
    return { at: 'notice', opened: event.opened, language: event.language, renews: event.renews ?? null };
  }
  const isRenewed = state.at === 'notice' && event.kind === 'resumed' && event.resumed.registrationId === state.renews;
  if (event.kind === 'resumed' && (state.at === 'service' || isRenewed)) {
    const { fromReader, ...kept } = event.resumed;
    const taken = Object.fromEntries(fromReader.map((name) => [name, kept.values[name] ?? '']));
    return { at: 'filling', opened: event.opened, ...kept, errors: {}, isReviewing: false, checks: [], taken };
  }
  if (state.at !== 'notice') return state;
  const { opened, language } = state;
  switch (event.kind) {
    case 'notice-language':
      return { ...state, language: event.language };
    case 'declined':
      return { at: 'declined', opened, language };
    case 'accepted': {
      const { registrationId, acceptedBy, acceptedAt } = event;
      const asked = { ...opened, form: formFor(opened.form, acceptedBy) };
      const values = state.carried ?? {};
      const blank = { isCorrection: false, values, agreed: [], errors: {}, isReviewing: false, checks: [], taken: {} };
      return { at: 'filling', opened: asked, language, registrationId, acceptedBy, acceptedAt, ...blank };
    }
    default:
      return state;
  }
}

export function isReviewComplete(state: Filling): boolean {
  return state.isReviewing && state.opened.form.reviewChecks.every((check) => state.checks.includes(check.id));
}

/** Is there something that leaving would lose? */
export function isUnsubmitted(state: Capture): boolean {
  return state.at === 'filling';
}

export const steps = ['service', 'notice', 'core', 'supplementary', 'review', 'submit'] as const;
export type Step = (typeof steps)[number];
export type StepState = 'done' | 'current' | 'ahead';

function isPartFilled(state: Filling, part: 'core' | 'supplementary'): boolean {
  return askedFields(state.opened.form, state.values, (name) => state.agreed.includes(name))
    .filter(({ field }) => field.part === part)
    .every(
      ({ field: { name }, isRequired }) =>
        state.errors[name] === undefined && (!isRequired || (state.values[name] ?? '').trim() !== ''),
    );
}

function currentStep(state: Capture): Step {
  if (state.at === 'service') return 'service';
  if (state.at === 'notice' || state.at === 'declined') return 'notice';
  if (state.at === 'submitted') return 'submit';
  if (state.isReviewing) return isReviewComplete(state) ? 'submit' : 'review';
  return isPartFilled(state, 'core') ? 'supplementary' : 'core';
}

/** Where each visible step stands. */
export function stepStates(state: Capture): Readonly<Record<Step, StepState>> {
  const current = state.at === 'submitted' ? steps.length : steps.indexOf(currentStep(state));
  const at = (index: number): StepState => {
    if (index < current) return 'done';
    return index === current ? 'current' : 'ahead';
  };
  return Object.fromEntries(steps.map((step, index) => [step, at(index)])) as Record<Step, StepState>;
}
