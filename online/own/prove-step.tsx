import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { CalendarDate } from '#src/base/calendar-date.ts';
import { RefusalNote } from '../app/refusal.tsx';
import { StepTitle } from '../app/step-title.tsx';
import type { Draft } from '../form/draft.ts';
import { useFilledForm } from '../form/use-filled-form.tsx';
import { useWords } from '../texts/use-words.ts';
import type { Own } from './use-own.ts';

interface ProveStepProps {
  readonly draft: Draft;
  readonly today: CalendarDate;
  readonly own: Own;
}

export function ProveStep({ draft, today, own }: ProveStepProps) {
  const words = useWords();
  const { language } = useTexts();
  const { root, press, asked, field, submit } = useFilledForm(draft, today, own.dispatch);
  return (
    <form
      ref={root}
      className="step"
      data-step="prove"
      noValidate
      autoComplete="off"
      onSubmit={submit(() => void own.prove(language))}
      onKeyDownCapture={press}
    >
      <StepTitle note={words.own.title}>{words.own.prove}</StepTitle>
      <p>{words.own.proveText}</p>
      <section className="fields">
        {asked.map((one) => (
          <div key={one.field.name} data-field={one.field.name}>
            {field(one)}
          </div>
        ))}
      </section>
      <RefusalNote refusal={own.refusal} />
      <div className="acts">
        <Button id="prove-send" type="submit" look="primary" isLarge data-stop="" disabled={own.isBusy}>
          {words.own.send}
        </Button>
        <Button id="step-back" look="quiet" onClick={own.back}>
          {words.back}
        </Button>
      </div>
    </form>
  );
}
