// What a subject has typed so far, in the memory of the page only. Pure.
import type { FieldEvent, FilledForm } from '#renderer/features/forms/field-edits.ts';
import type { AcceptingParty } from '#src/domain/consent/schema.ts';
import { askedValues } from '#src/domain/forms/conditions.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';

export interface Draft extends FilledForm {
  readonly errors: Readonly<Record<string, FieldError>>;
}

export type DraftEvent =
  | FieldEvent
  | { readonly kind: 'decided'; readonly field: string; readonly agreed: boolean }
  /** The notice was accepted: for the first time, or again after the session had ended. */
  | { readonly kind: 'begun'; readonly form: FormDefinition; readonly acceptedBy?: AcceptingParty }
  | { readonly kind: 'ended' };

const blank = { values: {}, agreed: [], errors: {} } as const;

function withErrors(before: Draft['errors'], changes: Readonly<Record<string, FieldError | null>>): Draft['errors'] {
  const all = Object.entries({ ...before, ...changes });
  return Object.fromEntries(all.flatMap(([field, error]) => (error === null ? [] : [[field, error]])));
}

/** What the new form asks as well. A supplementary value stays too, but counts only when it is agreed to anew in the new session. */
function askedAgain(form: FormDefinition, { values }: Draft): FieldValues {
  return Object.fromEntries(form.fields.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, values[name]]])));
}

function decide(draft: Draft, field: string, agreed: boolean): Draft {
  const others = draft.agreed.filter((name) => name !== field);
  if (agreed) return { ...draft, agreed: [...others, field] };
  const { [field]: _withdrawn, ...values } = draft.values;
  return { ...draft, agreed: others, values, errors: withErrors(draft.errors, { [field]: null }) };
}

export function nextDraft(draft: Draft | null, event: DraftEvent): Draft | null {
  if (event.kind === 'ended') return null;
  if (event.kind === 'begun') {
    const isSame = draft?.form.id === event.form.id;
    const { form, acceptedBy = 'subject' } = event;
    return { ...blank, form, acceptedBy, values: draft !== null && isSame ? askedAgain(form, draft) : {} };
  }
  if (draft === null) return null;
  if (event.kind === 'decided') return decide(draft, event.field, event.agreed);
  const errors = withErrors(draft.errors, event.errors);
  return event.kind === 'typed' ? { ...draft, values: { ...draft.values, ...event.values }, errors } : { ...draft, errors };
}

/** What is sent: only what is asked and agreed to, and not what is empty. */
export function valuesToSend({ form, values, agreed }: Draft): FieldValues {
  const asked = askedValues(form, values, (name) => agreed.includes(name));
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value.trim() !== ''));
}

export function isTyped(draft: Draft | null): boolean {
  return draft !== null && Object.values(draft.values).some((value) => value !== '');
}
