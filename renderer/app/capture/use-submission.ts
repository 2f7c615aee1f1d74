// From the ticked checklist to the saved record (R2.4): the clerk's review, a supervisor's where the service asks for four eyes, the
// submission. The program answers every step; the screen goes on only with its answer.
import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { Refused } from '#renderer/bridge/api.ts';
import { useAct } from '#renderer/bridge/queries.ts';
import type { CaptureEvent, Filling } from '#renderer/features/registration/capture-state.ts';
import { focusId } from '#renderer/ui/stops.ts';
import type { SendBackReason } from '#src/domain/registration/schema.ts';
import type { Credentials } from '#src/domain/staff/schema.ts';
import { draftOf } from './review-lines.ts';
import type { RestrictionFound } from './use-restriction.ts';
import type { SameDocumentFound } from './use-same-document.ts';

interface Parts {
  readonly state: Filling;
  readonly dispatch: (event: CaptureEvent) => void;
  readonly sameDocument: SameDocumentFound;
  readonly restriction: RestrictionFound;
}

export interface SentBack {
  readonly by: string;
  readonly reason: SendBackReason;
}

export function useSubmission({ state, dispatch, sameDocument, restriction }: Parts) {
  const review = useAct('registration.review');
  const confirm = useAct('registration.confirm');
  const sendBack = useAct('registration.sendBack');
  const submit = useAct('registration.submit');
  /** The program has this review. An edit makes the ticked points others, and then it no longer holds. */
  const [reviewed, setReviewed] = useState<{ readonly checks: readonly string[]; readonly isConfirmed: boolean } | null>(null);
  const [sentBack, setSentBack] = useState<SentBack | null>(null);
  const { registrationId, checks } = state;
  const isHeld = reviewed !== null && state.isReviewing && reviewed.checks === checks;

  const save = async () => {
    const submitted = await submit.run({ registrationId });
    if (submitted?.ok) dispatch({ kind: 'submitted', ...submitted.value });
    else if (submitted?.error.code.startsWith('restriction/')) restriction.lookAgain();
    if (submitted?.ok === false && submitted.error.code === 'restriction/check-needed') focusId('restriction-check');
  };
  const refused = (error: Refused<'registration.review'>) => {
    if (error.code === 'registration/duplicate-unacknowledged') sameDocument.lookAgain();
    if (error.code === 'restriction/refused') restriction.lookAgain();
    if (error.code === 'registration/signature-missing') focusId('action-sign');
    if (error.code === 'contact/not-established') focusId('action-contact');
    if (error.code !== 'registration/invalid') return;
    const { errors } = error.params;
    flushSync(() => {
      dispatch({ kind: 'checked', errors: Object.fromEntries(errors.map((one) => [one.field, one])) });
      dispatch({ kind: 'review-left' });
    });
    focusId(`field-${errors[0]?.field}`);
  };
  const run = async () => {
    const { needsSecondReview } = state.opened.service;
    // Confirmed but not saved (a full disk): reviewing again would void what the supervisor signed.
    if (isHeld && reviewed.isConfirmed) return save();
    const answer = await review.run({
      registrationId,
      ...draftOf(state),
      checks: [...checks],
      acknowledged: sameDocument.acknowledged,
    });
    if (answer === null) return;
    if (!answer.ok) return refused(answer.error);
    setSentBack(null);
    if (needsSecondReview) setReviewed({ checks, isConfirmed: false });
    else await save();
  };
  const confirmBySupervisor = async (supervisor: Credentials, ticked: readonly string[]) => {
    const answer = await confirm.run({ registrationId, supervisor, checks: [...ticked] });
    if (!answer?.ok) return false;
    setReviewed({ checks, isConfirmed: true });
    await save();
    return true;
  };
  const sendBackBySupervisor = async (supervisor: Credentials, reason: SendBackReason) => {
    const answer = await sendBack.run({ registrationId, supervisor, reason });
    if (!answer?.ok) return false;
    setSentBack({ by: answer.value.sentBackBy, reason });
    dispatch({ kind: 'review-left' });
    return true;
  };
  return {
    run,
    confirmBySupervisor,
    sendBackBySupervisor,
    sentBack,
    /** What kept the review back was put right. */
    forgive: () => {
      review.clear();
      submit.clear();
    },
    isConfirming: isHeld && !reviewed.isConfirmed,
    isBusy: review.isBusy || submit.isBusy || confirm.isBusy || sendBack.isBusy,
    refusal: review.refusal ?? submit.refusal,
    secondRefusal: confirm.refusal ?? sendBack.refusal,
  };
}
