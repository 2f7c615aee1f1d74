// Beside the fields while they are filled: what each person's number says, and what is unusual between them.
import { useToday } from '#renderer/bridge/today.tsx';
import { DocumentFactsPanel } from '#renderer/features/forms/document-facts.tsx';
import { readDocument } from '#renderer/features/forms/field-checks.ts';
import type { Filling } from '#renderer/features/registration/capture-state.ts';
import { partyOf } from '#src/domain/forms/parties.ts';
import { PartyWarnings } from './party-warnings.tsx';

export function FactsColumn({ state }: { readonly state: Filling }) {
  const today = useToday();
  const { opened, values, acceptedBy } = state;
  const numbers = opened.form.fields.filter(({ input }) => input.kind === 'document-number');
  return (
    <>
      {numbers.map((field) => (
        <DocumentFactsPanel
          key={field.name}
          person={partyOf(field) === 'subject' ? 'subject' : acceptedBy}
          isAlone={numbers.length === 1}
          document={readDocument(field, values, today)}
        />
      ))}
      <PartyWarnings state={state} />
    </>
  );
}
