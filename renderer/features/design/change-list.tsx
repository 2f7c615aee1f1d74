// What differs from the published version, place by place.
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { changesBetween } from '#src/domain/design/changes.ts';
import type { DesignItem } from '#src/domain/design/schema.ts';
import { memberText } from './places.ts';

interface ChangeListProps {
  readonly before: DesignItem | null;
  readonly after: DesignItem;
}

const mostShown = 300;

export function ChangeList({ before, after }: ChangeListProps) {
  const { t } = useTexts();
  const changes = changesBetween(before, after);
  if (before === null) return <p id="design-changes">{t('design.changes.new')}</p>;
  if (changes.length === 0) return <p id="design-changes">{t('design.changes.none')}</p>;
  return (
    <table className="design-changes" id="design-changes">
      <thead>
        <tr>
          <th scope="col">{t('design.changes.place')}</th>
          <th scope="col">{t('design.changes.before')}</th>
          <th scope="col">{t('design.changes.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.slice(0, mostShown).map((change) => (
          <tr key={change.path.join('.')} data-change={change.path.join('.')}>
            <th scope="row">{memberText(t, change.path)}</th>
            <td>
              {change.before === null ? (
                <span className="field-mark">{t('design.changes.absent')}</span>
              ) : (
                <del>{change.before}</del>
              )}
            </td>
            <td>
              {change.after === null ? (
                <span className="field-mark">{t('design.changes.absent')}</span>
              ) : (
                <ins>{change.after}</ins>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
