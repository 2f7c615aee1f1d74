// 表单与告知书: the list, the editor of one draft, or the report of an import. Only here do design and the capture's own screens meet.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { DesignList } from '#renderer/features/design/design-list.tsx';
import { Editor, type Published, publishedAs, useItemName } from '#renderer/features/design/editor.tsx';
import { ImportReport } from '#renderer/features/design/import-report.tsx';
import { PublishTogether } from '#renderer/features/design/publish-together.tsx';
import { type ImportProblem, readXlsForm } from '#renderer/features/design/read-xlsform.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { focusId } from '#renderer/ui/stops.ts';
import type { DesignDraft } from '#src/contract/ipc/design.ts';
import { freeName, newForm, newNotice, newService } from '#src/domain/design/edits.ts';
import { isInUse } from '#src/domain/design/rules.ts';
import type { Catalogue, DesignItem, DesignKind } from '#src/domain/design/schema.ts';
import type { Imported } from '#src/domain/xlsform/convert.ts';
import { Preview } from './preview.tsx';
import '#renderer/features/design/design.css';
import '../capture/capture.css';

/** Something new under an id that neither a published item nor a draft has. */
function newItem(kind: DesignKind, catalogue: Catalogue, drafts: readonly DesignDraft[]): DesignItem {
  const published = { form: catalogue.forms, notice: catalogue.notices, service: catalogue.services }[kind];
  const taken = [...published.map(({ id }) => id), ...drafts.map(({ item }) => item.content.id)];
  const id = freeName(taken, `${kind}-`);
  if (kind === 'form') return { kind, content: newForm(id) };
  return kind === 'notice' ? { kind, content: newNotice(id) } : { kind, content: newService(id) };
}

/** An import until it is taken as a draft or dropped. A sheet's own id that is taken already gets a free one: it begins a new form. */
function useImport(catalogue: Catalogue, drafts: readonly DesignDraft[]) {
  const [imported, setImported] = useState<Imported | null>(null);
  const [problem, setProblem] = useState<ImportProblem | null>(null);
  const fresh = newItem('form', catalogue, drafts).content.id;
  const isTaken = (id: string) =>
    catalogue.forms.some((form) => form.id === id) || drafts.some(({ item }) => item.kind === 'form' && item.content.id === id);
  const read = async (file: File) => {
    const result = await readXlsForm(file, catalogue.classes, fresh);
    setProblem(result.ok ? null : result.error);
    if (!result.ok) return;
    const { form, lines } = result.value;
    setImported({ form: isTaken(form.id) ? { ...form, id: fresh } : form, lines });
  };
  const forget = () => {
    setImported(null);
    setProblem(null);
  };
  return { imported, problem, read, forget };
}

interface OpenedProps {
  readonly catalogue: Catalogue;
  readonly drafts: readonly DesignDraft[];
}

function Opened({ catalogue, drafts }: OpenedProps) {
  const { t } = useTexts();
  const name = useItemName();
  const client = useQueryClient();
  const begin = useAct('design.begin');
  const [open, setOpen] = useState<DesignDraft | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [isTogether, setTogether] = useState(false);
  const file = useImport(catalogue, drafts);
  const refresh = () => client.invalidateQueries({ queryKey: ['design.overview'] });
  const close = (message: string | null = null) => {
    flushSync(() => {
      setOpen(null);
      setTogether(false);
      setDone(message);
    });
    focusId(message === null ? 'design-title' : 'design-done');
    void refresh();
  };
  const beginDraft = async (item: DesignItem) => {
    const begun = await begin.run({ item });
    if (!begun?.ok) return;
    setDone(null);
    file.forget();
    setOpen(begun.value);
    void refresh();
  };
  const published = ({ item, itemVersion }: Published) => {
    const said = t(`design.done.${publishedAs(item)}`, { name: name(item), version: itemVersion ?? 0 });
    const isSeen = item.kind === 'service' || isInUse(catalogue, item.kind, item.content.id);
    close(isSeen ? said : `${said} ${t('design.done.next')}`);
  };
  // What another administrator took up meanwhile is newer than what this screen opened.
  const current = drafts.find((draft) => draft.draftId === open?.draftId);
  if (open !== null) {
    return (
      <Editor
        key={open.draftId}
        draft={{ ...open, base: (current ?? open).base }}
        catalogue={catalogue}
        drafts={drafts.map(({ item }) => item)}
        preview={(item, onBack) => <Preview item={item} onBack={onBack} />}
        onClose={() => close()}
        onPublished={published}
        onDiscarded={() => close()}
        onTakenUp={() => void refresh()}
      />
    );
  }
  if (file.imported !== null) {
    const { form } = file.imported;
    return (
      <ImportReport
        imported={file.imported}
        isBusy={begin.isBusy}
        refusal={begin.refusal}
        onTake={() => void beginDraft({ kind: 'form', content: form })}
        onCancel={() => {
          flushSync(file.forget);
          focusId('design-title');
        }}
      />
    );
  }
  return (
    <>
      <DesignList
        catalogue={catalogue}
        drafts={drafts}
        onTogether={() => setTogether(true)}
        isBusy={begin.isBusy}
        refusal={begin.refusal}
        done={done}
        fileProblem={file.problem}
        onFile={(chosen) => void file.read(chosen)}
        onOpen={(draft) => setOpen(draft)}
        onBegin={(item) => void beginDraft(item)}
        onNew={(kind) => void beginDraft(newItem(kind, catalogue, drafts))}
      />
      {isTogether ? (
        <PublishTogether
          catalogue={catalogue}
          drafts={drafts}
          onCancel={() => setTogether(false)}
          onPublished={(names) => close(t('design.done.together', { names: names.join(t('design.done.comma')) }))}
        />
      ) : null}
    </>
  );
}

export function DesignPage() {
  const { t } = useTexts();
  const client = useQueryClient();
  const { data, error } = useCall('design.overview', {});
  // Drafts are kept without any event; what was read before would open an older one over them.
  useEffect(() => () => client.removeQueries({ queryKey: ['design.overview'] }), [client]);
  return (
    <div className="design" data-view="design">
      {error === null ? null : <RefusalMessage refusal={error} />}
      {data === undefined ? <p>{error === null ? t('frame.loading') : ''}</p> : <Opened {...data} />}
    </div>
  );
}
