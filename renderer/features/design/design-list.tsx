// What the organisation has published, and what is being worked on: forms, notices, services, each with its version and state.
import type { ReactNode } from 'react';
import { clockTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Message } from '#renderer/ui/message.tsx';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import type { DesignDraft } from '#src/contract/ipc/design.ts';
import { isInUse, isSameItem, publishedItem } from '#src/domain/design/rules.ts';
import type { Catalogue, DesignItem, DesignKind } from '#src/domain/design/schema.ts';
import { useItemName } from './editor.tsx';
import { ImportButton } from './import-button.tsx';
import { changedDrafts } from './publish-together.tsx';
import type { ImportProblem } from './read-xlsform.ts';

interface Line {
  readonly item: DesignItem;
  readonly version: number | null;
  readonly draft: DesignDraft | null;
  readonly isPublished: boolean;
  /** Published, and the counter has it. */
  readonly isInUse: boolean;
}

function linesOf(kind: DesignKind, catalogue: Catalogue, drafts: readonly DesignDraft[]): readonly Line[] {
  const all = { form: catalogue.forms, notice: catalogue.notices, service: catalogue.services }[kind];
  const published = all.flatMap((one): Line[] => {
    const item = publishedItem(catalogue, kind, one.id);
    const draft = drafts.find(
      (candidate) => candidate.item.kind === kind && (candidate.base ?? candidate.item).content.id === one.id,
    );
    return item === null
      ? []
      : [
          {
            item,
            version: 'version' in one ? one.version : null,
            draft: draft ?? null,
            isPublished: true,
            isInUse: isInUse(catalogue, kind, one.id),
          },
        ];
  });
  const shown = new Set(published.map(({ draft }) => draft?.draftId));
  const own = drafts
    .filter((draft) => draft.item.kind === kind && !shown.has(draft.draftId))
    .map((draft) => ({ item: draft.item, version: null, draft, isPublished: false, isInUse: false }));
  return [...published, ...own];
}

function stateOf({ item, draft, isPublished, isInUse: isUsed }: Line): 'published' | 'changed' | 'draft' | 'withdrawn' {
  if (!isPublished) return 'draft';
  if (draft !== null && !isSameItem(draft.item, item)) return 'changed';
  return item.kind === 'service' && !isUsed ? 'withdrawn' : 'published';
}

interface SectionProps {
  readonly kind: DesignKind;
  readonly lines: readonly Line[];
  readonly isBusy: boolean;
  readonly actions: ReactNode;
  readonly onOpen: (line: Line) => void;
}

function Section({ kind, lines, isBusy, actions, onOpen }: SectionProps) {
  const { t } = useTexts();
  const name = useItemName();
  return (
    <section className="design-group" aria-labelledby={`design-group-${kind}`}>
      <header>
        <h2 id={`design-group-${kind}`}>{t(`design.groups.${kind}`)}</h2>
        <span className="field-mark">{t(`design.groupHints.${kind}`)}</span>
        <div className="actions-apart actions">{actions}</div>
      </header>
      {lines.length === 0 ? <p className="design-empty">{t('design.nothing')}</p> : null}
      <ul>
        {lines.map((line) => {
          const state = stateOf(line);
          const { id } = line.item.content;
          return (
            <li
              key={line.draft?.draftId ?? id}
              data-item={id}
              data-kind={kind}
              data-state={state}
              data-version={line.version ?? undefined}
            >
              <span className="design-item-name">{name(line.draft?.item ?? line.item)}</span>
              <span className="field-mark">{id}</span>
              <span>{line.version === null ? '' : t('design.version', { version: line.version })}</span>
              <span className={`design-state design-state-${state}`}>{t(`design.states.${state}`)}</span>
              <span className="field-mark">
                {line.draft === null
                  ? line.isPublished && !line.isInUse && kind !== 'service' && t('design.unused')
                  : t('design.editedBy', { name: line.draft.editedBy, time: clockTime(line.draft.editedAt, Date.now()) })}
              </span>
              <Button className="design-open" disabled={isBusy} onClick={() => onOpen(line)}>
                {line.draft === null ? t('design.edit') : t('design.continue')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface DesignListProps {
  readonly catalogue: Catalogue;
  readonly drafts: readonly DesignDraft[];
  readonly isBusy: boolean;
  readonly refusal: RefusalShown | null;
  /** What was published a moment ago. */
  readonly done: string | null;
  /** Why the chosen file cannot be read. */
  readonly fileProblem: ImportProblem | null;
  readonly onOpen: (draft: DesignDraft) => void;
  readonly onBegin: (item: DesignItem) => void;
  readonly onNew: (kind: DesignKind) => void;
  readonly onFile: (file: File) => void;
  readonly onTogether: () => void;
}

export function DesignList({
  catalogue,
  drafts,
  isBusy,
  refusal,
  done,
  fileProblem,
  onOpen,
  onBegin,
  onNew,
  onFile,
  onTogether,
}: DesignListProps) {
  const { t } = useTexts();
  const { length: changed } = changedDrafts(catalogue, drafts);
  return (
    <ScrollRegion className="design-overview" label={t('design.page')}>
      <h1 id="design-title" tabIndex={-1}>
        {t('design.page')}
      </h1>
      <p className="field-mark">{t('design.intro')}</p>
      {changed < 2 ? null : (
        <div className="actions">
          <Button id="design-publish-together" look="primary" disabled={isBusy} onClick={onTogether}>
            {t('design.publish.together', { count: changed })}
          </Button>
        </div>
      )}
      <RefusalMessage id="design-error" refusal={refusal} />
      {fileProblem === null ? null : (
        <Message kind="error" id="design-file-problem" code={`design/${fileProblem}`}>
          {t(`design.import.problems.${fileProblem}`)}
        </Message>
      )}
      {done === null ? null : (
        <p className="design-done" id="design-done" role="status" tabIndex={-1}>
          {done}
        </p>
      )}
      {(['form', 'notice', 'service'] as const).map((kind) => (
        <Section
          key={kind}
          kind={kind}
          lines={linesOf(kind, catalogue, drafts)}
          isBusy={isBusy}
          onOpen={({ draft, item }) => (draft === null ? onBegin(item) : onOpen(draft))}
          actions={
            <>
              {kind === 'form' ? <ImportButton onFile={onFile} /> : null}
              <Button id={`design-new-${kind}`} disabled={isBusy} onClick={() => onNew(kind)}>
                {t(`design.new.${kind}`)}
              </Button>
            </>
          }
        />
      ))}
    </ScrollRegion>
  );
}
