// A form that a subject fills, whatever it is for: its fields as at the counter, Enter to go on, the first wrong one found.
import { type FormEvent, type KeyboardEvent, type ReactNode, type RefObject, useRef } from 'react';
import { DocumentFactsPanel } from '#renderer/features/forms/document-facts.tsx';
import { groupingOf, readDocument } from '#renderer/features/forms/field-checks.ts';
import { fieldEdits } from '#renderer/features/forms/field-edits.ts';
import { FormField } from '#renderer/features/forms/form-field.tsx';
import { useEnterMoves } from '#renderer/features/forms/use-enter-moves.ts';
import { focusId } from '#renderer/ui/stops.ts';
import type { CalendarDate } from '#src/base/calendar-date.ts';
import { type AskedField, askedFields } from '#src/domain/forms/conditions.ts';
import { partyOf } from '#src/domain/forms/parties.ts';
import type { Draft, DraftEvent } from './draft.ts';

export interface FilledFormShown {
  readonly root: RefObject<HTMLFormElement | null>;
  readonly press: (event: KeyboardEvent) => void;
  readonly asked: readonly AskedField[];
  readonly wrong: number;
  readonly field: (asked: AskedField) => ReactNode;
  /** What the number of a document itself says, once it is begun. */
  readonly facts: (asked: AskedField) => ReactNode;
  /** @param then when everything is right; otherwise the first wrong field gets the focus */
  readonly submit: (then: () => void) => (event: FormEvent) => void;
}

export function useFilledForm(draft: Draft, today: CalendarDate, dispatch: (event: DraftEvent) => void): FilledFormShown {
  const root = useRef<HTMLFormElement>(null);
  const edits = fieldEdits(draft, today, dispatch);
  const { press, go } = useEnterMoves(root, draft.form.fields, edits);
  const isAgreed = (name: string) => draft.agreed.includes(name);
  const asked = askedFields(draft.form, draft.values, isAgreed);
  return {
    root,
    press,
    asked,
    wrong: asked.filter(({ field }) => draft.errors[field.name] !== undefined).length,
    field: ({ field, isRequired }) => (
      <FormField
        {...{ field, isRequired }}
        isDisabled={field.part === 'supplementary' && !isAgreed(field.name)}
        value={draft.values[field.name] ?? ''}
        error={draft.errors[field.name] ?? null}
        grouping={groupingOf(field, draft.values)}
        onValue={(value) => edits.type(field, value)}
        onLeave={() => edits.leave(field)}
        onPicked={(from) => go(from, 'next')}
      />
    ),
    facts: ({ field }) => {
      const document = field.input.kind === 'document-number' ? readDocument(field, draft.values, today) : null;
      return document === null || document.number === '' ? null : (
        <DocumentFactsPanel
          person={partyOf(field) === 'subject' ? 'subject' : draft.acceptedBy}
          isAlone={draft.acceptedBy === 'subject'}
          document={document}
        />
      );
    },
    submit: (then) => (event) => {
      event.preventDefault();
      const [first] = edits.finishAll();
      if (first === undefined) then();
      else focusId(`field-${first.field}`);
    },
  };
}
