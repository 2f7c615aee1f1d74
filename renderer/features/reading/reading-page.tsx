// Records of the whole organisation, for whoever has a duty to read them (R5.2). Everything is asked of the server; nothing is kept here.
import { useEffect, useState } from 'react';
import type { Output } from '#renderer/bridge/api.ts';
import { usePersonAct } from '#renderer/bridge/as-person.tsx';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import type { ListedRecord, RecordFilter } from '#src/domain/reading/schema.ts';
import { OpenRecord, type ShowValue } from './open-record.tsx';
import { RecordList } from './record-list.tsx';
import { SearchForm } from './search-form.tsx';
import './reading.css';

type Rights = Output<'reading.rights'>;

interface Page {
  readonly filter: RecordFilter;
  /** Positions at which the pages so far began; the last one is this page's. */
  readonly borders: readonly (number | null)[];
  readonly items: readonly ListedRecord[];
  readonly before: number | null;
}

function Results({
  page,
  nameOf,
  isBusy,
  onOpen,
  onTurn,
}: {
  readonly page: Page;
  readonly nameOf: (kind: 'branch' | 'service', id: string) => string;
  readonly isBusy: boolean;
  readonly onOpen: (record: ListedRecord) => void;
  readonly onTurn: (borders: readonly (number | null)[]) => void;
}) {
  const { t } = useTexts();
  const { items, borders, before } = page;
  if (items.length === 0 && borders.length === 1) {
    return (
      <div id="reading-empty" className="empty list-scroll" role="status">
        <h2>{t('reading.empty')}</h2>
        <p>{t('reading.emptyText')}</p>
      </div>
    );
  }
  return (
    <ScrollRegion className="list-scroll" label={t('reading.title')}>
      <RecordList items={items} nameOf={nameOf} onOpen={onOpen} />
      <div className="central-paging">
        {borders.length === 1 ? null : (
          <Button id="reading-newer" disabled={isBusy} onClick={() => onTurn(borders.slice(0, -1))}>
            {t('reading.newer')}
          </Button>
        )}
        {before === null ? null : (
          <Button id="reading-older" disabled={isBusy} onClick={() => onTurn([...borders, before])}>
            {t('reading.older')}
          </Button>
        )}
      </div>
    </ScrollRegion>
  );
}

function Search({
  rights,
  shown,
  onOpen,
}: {
  readonly rights: Rights;
  /** The page that stood here before a record was opened. */
  readonly shown: readonly [Page | null, (page: Page) => void];
  readonly onOpen: (record: ListedRecord) => void;
}) {
  const { t, local } = useTexts();
  const [page, setPage] = shown;
  const listing = usePersonAct('reading.list');
  const list = async (filter: RecordFilter, borders: Page['borders']) => {
    const answer = await listing.run({ filter, before: borders.at(-1) ?? null });
    if (answer?.ok === true) setPage({ filter, borders, ...answer.value });
  };
  const nameOf = (kind: 'branch' | 'service', id: string) => {
    const known = (kind === 'branch' ? rights.branches : rights.services).find((one) => one.id === id);
    return known === undefined ? id : local(known.name);
  };
  const choices = (items: Rights['branches']) => items.map(({ id, name }) => ({ value: id, text: local(name) }));
  useEffect(() => focusId('reading-record'), []);
  return (
    <>
      <h1>{t('reading.title')}</h1>
      <SearchForm
        branches={choices(rights.branches)}
        services={choices(rights.services)}
        isBusy={listing.isBusy}
        onAsk={(filter) => void list(filter, [null])}
      />
      <RefusalMessage id="reading-error" refusal={listing.refusal} />
      {page === null ? (
        <p id="reading-hint">{t('reading.hint')}</p>
      ) : (
        <Results
          page={page}
          nameOf={nameOf}
          isBusy={listing.isBusy}
          onOpen={onOpen}
          onTurn={(borders) => void list(page.filter, borders)}
        />
      )}
      {listing.dialog}
    </>
  );
}

/** @param showValue a value as the form shows it */
export function ReadingPage({ showValue }: { readonly showValue: ShowValue }) {
  const { t } = useTexts();
  const asking = usePersonAct('reading.rights');
  const [rights, setRights] = useState<Rights | null>(null);
  const [page, setPage] = useState<Page | null>(null);
  const [opened, setOpened] = useState<ListedRecord | null>(null);
  const connect = async () => {
    const answer = await asking.run({});
    if (answer?.ok === true) setRights(answer.value);
  };
  if (rights === null) {
    return (
      <div className="central" data-view="reading">
        <h1>{t('reading.title')}</h1>
        <div className="central-intro">
          <p>{t('reading.intro')}</p>
          <Button id="reading-show" look="primary" disabled={asking.isBusy} onClick={() => void connect()}>
            {t('reading.show')}
          </Button>
        </div>
        <RefusalMessage id="reading-error" refusal={asking.refusal} />
        {asking.dialog}
      </div>
    );
  }
  return (
    <div className="central" data-view="reading">
      {opened === null ? (
        <Search rights={rights} shown={[page, setPage]} onOpen={setOpened} />
      ) : (
        <OpenRecord showValue={showValue} record={opened} rights={rights.classes} onBack={() => setOpened(null)} />
      )}
    </div>
  );
}
