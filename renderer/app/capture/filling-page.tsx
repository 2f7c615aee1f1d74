// Filling, reviewing and submitting on one page: the fields stay on the left whatever happens, the number's facts or the review on the
// right. The program answers every step; the screen goes on only with its answer.
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useAct } from '#renderer/bridge/queries.ts';
import type { CaptureEvent, Filling } from '#renderer/features/registration/capture-state.ts';
import { ReviewPanel } from '#renderer/features/registration/review-panel.tsx';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { focusId } from '#renderer/ui/stops.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { FactsColumn } from './facts-column.tsx';
import { FieldsPart } from './fields-part.tsx';
import { PartyWarnings } from './party-warnings.tsx';
import { reviewLines, valuesToSend } from './review-lines.ts';
import { useAutosave } from './use-autosave.ts';
import { useFieldEdits } from './use-field-edits.ts';

interface FillingPageProps {
  readonly state: Filling;
  readonly dispatch: (event: CaptureEvent) => void;
}

function useConsentAnswers({ state, dispatch }: FillingPageProps) {
  const decide = useAct('consent.decide');
  const [deciding, setDeciding] = useState<string | null>(null);
  const answer = async (field: FieldDefinition, agreed: boolean) => {
    setDeciding(field.name);
    const decided = await decide.run({ registrationId: state.registrationId, field: field.name, agreed });
    setDeciding(null);
    if (!decided?.ok) return;
    flushSync(() => dispatch({ kind: 'decided', field: field.name, agreed }));
    if (agreed) focusId(`field-${field.name}`);
  };
  return { deciding, answer, refusal: decide.refusal };
}

function useSubmission({ state, dispatch }: FillingPageProps) {
  const review = useAct('registration.review');
  const submit = useAct('registration.submit');
  const run = async () => {
    const { registrationId, checks } = state;
    const reviewed = await review.run({ registrationId, values: valuesToSend(state), checks: [...checks] });
    if (reviewed === null) return;
    if (!reviewed.ok) {
      if (reviewed.error.code !== 'registration/invalid') return;
      const { errors } = reviewed.error.params;
      flushSync(() => {
        dispatch({ kind: 'checked', errors: Object.fromEntries(errors.map((error) => [error.field, error])) });
        dispatch({ kind: 'review-left' });
      });
      focusId(`field-${errors[0]?.field}`);
      return;
    }
    const submitted = await submit.run({ registrationId });
    if (submitted?.ok) dispatch({ kind: 'submitted', ...submitted.value });
  };
  return { run, isBusy: review.isBusy || submit.isBusy, refusal: review.refusal ?? submit.refusal };
}

export function FillingPage({ state, dispatch }: FillingPageProps) {
  const texts = useTexts();
  const edits = useFieldEdits(state, dispatch);
  const consents = useConsentAnswers({ state, dispatch });
  const submission = useSubmission({ state, dispatch });
  useAutosave(state);
  const { fields } = state.opened.form;
  const firstField = fields[0]?.name;
  useEffect(() => focusId(`field-${firstField}`), [firstField]);

  const toReview = () => {
    const [first] = flushSync(() => edits.finishAll());
    if (first === undefined) dispatch({ kind: 'review-begun' });
    else focusId(`field-${first.field}`);
  };
  const edit = () => {
    dispatch({ kind: 'review-left' });
    focusId(`field-${firstField}`);
  };

  return (
    <div className="capture-columns">
      <div className="capture-left">
        <RefusalMessage id="consent-error" refusal={consents.refusal} />
        <FieldsPart
          state={state}
          edits={edits}
          deciding={consents.deciding}
          onDecide={(field, agreed) => void consents.answer(field, agreed)}
          onReview={toReview}
        />
      </div>
      <div className="capture-right">
        {state.isReviewing ? (
          <ReviewPanel
            state={state}
            lines={reviewLines(state, texts)}
            warnings={<PartyWarnings state={state} />}
            isBusy={submission.isBusy}
            refusal={submission.refusal}
            onTick={(check) => dispatch({ kind: 'ticked', check })}
            onEdit={edit}
            onSubmit={() => void submission.run()}
          />
        ) : (
          <>
            <FactsColumn state={state} />
            <RefusalMessage refusal={submission.refusal} />
          </>
        )}
      </div>
    </div>
  );
}
