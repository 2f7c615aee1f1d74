// A recorded call (R3.3): whom the clerk reached, what was compared, what came of it.
import { type FormEvent, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CheckGroup } from '#renderer/ui/check-group.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { type CallOutcome, callOutcomes, callQuestions } from '#src/domain/contact/schema.ts';
import { ContactRefusal } from './contact-refusal.tsx';
import type { ContactTarget } from './target.ts';

interface CallPartProps {
  readonly target: ContactTarget;
  readonly onDone: () => Promise<unknown>;
}

export function CallPart({ target, onDone }: CallPartProps) {
  const { t } = useTexts();
  const record = useAct('contact.recordCall');
  const [asked, setAsked] = useState<readonly string[]>([]);
  const [outcome, setOutcome] = useState<CallOutcome | null>(null);
  const toggle = (value: string) => setAsked(asked.includes(value) ? asked.filter((one) => one !== value) : [...asked, value]);
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    if (outcome === null) return;
    const answer = await record.run({ ...target, outcome, asked: callQuestions.filter((one) => asked.includes(one)) });
    if (!answer?.ok) return;
    setAsked([]);
    setOutcome(null);
    await onDone();
  };
  return (
    <section className="contact-way" aria-labelledby="contact-call-title">
      <h3 id="contact-call-title">{t('contact.call.title')}</h3>
      <form noValidate onSubmit={(event) => void keep(event)}>
        <CheckGroup
          id="contact-asked"
          label={t('contact.call.asked')}
          help={t('contact.call.text')}
          error={null}
          options={callQuestions.map((value) => ({ value, label: t(`contact.call.questions.${value}`) }))}
          chosen={asked}
          onToggle={toggle}
        />
        <RadioGroup
          id="contact-outcome"
          label={t('contact.call.outcome')}
          help=""
          error={null}
          options={callOutcomes.map((value) => ({ value, label: t(`contact.call.outcomes.${value}`) }))}
          value={outcome ?? ''}
          onPick={(value) => setOutcome(callOutcomes.find((one) => one === value) ?? null)}
          onPicked={() => focusId('contact-record')}
        />
        <Button id="contact-record" type="submit" disabled={outcome === null || record.isBusy}>
          {t('contact.call.record')}
        </Button>
      </form>
      <ContactRefusal id="contact-call-error" refusal={record.refusal} />
    </section>
  );
}
