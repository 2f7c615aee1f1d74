// Records out and receipts in by removable media (S4), for a branch that never connects.
import { type ChangeEvent, useRef, useState } from 'react';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Message } from '#renderer/ui/message.tsx';
import type { MediaLabel } from '#src/contract/ipc/exchange.ts';
import { LabelTable } from './label-table.tsx';
import { LabelView } from './label-view.tsx';
import './media.css';

const progressEveryMs = 400;

interface Exported {
  readonly label: MediaLabel;
  readonly left: number;
}

function Running({ onCancel }: { readonly onCancel: () => void }) {
  const { t } = useTexts();
  const { data } = useCall('exchange.overview', {}, { everyMs: progressEveryMs });
  const running = data?.running ?? null;
  const { done = 0, total = 1, isChecking = false } = running ?? {};
  const text = isChecking ? t('media.checking') : t('media.writing', { done, total });
  return (
    <div className="media-running" id="media-running">
      <p role="status">{running === null ? t('media.choosing') : text}</p>
      <progress aria-label={t('media.title')} {...(running === null || isChecking ? {} : { value: done, max: total })} />
      <Button id="media-cancel" autoFocus onClick={onCancel}>
        {t('media.cancel')}
      </Button>
    </div>
  );
}

function ReceiptsImport() {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const act = useAct('exchange.importReceipts');
  const [imported, setImported] = useState<string | null>(null);
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const field = event.currentTarget;
    const [file] = field.files ?? [];
    if (file === undefined) return;
    setImported(null);
    const answer = await act.run({ file: await file.text() });
    // The same file may be chosen again after its medium was exchanged.
    field.value = '';
    if (answer?.ok) setImported(t('media.imported', { ...answer.value, time: fullTime(answer.value.issuedAt) }));
  };
  return (
    <>
      <input ref={input} id="media-file" type="file" hidden onChange={(event) => void take(event)} />
      <Button id="media-import" disabled={act.isBusy} onClick={() => input.current?.click()}>
        {act.isBusy ? t('media.importing') : t('media.import')}
      </Button>
      <RefusalMessage id="media-import-error" refusal={act.refusal} />
      {imported === null ? null : (
        <Message kind="warn" id="media-imported">
          {imported}
        </Message>
      )}
    </>
  );
}

function Exporting() {
  const { t } = useTexts();
  const { data } = useCall('exchange.overview', {});
  const act = useAct('exchange.export');
  const cancel = useAct('exchange.cancel');
  const [exported, setExported] = useState<Exported | null>(null);
  const waiting = data?.waiting ?? 0;
  const run = async (afterSequence: number) => {
    setExported(null);
    const answer = await act.run({ afterSequence });
    if (answer?.ok) setExported(answer.value);
  };
  if (data?.isPossible === false) {
    return (
      <Message kind="warn" id="media-not-possible">
        {t('media.notPossible')}
      </Message>
    );
  }
  if (act.isBusy) return <Running onCancel={() => void cancel.run({})} />;
  const left = exported?.left ?? 0;
  return (
    <>
      <Button id="media-export" look="primary" autoFocus disabled={waiting === 0} onClick={() => void run(0)}>
        {waiting === 0 ? t('media.nothing') : t('media.export', { count: waiting })}
      </Button>
      <RefusalMessage id="media-error" refusal={act.refusal} isCalm={act.refusal?.code === 'exchange/cancelled'} />
      {exported === null ? null : <LabelView label={exported.label} />}
      {exported === null || left === 0 ? null : (
        <Button id="media-export-more" onClick={() => void run(exported.label.toSequence)}>
          {t('media.exportMore', { count: left })}
        </Button>
      )}
    </>
  );
}

export function MediaDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const { data } = useCall('exchange.overview', {});
  // Opened once it is known what can be done: the focus goes there.
  if (data === undefined) return null;
  const { labels, isPossible, waiting } = data;
  const actions = (
    <Button id="media-close" keyName="Esc" data-first={isPossible && waiting > 0 ? undefined : ''} onClick={onClose}>
      {t('media.close')}
    </Button>
  );
  return (
    <Dialog title={t('media.title')} isWide onCancel={onClose} actions={actions}>
      <div className="media" id="media">
        <p>{t('media.intro')}</p>
        <Exporting />
        <ReceiptsImport />
        {labels.length === 0 ? null : <LabelTable labels={labels} />}
      </div>
    </Dialog>
  );
}

/** Opens the dialog; in the head of the queue. */
export function MediaButton() {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button id="queue-media" onClick={() => setOpen(true)}>
        {t('media.open')}
      </Button>
      {isOpen ? <MediaDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}
