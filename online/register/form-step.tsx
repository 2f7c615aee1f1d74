// The same form as at the counter, filled by the subject: the same fields, checks while typing, and separate consents (R2.3, R2.6).
import { FieldConsent } from '#renderer/features/consent/field-consent.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { CalendarDate } from '#src/base/calendar-date.ts';
import { RefusalNote } from '../app/refusal.tsx';
import { StepTitle } from '../app/step-title.tsx';
import type { Draft } from '../form/draft.ts';
import { useFilledForm } from '../form/use-filled-form.tsx';
import { useWords } from '../texts/use-words.ts';
import type { Registration } from './use-registration.ts';

interface FormStepProps {
  readonly draft: Draft;
  readonly today: CalendarDate;
  readonly registration: Registration;
}

export function FormStep({ draft, today, registration }: FormStepProps) {
  const words = useWords();
  const { local } = useTexts();
  const { isBusy } = registration;
  const { root, press, asked, wrong, field: shownField, facts, submit } = useFilledForm(draft, today, registration.dispatch);
  const supplementary = asked.filter(({ field }) => field.part === 'supplementary');
  return (
    <form
      ref={root}
      className="step"
      data-step="form"
      noValidate
      autoComplete="off"
      onSubmit={submit(() => void registration.check())}
      onKeyDownCapture={press}
    >
      <StepTitle note={words.step(2, registration.steps)}>{words.form.title}</StepTitle>
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
                isAgreed={draft.agreed.includes(one.field.name)}
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
