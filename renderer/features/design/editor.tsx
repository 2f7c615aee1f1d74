// The editor of one draft: its parts on the left, what is still wrong on the right, preview and differences one key away. The same
// rules as the server's decide what may be published (R1.4), so the refusal is seen while typing and not at the end.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { keyName } from '#renderer/ui/keys.ts';
import { Message } from '#renderer/ui/message.tsx';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import type { DesignDraft } from '#src/contract/ipc/design.ts';
import { draftProblems, isSameItem, publishedItem } from '#src/domain/design/rules.ts';
import type { Catalogue, DesignItem } from '#src/domain/design/schema.ts';
import type { PublishingProblem } from '#src/domain/forms/publishing.ts';
import { ChangeList } from './change-list.tsx';
import { DiscardDialog } from './discard-dialog.tsx';
import { focusPlace, ProblemsProvider } from './editing.ts';
import { FormEditor, fieldOf } from './form-editor.tsx';
import { NoticeEditor } from './notice-editor.tsx';
import { ProblemList } from './problem-list.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { ServiceEditor } from './service-editor.tsx';
import { type DraftInUse, useDraft } from './use-draft.ts';

export type Published = { readonly item: DesignItem; readonly itemVersion: number | null };

interface EditorProps {
  readonly draft: DesignDraft;
  readonly catalogue: Catalogue;
  /** Everything that is being worked on. */
  readonly drafts: readonly DesignItem[];
  /** The item as a clerk will see it. */
  readonly preview: (item: DesignItem, onBack: () => void) => ReactNode;
  readonly onClose: () => void;
  readonly onPublished: (published: Published) => void;
  readonly onDiscarded: () => void;
  readonly onTakenUp: () => void;
}

type View = 'edit' | 'preview' | 'changes';

function versionOf(catalogue: Catalogue, { kind, content }: DesignItem): number | null {
  if (kind === 'service') return null;
  const all = kind === 'form' ? catalogue.forms : catalogue.notices;
  return all.find((one) => one.id === content.id)?.version ?? 0;
}

/** Which words tell of its publication. */
export function publishedAs(item: DesignItem): 'version' | 'service' | 'withdrawn' {
  if (item.kind !== 'service') return 'version';
  return item.content.isWithdrawn === true ? 'withdrawn' : 'service';
}

export function useItemName(): (item: DesignItem) => string {
  const { t, local } = useTexts();
  return ({ kind, content }) => local(kind === 'service' ? content.name : content.title) || content.id || t('design.nameless');
}

interface BodyProps {
  readonly use: DraftInUse;
  readonly isNew: boolean;
  readonly catalogue: Catalogue;
  readonly drafts: readonly DesignItem[];
  readonly problems: readonly PublishingProblem[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
}

function Body({ use, isNew, catalogue, drafts, problems, selected, onSelect }: BodyProps) {
  const { item, edit } = use;
  switch (item.kind) {
    case 'form':
      return (
        <FormEditor
          form={item.content}
          onForm={(content, place) => edit({ kind: 'form', content }, place)}
          {...{ isNew, catalogue, problems, selected, onSelect }}
        />
      );
    case 'notice':
      return (
        <NoticeEditor
          notice={item.content}
          classes={catalogue.classes}
          isNew={isNew}
          onNotice={(content, place) => edit({ kind: 'notice', content }, place)}
        />
      );
    case 'service':
      return (
        <ServiceEditor
          service={item.content}
          onService={(content, place) => edit({ kind: 'service', content }, place)}
          {...{ isNew, catalogue, drafts }}
        />
      );
  }
}

interface HeadProps {
  readonly use: DraftInUse;
  readonly view: View;
  readonly version: number | null;
  readonly isPublished: boolean;
  readonly isUnchanged: boolean;
  readonly onView: (view: View) => void;
  readonly onPublish: () => void;
  readonly onDiscard: () => void;
  readonly onClose: () => void;
}

function Head({ use, view, version, isPublished, isUnchanged, onView, onPublish, onDiscard, onClose }: HeadProps) {
  const { t } = useTexts();
  const name = useItemName();
  const { kind } = use.item;
  const views: readonly View[] = ['edit', 'preview', 'changes'];
  return (
    <header className="design-head">
      <Button id="design-close" look="quiet" onClick={onClose}>
        {t('design.close')}
      </Button>
      <h2>
        {t(`design.items.${kind}`)} · {name(use.item)}{' '}
        <span className="field-mark">
          {version ? t('design.version', { version }) : t(isPublished ? 'design.states.published' : 'design.unpublished')}
        </span>
      </h2>
      <fieldset className="design-views">
        <legend className="visually-hidden">{t('design.view')}</legend>
        {views
          .filter((one) => kind !== 'service' || one !== 'preview')
          .map((one) => (
            <Button key={one} id={`design-view-${one}`} aria-pressed={view === one} onClick={() => onView(one)}>
              {t(`design.views.${one}`)}
            </Button>
          ))}
      </fieldset>
      <span className="field-mark" id="design-kept" data-kept={use.isKept}>
        {use.isKept ? t('design.kept') : t('design.keeping')}
      </span>
      <Button id="design-undo" look="quiet" keyName="Ctrl+Z" disabled={!use.canUndo} onClick={use.undo}>
        {t('design.undo')}
      </Button>
      <Button id="design-redo" look="quiet" keyName="Ctrl+Y" disabled={!use.canRedo} onClick={use.redo}>
        {t('design.redo')}
      </Button>
      <Button id="design-discard" look="quiet" onClick={onDiscard}>
        {t('design.discard')}
      </Button>
      <Button id="design-publish" look="primary" disabled={isUnchanged} onClick={onPublish}>
        {t('design.publishAct')}
      </Button>
    </header>
  );
}

/** Undo and redo act on the draft as a whole, wherever the focus is; the browser's own would take back letters of one input only. */
function useHistoryKeys(use: DraftInUse, isEditing: boolean): void {
  const latest = useRef(use);
  latest.current = use;
  useEffect(() => {
    if (!isEditing) return;
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      const key = keyName(event);
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) latest.current.redo();
      else latest.current.undo();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [isEditing]);
}

/** The chosen field, the button that adds the first one, or the first text. */
function focusFirstStop(): void {
  document.querySelector<HTMLElement>('.design-line[aria-current="true"], #design-add, .design-body .input')?.focus();
}

export function Editor({ draft, catalogue, drafts, preview, onClose, onPublished, onDiscarded, onTakenUp }: EditorProps) {
  const { t } = useTexts();
  const use = useDraft(draft);
  const name = useItemName();
  const [view, setView] = useState<View>('edit');
  const [selected, setSelected] = useState(0);
  const [isPublishing, setPublishing] = useState(false);
  const [isDiscarding, setDiscarding] = useState(false);
  const [isIncomplete, setIncomplete] = useState(false);
  const discard = useAct('design.discard');
  const takeUp = useAct('design.takeUp');
  useHistoryKeys(use, view === 'edit' && !isPublishing);
  useEffect(focusFirstStop, []);
  const { item } = use;
  const published = publishedItem(catalogue, item.kind, draft.base?.content.id ?? item.content.id);
  const problems = draftProblems(item, draft.base, catalogue);
  const isUnchanged = isSameItem(item, published);
  const isOvertaken = draft.base !== null && !isSameItem(draft.base, published) && !isUnchanged;
  const version = versionOf(catalogue, item);

  const go = (path: string) => {
    flushSync(() => {
      setView('edit');
      setSelected(fieldOf(path) ?? selected);
    });
    focusPlace(path);
  };
  const publish = async () => {
    const [first] = problems;
    setIncomplete(first !== undefined);
    if (first !== undefined) return go(first.path);
    await use.keep();
    setPublishing(true);
  };
  const discardDraft = async () => {
    const answer = await discard.run({ draftId: draft.draftId });
    if (answer?.ok) onDiscarded();
  };
  const compare = async () => {
    const answer = await takeUp.run({ draftId: draft.draftId });
    if (answer?.ok) onTakenUp();
  };
  const close = async () => {
    await use.keep();
    if (isUnchanged) await discardDraft();
    else onClose();
  };

  return (
    <div className="design-editor" data-kind={item.kind}>
      <Head
        {...{ use, view, version, isUnchanged }}
        isPublished={published !== null}
        onView={setView}
        onPublish={() => void publish()}
        onDiscard={() => setDiscarding(true)}
        onClose={() => void close()}
      />
      <div className="design-messages">
        <RefusalMessage id="design-error" refusal={use.refusal ?? discard.refusal ?? takeUp.refusal} />
        {isOvertaken ? (
          <Message kind="warn" id="design-overtaken" code="design/overtaken">
            {t('errors.design/overtaken')}{' '}
            <Button look="quiet" onClick={() => setView('changes')}>
              {t('design.views.changes')}
            </Button>
            <Button id="design-take-up" look="quiet" onClick={() => void compare()}>
              {t('design.takeUp')}
            </Button>
          </Message>
        ) : null}
        {isIncomplete && problems.length > 0 ? (
          <Message kind="error" id="design-refused" code="design/refused">
            {t('errors.design/refused', { count: problems.length })}
          </Message>
        ) : null}
      </div>
      {view === 'preview' ? <div className="design-preview">{preview(item, () => setView('edit'))}</div> : null}
      {view === 'changes' ? (
        <ScrollRegion className="design-scroll" label={t('design.views.changes')} takesFocus>
          <ChangeList before={published} after={item} />
        </ScrollRegion>
      ) : null}
      {view === 'edit' ? (
        <ProblemsProvider value={problems}>
          <div className="design-columns">
            <Body {...{ use, catalogue, drafts, problems, selected }} isNew={draft.base === null} onSelect={setSelected} />
            <ProblemList item={item} problems={problems} onGo={go} />
          </div>
        </ProblemsProvider>
      ) : null}
      {isDiscarding ? (
        <DiscardDialog isBusy={discard.isBusy} onCancel={() => setDiscarding(false)} onDiscard={() => void discardDraft()} />
      ) : null}
      {isPublishing ? (
        <PublishDialog
          draftIds={[draft.draftId]}
          onCancel={() => setPublishing(false)}
          onPublished={([itemVersion = null]) => onPublished({ item, itemVersion })}
        >
          <p>{t(`design.publish.${publishedAs(item)}`, { name: name(item), version: (version ?? 0) + 1 })}</p>
        </PublishDialog>
      ) : null}
    </div>
  );
}
