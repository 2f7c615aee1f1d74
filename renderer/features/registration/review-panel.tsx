// The clerk's review on the spot (R2.4): what was typed beside what the number says, the checklist on the digit keys, one submission.
import { type ReactNode, useEffect } from 'react';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { digitKeys, useKeys } from '#renderer/ui/keys.ts';
import { focusId } from '#renderer/ui/stops.ts';
import { type Filling, isReviewComplete } from './capture-state.ts';
import { Checklist } from './checklist.tsx';
import { Comparison, type ReviewLine } from './comparison.tsx';
import './registration.css';

interface ReviewPanelProps {
  readonly state: Filling;
  readonly lines: readonly ReviewLine[];
  /** What is worth a second look, above the checklist. */
  readonly warnings: ReactNode;
  readonly isBusy: boolean;
  readonly refusal: RefusalShown | null;
  readonly onTick: (check: string) => void;
  readonly onEdit: () => void;
  readonly onSubmit: () => void;
}

export function ReviewPanel({ state, lines, warnings, isBusy, refusal, onTick, onEdit, onSubmit }: ReviewPanelProps) {
  const { t, local } = useTexts();
  const { reviewChecks } = state.opened.form;
  const open = reviewChecks.filter((check) => !state.checks.includes(check.id));
  const isComplete = isReviewComplete(state);
  const firstOpen = open[0]?.id;
  useEffect(() => {
    focusId(firstOpen === undefined ? 'action-submit' : `check-${firstOpen}`);
  }, [firstOpen]);
  useKeys({
    ...digitKeys(
      reviewChecks,
      (check) => onTick(check.id),
      (check) => local(check.label),
    ),
    escape: { text: t('review.edit'), act: onEdit },
  });

  return (
    <section className="review" id="review" aria-labelledby="review-title">
      <header>
        <h2 id="review-title">{t('review.title')}</h2>
        <span className="field-mark">{t('review.text')}</span>
      </header>
      <Comparison lines={lines} />
      {warnings}
      <Checklist idStart="check" checks={reviewChecks} ticked={state.checks} onTick={onTick} />
      <RefusalMessage id="review-error" refusal={refusal} />
      <div className="actions">
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
        <span className="actions-apart">
          <Button id="action-edit" look="quiet" keyName="Esc" disabled={isBusy} onClick={onEdit}>
            {t('review.edit')}
          </Button>
        </span>
      </div>
    </section>
  );
}
