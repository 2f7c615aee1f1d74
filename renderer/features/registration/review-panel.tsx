// The clerk's review on the spot (R2.4): what was typed beside what the number says, the checklist on the digit keys, one submission.
import { type ReactNode, useEffect } from 'react';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button, Keycap } from '#renderer/ui/button.tsx';
import { digitKeys, useKeys } from '#renderer/ui/keys.ts';
import { focusId } from '#renderer/ui/stops.ts';
import type { AcceptingParty } from '#src/domain/consent/schema.ts';
import { type Filling, isReviewComplete } from './capture-state.ts';
import './registration.css';

/** One line of the comparison. */
export interface ReviewLine {
  readonly name: string;
  /** Whose it is: the subject's, or of the guardian or agent. */
  readonly person: AcceptingParty;
  readonly label: string;
  /** As it will be saved; null: not filled in. */
  readonly value: string | null;
  /** What the document number says of it; null: nothing. */
  readonly fact: ReactNode;
}

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

function Comparison({ lines }: { readonly lines: readonly ReviewLine[] }) {
  const { t } = useTexts();
  const persons = [...new Set(lines.map(({ person }) => person))];
  return (
    <table className="comparison">
      <thead>
        <tr>
          <th scope="col">{t('review.item')}</th>
          <th scope="col">{t('review.typed')}</th>
          <th scope="col">{t('review.document')}</th>
        </tr>
      </thead>
      {persons.map((person) => (
        <tbody key={person} data-person={person}>
          {persons.length > 1 ? (
            <tr className="comparison-person">
              <th scope="rowgroup" colSpan={3}>
                {t(`parties.sections.${person}`)}
              </th>
            </tr>
          ) : null}
          {lines
            .filter((line) => line.person === person)
            .map(({ name, label, value, fact }) => (
              <tr key={name} data-review={name}>
                <th scope="row">{label}</th>
                <td className={value === null ? 'comparison-empty' : 'comparison-value'}>{value ?? t('review.empty')}</td>
                <td>{fact}</td>
              </tr>
            ))}
        </tbody>
      ))}
    </table>
  );
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
  useKeys({ ...digitKeys(reviewChecks, (check) => onTick(check.id)), escape: onEdit });

  return (
    <section className="review" id="review" aria-labelledby="review-title">
      <header>
        <h2 id="review-title">{t('review.title')}</h2>
        <span className="field-mark">{t('review.text')}</span>
      </header>
      <Comparison lines={lines} />
      {warnings}
      <fieldset className="review-checks">
        <legend>
          {t('review.checklist')} <span className="field-mark">{t('review.checklistHint')}</span>
        </legend>
        {reviewChecks.map((check, index) => (
          <label key={check.id} className="check">
            <input
              id={`check-${check.id}`}
              data-stop=""
              type="checkbox"
              checked={state.checks.includes(check.id)}
              onChange={() => onTick(check.id)}
            />
            <span>{local(check.label)}</span>
            {index < 9 ? <Keycap>{String(index + 1)}</Keycap> : null}
          </label>
        ))}
      </fieldset>
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
