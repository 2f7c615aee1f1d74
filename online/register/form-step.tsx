// The same form as at the counter, filled by the subject: the same fields, checks while typing, and separate consents (R2.3, R2.6).
import { FieldConsent } from '#renderer/features/consent/field-consent.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { CalendarDate } from '#src/base/calendar-date.ts';
import type { AskedField } from '#src/domain/forms/conditions.ts';
import { partyOf } from '#src/domain/forms/parties.ts';
import { RefusalNote } from '../app/refusal.tsx';
import { StepTitle } from '../app/step-title.tsx';
import type { Draft } from '../form/draft.ts';
import { PictureField } from '../form/picture-field.tsx';
import { useFilledForm } from '../form/use-filled-form.tsx';
import { useWords } from '../texts/use-words.ts';
import type { Registration } from './use-registration.ts';

interface FormStepProps {
  readonly draft: Draft;
  readonly today: CalendarDate;
  readonly registration: Registration;
}

interface FormPictureProps {
  readonly one: AskedField;
  readonly draft: Draft;
  readonly registration: Registration;
}

function FormPicture({ one: { field, isRequired }, draft, registration }: FormPictureProps) {
  const { dispatch } = registration;
  const { pictures } = registration.attached;
  const { name } = field;
  const id = draft.values[name];
  const hold = (value: string) => dispatch({ kind: 'typed', values: { [name]: value }, errors: { [name]: null } });
  return (
    <PictureField
      {...{ field, isRequired }}
      isDisabled={field.part === 'supplementary' && !draft.agreed.includes(name)}
      error={draft.errors[name] ?? null}
      bytes={pictures.bytesOf(id)}
      onPicture={(picture) => {
        pictures.keep(picture, id);
        hold(picture.id);
      }}
      onFault={(error) => dispatch({ kind: 'checked', errors: { [name]: error } })}
      onRemove={() => {
        pictures.drop(id);
        hold('');
      }}
    />
  );
}

export function FormStep({ draft, today, registration }: FormStepProps) {
  const words = useWords();
  const texts = useTexts();
  const { local } = texts;
  const { isBusy } = registration;
  const { root, press, asked, wrong, field: shownField, facts, submit } = useFilledForm(draft, today, registration.dispatch);
  const { t } = texts;
  const core = asked.filter(({ field }) => field.part === 'core');
  const isActing = draft.acceptedBy !== 'subject';
  const ofSubject = isActing ? t('parties.sections.subject') : words.form.core;
  const groups = [
    { party: 'subject', title: ofSubject },
    { party: 'representative', title: t(`parties.sections.${draft.acceptedBy}`) },
  ]
    .map((group) => ({ ...group, fields: core.filter(({ field }) => partyOf(field) === group.party) }))
    .filter(({ fields }) => fields.length > 0);
  const control = (one: AskedField) =>
    one.field.input.kind === 'image' ? <FormPicture {...{ one, draft, registration }} /> : shownField(one);
  const hasPictures = asked.some(({ field }) => field.input.kind === 'image');
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
      {groups.map(({ party, title, fields }) => (
        <section key={party} aria-labelledby={`core-${party}`} className="fields" data-party={party}>
          <h2 id={`core-${party}`}>{title}</h2>
          {fields.map((one) => (
            <div key={one.field.name} data-field={one.field.name}>
              {control(one)}
              {facts(one)}
            </div>
          ))}
        </section>
      ))}
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
              {control(one)}
            </div>
          ))}
        </section>
      )}
      {hasPictures ? <p className="hint">{words.pictures.privacy}</p> : null}
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
