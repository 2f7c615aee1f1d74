// Filling, reviewing and submitting on one page: the fields stay on the left whatever happens, the number's facts or the review on the
// right. The program answers every step; the screen goes on only with its answer.
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useAct } from '#renderer/bridge/queries.ts';
import type { CaptureEvent, Filling } from '#renderer/features/registration/capture-state.ts';
import { IdentityCheckDialog } from '#renderer/features/restriction/identity-check-dialog.tsx';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Message } from '#renderer/ui/message.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { DocumentReading } from './document-reading.tsx';
import { FactsColumn } from './facts-column.tsx';
import { FieldsPart } from './fields-part.tsx';
import { GuardianNeeded } from './guardian-needed.tsx';
import { RestrictionPart } from './restriction-part.tsx';
import { ReviewColumn } from './review-column.tsx';
import { SameDocumentPart } from './same-document-part.tsx';
import { SentBackMessage } from './sent-back-message.tsx';
import { useAutosave } from './use-autosave.ts';
import { useFieldEdits } from './use-field-edits.ts';
import { useImages } from './use-images.ts';
import { useRestriction } from './use-restriction.ts';
import { useSameDocument } from './use-same-document.ts';
import { useSubmission } from './use-submission.ts';

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

export function FillingPage({ state, dispatch }: FillingPageProps) {
  const { t } = useTexts();
  const edits = useFieldEdits(state, dispatch);
  const consents = useConsentAnswers({ state, dispatch });
  const images = useImages({ state, dispatch });
  const sameDocument = useSameDocument(state);
  const restriction = useRestriction(state);
  const submission = useSubmission({ state, dispatch, sameDocument, restriction });
  const unkept = useAutosave(state);
  const { fields } = state.opened.form;
  const firstField = fields[0]?.name;
  // Taken up again, it goes on where something is still to be said.
  const [firstOpen] = useState(() => fields.find(({ name, part }) => part === 'core' && (state.values[name] ?? '') === ''));
  const begunAt = firstOpen?.name ?? firstField;
  useEffect(() => focusId(`field-${begunAt}`), [begunAt]);

  const toReview = () => {
    const [first] = flushSync(() => edits.finishAll());
    if (first === undefined) dispatch({ kind: 'review-begun' });
    else focusId(`field-${first.field}`);
  };
  const edit = () => {
    if (submission.isBusy) return;
    dispatch({ kind: 'review-left' });
    focusId(`field-${firstField}`);
  };

  const checked = () => {
    restriction.done();
    submission.forgive();
  };

  return (
    <div className="capture-columns">
      {/* What is being saved is what was reviewed: nothing may look as if it could still be changed. */}
      <div className="capture-left" inert={submission.isBusy}>
        <DocumentReading state={state} isBlocked={submission.isBusy} dispatch={dispatch} />
        {state.isCorrection ? (
          <Message kind="warn" id="correcting">
            {t('correcting')}
          </Message>
        ) : null}
        <RefusalMessage id="draft-refusal" refusal={unkept} text={t('capture.notKept')} />
        <RefusalMessage id="consent-error" refusal={consents.refusal} />
        <FieldsPart
          state={state}
          edits={edits}
          images={images}
          deciding={consents.deciding}
          onDecide={(field, agreed) => void consents.answer(field, agreed)}
          onReview={toReview}
        />
      </div>
      <div className="capture-right">
        {state.isReviewing ? (
          <ReviewColumn
            state={state}
            submission={submission}
            sameDocument={sameDocument}
            restriction={restriction}
            dispatch={dispatch}
            onEdit={edit}
          />
        ) : (
          <>
            <SentBackMessage sentBack={submission.sentBack} />
            <RestrictionPart restriction={restriction} />
            <SameDocumentPart found={sameDocument} dispatch={dispatch} />
            <GuardianNeeded state={state} dispatch={dispatch} />
            <FactsColumn state={state} />
            <RefusalMessage refusal={submission.refusal} />
          </>
        )}
      </div>
      {restriction.isChecking ? (
        <IdentityCheckDialog document={restriction.document} onCancel={restriction.cancel} onDone={checked} />
      ) : null}
    </div>
  );
}
