// Several drafts in one act: a new form, its notice and its service reach the counters together or not at all. Each is judged beside the
// others that are ticked, so a service may stand on a form that is published with it.
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { DesignDraft } from '#src/contract/ipc/design.ts';
import { draftProblems, isSameItem, publishedItem } from '#src/domain/design/rules.ts';
import { type Catalogue, mostPublishedTogether } from '#src/domain/design/schema.ts';
import { useItemName } from './editor.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import './publish-together.css';

/** Drafts that say something else than what is published. */
export function changedDrafts(catalogue: Catalogue, drafts: readonly DesignDraft[]): readonly DesignDraft[] {
  return drafts
    .filter(({ item }) => !isSameItem(item, publishedItem(catalogue, item.kind, item.content.id)))
    .slice(0, mostPublishedTogether);
}

function isOvertaken(catalogue: Catalogue, { item, base }: DesignDraft): boolean {
  return base !== null && !isSameItem(base, publishedItem(catalogue, item.kind, item.content.id));
}

interface PublishTogetherProps {
  readonly catalogue: Catalogue;
  readonly drafts: readonly DesignDraft[];
  readonly onCancel: () => void;
  readonly onPublished: (names: readonly string[]) => void;
}

export function PublishTogether({ catalogue, drafts, onCancel, onPublished }: PublishTogetherProps) {
  const { t } = useTexts();
  const name = useItemName();
  const changed = changedDrafts(catalogue, drafts);
  const [left, setLeft] = useState<readonly string[]>([]);
  const chosen = changed.filter(({ draftId }) => !left.includes(draftId));
  const items = chosen.map(({ item }) => item);
  const toggle = (id: string) => setLeft((now) => (now.includes(id) ? now.filter((other) => other !== id) : [...now, id]));
  const problemOf = (draft: DesignDraft): string => {
    if (left.includes(draft.draftId)) return '';
    if (isOvertaken(catalogue, draft)) return t('design.publish.overtaken');
    const { length } = draftProblems(draft.item, draft.base, catalogue, items);
    return length === 0 ? '' : t('design.problemCount', { count: length });
  };
  const lines = changed.map((draft) => ({ draft, problem: problemOf(draft) }));
  const isReady = chosen.length > 0 && lines.every(({ problem }) => problem === '');
  return (
    <PublishDialog
      draftIds={chosen.map(({ draftId }) => draftId)}
      isReady={isReady}
      onCancel={onCancel}
      onPublished={() => onPublished(items.map(name))}
    >
      <p>{t('design.publish.togetherText')}</p>
      <ul className="design-together">
        {lines.map(({ draft: { draftId, item }, problem }) => (
          <li key={draftId} data-together={`${item.kind}/${item.content.id}`} data-ready={problem === ''}>
            <label className="check">
              <input type="checkbox" checked={!left.includes(draftId)} onChange={() => toggle(draftId)} />
              <span>
                {t(`design.items.${item.kind}`)} · {name(item)}
                {problem === '' ? null : <span className="design-together-problem"> {problem}</span>}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {isReady ? null : <p role="status">{t('design.publish.togetherNotReady')}</p>}
    </PublishDialog>
  );
}
