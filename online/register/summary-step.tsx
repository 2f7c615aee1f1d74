// Everything once more, as it will be kept, before it is sealed: the subject is the one who reviews (R2.4 has a clerk do it at a counter).
import { useState } from 'react';
import { shownValue } from '#renderer/features/forms/shown-value.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Picture } from '#renderer/pictures/picture.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { askedFields } from '#src/domain/forms/conditions.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { RefusalNote } from '../app/refusal.tsx';
import { StepTitle } from '../app/step-title.tsx';
import type { Draft } from '../form/draft.ts';
import { useWords } from '../texts/use-words.ts';
import { FormSignature } from './form-signature.tsx';
import type { Registration } from './use-registration.ts';

interface SummaryStepProps {
  readonly draft: Draft;
  /** As the server checked it. */
  readonly kept: FieldValues;
  readonly registration: Registration;
}

export function SummaryStep({ draft, kept, registration }: SummaryStepProps) {
  const words = useWords();
  const texts = useTexts();
  const [isConfirmed, setConfirmed] = useState(false);
  const { isBusy, refusal } = registration;
  const { pictures, formInk, signForm } = registration.attached;
  const { form, acceptedBy } = draft;
  const isUnsigned = form.signature?.need === 'required' && (formInk === null || 'declined' in formInk);
  const asked = askedFields(form, draft.values, (name) => draft.agreed.includes(name));
  return (
    <section className="step" data-step="summary">
      <StepTitle note={words.step(registration.steps, registration.steps)}>{words.summary.title}</StepTitle>
      <p>{words.summary.text}</p>
      <dl className="lines">
        {acceptedBy === 'subject' ? null : (
          <div data-line="accepted-by">
            <dt>{words.by.who}</dt>
            <dd>{words.by[acceptedBy]}</dd>
          </div>
        )}
        {asked.map(({ field }) => {
          const bytes = pictures.bytesOf(kept[field.name]);
          const label = texts.local(field.label);
          const value =
            bytes === null ? shownValue(field, kept, texts) : <Picture {...{ bytes, label }} className="proof-picture" />;
          return (
            <div key={field.name} data-line={field.name}>
              <dt>{label}</dt>
              <dd className={value === null ? 'hint' : undefined}>{value ?? words.summary.empty}</dd>
            </div>
          );
        })}
      </dl>
      {form.signature === undefined ? null : (
        <FormSignature need={form.signature.need} ink={formInk} isBusy={isBusy} onInk={signForm} />
      )}
      <label className="check">
        <input
          id="summary-confirm"
          type="checkbox"
          checked={isConfirmed}
          onChange={(event) => setConfirmed(event.currentTarget.checked)}
        />
        {acceptedBy === 'subject' ? words.summary.confirm : words.summary.confirmAsOther}
      </label>
      <RefusalNote refusal={refusal} />
      <div className="acts">
        <Button
          id="summary-submit"
          look="primary"
          isLarge
          disabled={isBusy || !isConfirmed || isUnsigned}
          onClick={() => void registration.submit()}
        >
          {isBusy ? words.summary.sending : words.summary.submit}
        </Button>
        <Button id="step-back" look="quiet" disabled={isBusy} onClick={registration.back}>
          {words.summary.edit}
        </Button>
        {isUnsigned ? <span className="hint">{words.signature.first}</span> : null}
        {isConfirmed || isUnsigned ? null : <span className="hint">{words.summary.confirmFirst}</span>}
      </div>
    </section>
  );
}
