// The queue (R3.7, S4): every record saved here, where it stands, why, and what happens next. Live; nothing on it is a guess.
import { type ReactNode, useState } from 'react';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { ageText } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { digitKeys, useKeys } from '#renderer/ui/keys.ts';
import { useNow } from '#renderer/ui/now.ts';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import type { SyncOverview } from '#src/contract/ipc/sync.ts';
import type { OutboxState } from '#src/domain/sync/states.ts';
import type { QueuePageProps } from './queue-page-props.ts';
import { QueueTable } from './queue-table.tsx';
import { RecordDetails } from './record-details.tsx';
import './sync.css';

const pageSize = 100;
const filters = ['all', 'waiting', 'quarantined', 'synced', 'set-aside', 'superseded'] as const;
type Filter = (typeof filters)[number];

function countOf(overview: SyncOverview, filter: Filter): number {
  const { waiting, quarantined, synced, superseded, setAside } = overview;
  const counts = { waiting, quarantined, synced, superseded, 'set-aside': setAside };
  return filter === 'all' ? waiting + quarantined + synced + superseded + setAside : counts[filter];
}

function Filters({ filter, onFilter }: { readonly filter: Filter; readonly onFilter: (filter: Filter) => void }) {
  const { t } = useTexts();
  const { data: overview } = useCall('sync.overview', {});
  const nameOf = (name: Filter) => (name === 'all' ? t('queue.all') : t(`queue.states.${name}`));
  useKeys(digitKeys(filters, onFilter, nameOf));
  return (
    <fieldset className="queue-filter">
      <legend className="visually-hidden">{t('queue.filter')}</legend>
      {filters.map((name, index) => (
        <Button
          key={name}
          id={`queue-filter-${name}`}
          aria-pressed={filter === name}
          keyName={String(index + 1)}
          onClick={() => onFilter(name)}
        >
          {nameOf(name)}
          <span>{overview === undefined ? '' : countOf(overview, name)}</span>
        </Button>
      ))}
    </fieldset>
  );
}

function Head({ nowMs, media }: { readonly nowMs: number; readonly media: ReactNode }) {
  const { t } = useTexts();
  const { data: overview } = useCall('sync.overview', {});
  const syncNow = useAct('sync.now');
  const oldest = overview?.oldestWaitingAt ?? null;
  const refusal = syncNow.refusal ?? (overview?.waiting ? overview.lastError : null);
  return (
    <>
      <div className="queue-head">
        <h1>{t('queue.title')}</h1>
        <span id="queue-oldest" className="queue-age">
          {oldest === null ? '' : t('queue.oldest', { age: ageText(t, nowMs - Date.parse(oldest)) })}
        </span>
        <Button id="sync-now" className="queue-now" look="primary" disabled={syncNow.isBusy} onClick={() => void syncNow.run({})}>
          {syncNow.isBusy ? t('queue.syncing') : t('queue.now')}
        </Button>
        {media}
      </div>
      <RefusalMessage id="sync-error" refusal={refusal} isCalm={refusal?.code === 'server/unreachable'} />
    </>
  );
}

interface ItemsProps extends QueuePageProps {
  readonly filter: Filter;
  readonly nowMs: number;
}

/** The opened record by itself: it stays open when its state takes it out of the list, as when it is synced at last. */
function OpenedRecord({ sequence, ...ways }: QueuePageProps & { readonly sequence: number; readonly onClose: () => void }) {
  const { data } = useCall('sync.queue', { state: null, limit: 1, before: sequence + 1 });
  const item = data?.items.find((one) => one.sequence === sequence);
  return item === undefined ? null : <RecordDetails item={item} {...ways} />;
}

/** A page at a time, by sequence: a hundred thousand records cost no more than one page of them. */
function Items({ filter, nowMs, ...ways }: ItemsProps) {
  const { t } = useTexts();
  /** Where each page begins, the newest first. */
  const [starts, setStarts] = useState<readonly (number | null)[]>([null]);
  const [openSequence, setOpen] = useState<number | null>(null);
  const state: OutboxState | null = filter === 'all' ? null : filter;
  const { data, error } = useCall('sync.queue', { state, limit: pageSize, before: starts.at(-1) ?? null });
  if (error !== null) return <RefusalMessage refusal={error} />;
  if (data === undefined) return <p aria-busy="true">{t('frame.loading')}</p>;
  const { items, total } = data;
  const last = items.at(-1);
  const shownBefore = (starts.length - 1) * pageSize;
  const opened = openSequence === null ? null : <OpenedRecord {...ways} sequence={openSequence} onClose={() => setOpen(null)} />;
  if (items.length === 0 && starts.length === 1) {
    return (
      <>
        <div id="queue-empty" className="empty list-scroll">
          <h2>{filter === 'all' ? t('queue.empty') : t('queue.emptyFilter')}</h2>
          {filter === 'all' ? <p>{t('queue.emptyText')}</p> : null}
        </div>
        {opened}
      </>
    );
  }
  return (
    <>
      <ScrollRegion className="list-scroll" label={t('queue.title')}>
        <QueueTable items={items} nowMs={nowMs} onOpen={({ sequence }) => setOpen(sequence)} />
        {total > pageSize || starts.length > 1 ? (
          <div className="queue-pages">
            <Button id="queue-newer" disabled={starts.length === 1} onClick={() => setStarts(starts.slice(0, -1))}>
              {t('queuePages.newer')}
            </Button>
            <span id="queue-range">
              {t('queuePages.range', { from: shownBefore + 1, to: shownBefore + items.length, total })}
            </span>
            <Button
              id="queue-older"
              disabled={last === undefined || shownBefore + items.length >= total}
              onClick={() => setStarts([...starts, last?.sequence ?? null])}
            >
              {t('queuePages.older')}
            </Button>
          </div>
        ) : null}
      </ScrollRegion>
      {opened}
    </>
  );
}

export function QueuePage({ media, ...ways }: QueuePageProps & { readonly media: ReactNode }) {
  const [filter, setFilter] = useState<Filter>('all');
  const nowMs = useNow(5_000);
  return (
    <div className="queue" data-view="queue">
      <div>
        <Head nowMs={nowMs} media={media} />
      </div>
      <Filters filter={filter} onFilter={setFilter} />
      <Items key={filter} filter={filter} nowMs={nowMs} {...ways} />
    </div>
  );
}
