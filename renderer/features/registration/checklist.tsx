import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Keycap } from '#renderer/ui/button.tsx';
import type { FormDefinition } from '#src/domain/forms/schema.ts';

interface ChecklistProps {
  /** Before each point's id, because two checklists may exist after each other. */
  readonly idStart: string;
  readonly checks: FormDefinition['reviewChecks'];
  readonly ticked: readonly string[];
  readonly onTick: (check: string) => void;
}

/** The points of a review, each with its digit key. */
export function Checklist({ idStart, checks, ticked, onTick }: ChecklistProps) {
  const { t, local } = useTexts();
  return (
    <fieldset className="review-checks">
      <legend>
        {t('review.checklist')} <span className="field-mark">{t('review.checklistHint')}</span>
      </legend>
      {checks.map((check, index) => (
        <label key={check.id} className="check">
          <input
            id={`${idStart}-${check.id}`}
            data-stop=""
            type="checkbox"
            checked={ticked.includes(check.id)}
            onChange={() => onTick(check.id)}
          />
          <span>{local(check.label)}</span>
          {index < 9 ? <Keycap>{String(index + 1)}</Keycap> : null}
        </label>
      ))}
    </fieldset>
  );
}
