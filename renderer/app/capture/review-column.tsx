// The right side while a registration is reviewed: the clerk's review, then the supervisor's where the service asks for it.
import { useToday } from '#renderer/bridge/today.tsx';
import { ContactRow } from '#renderer/features/contact/contact-row.tsx';
import type { CaptureEvent, Filling } from '#renderer/features/registration/capture-state.ts';
import { ReviewPanel } from '#renderer/features/registration/review-panel.tsx';
import { SecondReviewPanel } from '#renderer/features/registration/second-review-panel.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { focusId } from '#renderer/ui/stops.ts';
import { subjectField } from '#src/domain/forms/parties.ts';
import { FormSignature } from './form-signature.tsx';
import { PartyWarnings } from './party-warnings.tsx';
import { RestrictionPart } from './restriction-part.tsx';
import { reviewLines } from './review-lines.ts';
import { SameDocumentPart } from './same-document-part.tsx';
import type { RestrictionFound } from './use-restriction.ts';
import type { SameDocumentFound } from './use-same-document.ts';
import type { useSubmission } from './use-submission.ts';

interface ReviewColumnProps {
  readonly state: Filling;
  readonly submission: ReturnType<typeof useSubmission>;
  readonly sameDocument: SameDocumentFound;
  readonly restriction: RestrictionFound;
  readonly dispatch: (event: CaptureEvent) => void;
  readonly onEdit: () => void;
}

export function ReviewColumn({ state, submission, sameDocument, restriction, dispatch, onEdit }: ReviewColumnProps) {
  const texts = useTexts();
  const { signature } = state.opened.form;
  const phone = state.values[subjectField(state.opened.form, 'phone')?.name ?? ''] ?? '';
  const goOn = () => {
    submission.forgive();
    const open = state.opened.form.reviewChecks.find(({ id }) => !state.checks.includes(id));
    focusId(open === undefined ? 'action-submit' : `check-${open.id}`);
  };
  const shown = {
    lines: reviewLines(state, texts, useToday()),
    warnings: (
      <>
        <RestrictionPart restriction={restriction} />
        <PartyWarnings state={state} />
        <SameDocumentPart found={sameDocument} dispatch={dispatch} />
        {submission.isConfirming ? null : <ContactRow target={{ registrationId: state.registrationId, phone }} onClosed={goOn} />}
        {signature === undefined || submission.isConfirming ? null : (
          <FormSignature state={state} wanted={signature} onAnswered={goOn} />
        )}
      </>
    ),
    isBusy: submission.isBusy,
    onEdit,
  };
  if (submission.isConfirming) {
    return (
      <SecondReviewPanel
        {...shown}
        checks={state.opened.form.reviewChecks}
        refusal={submission.secondRefusal ?? submission.refusal}
        onConfirm={submission.confirmBySupervisor}
        onSendBack={submission.sendBackBySupervisor}
      />
    );
  }
  return (
    <ReviewPanel
      {...shown}
      state={state}
      refusal={submission.refusal}
      onTick={(check) => {
        if (!submission.isBusy) dispatch({ kind: 'ticked', check });
      }}
      onSubmit={() => void submission.run()}
    />
  );
}
