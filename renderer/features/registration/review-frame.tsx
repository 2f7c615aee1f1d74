// What every review at the counter shows, the clerk's and the supervisor's: the values beside what the number says, what is worth a second
// look, and the checklist on the digit keys with the focus on its first open point.
import { type ReactNode, useEffect } from 'react';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { digitKeys, useKeys } from '#renderer/ui/keys.ts';
import { focusId } from '#renderer/ui/stops.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import { Checklist } from './checklist.tsx';
import { Comparison, type ReviewLine } from './comparison.tsx';
import './registration.css';

export interface ReviewShown {
  readonly lines: readonly ReviewLine[];
  /** What is worth a second look, above the checklist. */
  readonly warnings: ReactNode;
  readonly isBusy: boolean;
  readonly refusal: RefusalShown | null;
  readonly onEdit: () => void;
}

interface ReviewFrameProps extends ReviewShown {
  readonly titleId: string;
  readonly title: string;
  readonly text: string;
  /** Before the ids of checklist, error and way back, because one review may follow another. */
  readonly ids: { readonly check: string; readonly error: string; readonly edit: string };
  readonly checks: FormDefinition['reviewChecks'];
  readonly ticked: readonly string[];
  readonly onTick: (check: string) => void;
  /** Where the focus goes when every point is ticked. */
  readonly then: string;
  /** Between checklist and error. */
  readonly signing?: ReactNode;
  readonly action: ReactNode;
}

export function ReviewFrame(props: ReviewFrameProps) {
  const { titleId, title, text, ids, checks, ticked, onTick, then, signing, action } = props;
  const { lines, warnings, isBusy, refusal, onEdit } = props;
  const { t, local } = useTexts();
  const firstOpen = checks.find((check) => !ticked.includes(check.id))?.id;
  useEffect(() => {
    focusId(firstOpen === undefined ? then : `${ids.check}-${firstOpen}`);
  }, [firstOpen, then, ids.check]);
  useKeys({
    ...digitKeys(
      checks,
      (check) => onTick(check.id),
      (check) => local(check.label),
    ),
    escape: { text: t('review.edit'), act: onEdit },
  });
  return (
    <>
      <header>
        <h2 id={titleId}>{title}</h2>
        <span className="field-mark">{text}</span>
      </header>
      <Comparison lines={lines} />
      {warnings}
      <Checklist idStart={ids.check} checks={checks} ticked={ticked} onTick={onTick} />
      {signing}
      <RefusalMessage id={ids.error} refusal={refusal} />
      <div className="actions">
        {action}
        <span className="actions-apart">
          <Button id={ids.edit} look="quiet" keyName="Esc" disabled={isBusy} onClick={onEdit}>
            {t('review.edit')}
          </Button>
        </span>
      </div>
    </>
  );
}
