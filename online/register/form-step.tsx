// The same form as at the counter, filled by the subject: the same fields, checks while typing, and separate consents (R2.3, R2.6).
import { type FormEvent, useRef } from 'react';
import { FieldConsent } from '#renderer/features/consent/field-consent.tsx';
import { DocumentFactsPanel } from '#renderer/features/forms/document-facts.tsx';
import { groupingOf, readDocument } from '#renderer/features/forms/field-checks.ts';
import { fieldEdits } from '#renderer/features/forms/field-edits.ts';
import { FormField } from '#renderer/features/forms/form-field.tsx';
import { useEnterMoves } from '#renderer/features/forms/use-enter-moves.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import type { CalendarDate } from '#src/base/calendar-date.ts';
import { type AskedField, askedFields } from '#src/domain/forms/conditions.ts';
import { RefusalNote } from '../app/refusal.tsx';
import { StepTitle } from '../app/step-title.tsx';
import { useWords } from '../texts/use-words.ts';
import type { Draft } from './draft.ts';
import type { Registration } from './use-registration.ts';

interface FormStepProps {
  readonly draft: Draft;
  readonly today: CalendarDate;
  readonly registration: Registration;
}

export function FormStep({ draft, today, registration }: FormStepProps) {
  const words = useWords();
  const { local } = useTexts();
  const root = useRef<HTMLFormElement>(null);
  const { dispatch, isBusy } = registration;
  const edits = fieldEdits(draft, today, dispatch);
  const { press, go } = useEnterMoves(root, draft.form.fields, edits);
  const isAgreed = (name: string) => draft.agreed.includes(name);
  const asked = askedFields(draft.form, draft.values, isAgreed);
  const wrong = asked.filter(({ field }) => draft.errors[field.name] !== undefined).length;
  const supplementary = asked.filter(({ field }) => field.part === 'supplementary');

  const next = (event: FormEvent) => {
    event.preventDefault();
    const [first] = edits.finishAll();
    if (first === undefined) void registration.check();
    else focusId(`field-${first.field}`);
  };

  const shownField = ({ field, isRequired }: AskedField) => (
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
  );
  const facts = ({ field }: AskedField) => {
    const document = field.input.kind === 'document-number' ? readDocument(field, draft.values, today) : null;
    return document === null || document.number === '' ? null : (
      <DocumentFactsPanel person="subject" isAlone document={document} />
    );
  };

  return (
    <form ref={root} className="step" data-step="form" noValidate autoComplete="off" onSubmit={next} onKeyDownCapture={press}>
      <StepTitle note={words.step(2, 3)}>{words.form.title}</StepTitle>
      <RefusalNote refusal={registration.refusal} />
      <section aria-labelledby="core-title" className="fields">
        <h2 id="core-title">{words.form.core}</h2>
        {asked
          .filter(({ field }) => field.part === 'core')
          .map((one) => (
            <div key={one.field.name} data-field={one.field.name}>
              {shownField(one)}
              {facts(one)}
            </div>
          ))}
      </section>
      {supplementary.length === 0 ? null : (
        <section aria-labelledby="supplementary-title" className="fields">
          <h2 id="supplementary-title">{words.form.supplementary}</h2>
          <p className="hint">{words.form.supplementaryText}</p>
          {supplementary.map((one) => (
            <div key={one.field.name} className="extra" data-field={one.field.name}>
              <FieldConsent
                name={one.field.name}
                label={local(one.field.label)}
                purpose={local(one.field.purpose)}
                necessity={local(one.field.necessity)}
                isAgreed={isAgreed(one.field.name)}
                isBusy={isBusy}
                onDecide={(agreed) => void registration.decide(one.field.name, agreed)}
              />
              {shownField(one)}
            </div>
          ))}
        </section>
      )}
      <div className="acts">
        <Button id="form-next" type="submit" look="primary" isLarge data-stop="" disabled={isBusy}>
          {words.form.next}
        </Button>
        <Button id="step-back" look="quiet" onClick={registration.back}>
          {words.back}
        </Button>
        <span className="hint" role="status">
          {wrong > 0 ? words.form.fix(wrong) : words.form.leave}
        </span>
      </div>
    </form>
  );
}
