// The clerk's review on the spot (R2.4): one submission once every point is ticked.
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { type Filling, isReviewComplete } from './capture-state.ts';
import { ReviewFrame, type ReviewShown } from './review-frame.tsx';

interface ReviewPanelProps extends ReviewShown {
  readonly state: Filling;
  readonly onTick: (check: string) => void;
  readonly onSubmit: () => void;
}

const ids = { check: 'check', error: 'review-error', edit: 'action-edit' } as const;

export function ReviewPanel({ state, onSubmit, ...shown }: ReviewPanelProps) {
  const { t } = useTexts();
  const { reviewChecks } = state.opened.form;
  const open = reviewChecks.filter((check) => !state.checks.includes(check.id));
  const isComplete = isReviewComplete(state);
  const { isBusy } = shown;
  const action = (
    <>
      <Button
        id="action-submit"
        look="primary"
        isLarge
        data-stop=""
        keyName="Enter"
        disabled={!isComplete || isBusy}
        onClick={onSubmit}
      >
        {isBusy ? t('review.submitting') : t('review.submit')}
      </Button>
      <span className="field-mark" role="status">
        {isComplete ? '' : t('review.open', { count: open.length })}
      </span>
    </>
  );
  return (
    <section className="review" id="review" aria-labelledby="review-title">
      <ReviewFrame
        {...shown}
        titleId="review-title"
        title={t('review.title')}
        text={t('review.text')}
        ids={ids}
        checks={reviewChecks}
        ticked={state.checks}
        then="action-submit"
        action={action}
      />
    </section>
  );
}
