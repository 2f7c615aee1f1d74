// What still keeps the draft from being published, always in view; each line leads to its place.
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { DesignItem } from '#src/domain/design/schema.ts';
import type { PublishingProblem } from '#src/domain/forms/publishing.ts';
import { placeText, problemText } from './places.ts';

interface ProblemListProps {
  readonly item: DesignItem;
  readonly problems: readonly PublishingProblem[];
  readonly onGo: (path: string) => void;
}

const mostShown = 100;

export function ProblemList({ item, problems, onGo }: ProblemListProps) {
  const { t, local } = useTexts();
  return (
    <section
      className="design-problems"
      id="design-problems"
      data-count={problems.length}
      aria-labelledby="design-problems-title"
    >
      <h3 id="design-problems-title" role="status">
        {problems.length === 0 ? t('design.ready') : t('design.problemCount', { count: problems.length })}
      </h3>
      <ol>
        {problems.slice(0, mostShown).map((found) => (
          <li key={`${found.path} ${found.code} ${JSON.stringify(found.params)}`}>
            <button
              type="button"
              className="design-line"
              data-path={found.path}
              data-code={found.code}
              onClick={() => onGo(found.path)}
            >
              <span className="field-mark">{placeText(item, found.path, { t, local })}</span>
              <span>{problemText(t, found)}</span>
            </button>
          </li>
        ))}
      </ol>
      {problems.length === 0 ? <p className="field-mark">{t('design.readyText')}</p> : null}
    </section>
  );
}
