// 我的登记 (S2, R5.2): a clerk's own saved records, a supervisor's all of this workstation. Found by what a person has in hand, masked,
// opened one at a time.
import { type FormEvent, useEffect, useState } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { searchTextLength } from '#src/contract/ipc/records.ts';
import type { RegistrationId } from '#src/domain/registration/schema.ts';
import { type RecordsPageProps, renewEveryMs } from './records-page-props.ts';
import { RecordsTable } from './records-table.tsx';
import './records.css';

const pageSize = 50;

interface Asked {
  readonly text: string;
  readonly day: string | null;
}
const recent: Asked = { text: '', day: null };

function SearchForm({ onAsk }: { readonly onAsk: (asked: Asked) => void }) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [day, setDay] = useState('');
  const ask = (event: FormEvent) => {
    event.preventDefault();
    onAsk({ text: text.trim(), day: day === '' ? null : day });
  };
  const clear = () => {
    setText('');
    setDay('');
    onAsk(recent);
    focusId('records-text');
  };
  return (
    <search>
      <form className="records-search" onSubmit={ask}>
        <TextInput
          id="records-text"
          label={t('records.searchLabel')}
          help={t('records.searchHelp')}
          error={null}
          value={text}
          maxLength={searchTextLength}
          onValue={setText}
        />
        <TextInput
          id="records-day"
          type="date"
          label={t('records.day')}
          help={t('records.dayHelp')}
          error={null}
          value={day}
          onValue={setDay}
        />
        <div className="records-search-actions">
          <Button id="records-find" type="submit" look="primary" keyName="Enter">
            {t('records.search')}
          </Button>
          <Button id="records-clear" look="quiet" onClick={clear}>
            {t('records.clear')}
          </Button>
        </div>
      </form>
    </search>
  );
}

interface ResultsProps {
  readonly asked: Asked;
  readonly onOpen: (recordId: RegistrationId) => void;
}

function Results({ asked, onOpen }: ResultsProps) {
  const { t } = useTexts();
  /** Sequences at which the pages before this one began; the last one is this page's. */
  const [borders, setBorders] = useState<readonly number[]>([]);
  const input = { ...asked, before: borders.at(-1) ?? null, limit: pageSize };
  const { data, error } = useCall('records.search', input, { everyMs: renewEveryMs });
  if (error !== null) return <RefusalMessage refusal={error} />;
  if (data === undefined) return <p aria-busy="true">{t('frame.loading')}</p>;
  const { items } = data;
  const last = items.at(-1);
  const isRecent = asked.text === '' && asked.day === null;
  if (last === undefined && borders.length === 0) {
    return (
      <div id="records-empty" className="empty list-scroll" role="status">
        <h2>{isRecent ? t('records.empty') : t('records.notFound')}</h2>
        <p>{isRecent ? t('records.emptyText') : t('records.notFoundText')}</p>
      </div>
    );
  }
  return (
    <ScrollRegion className="list-scroll" label={t('records.title')}>
      <RecordsTable items={items} onOpen={onOpen} />
      <div className="records-paging">
        {borders.length === 0 ? null : (
          <Button id="records-newer" onClick={() => setBorders(borders.slice(0, -1))}>
            {t('records.newer')}
          </Button>
        )}
        {last === undefined || items.length < pageSize ? null : (
          <Button id="records-older" onClick={() => setBorders([...borders, last.sequence])}>
            {t('records.older')}
          </Button>
        )}
      </div>
    </ScrollRegion>
  );
}

export function RecordsPage({ openWith, record, seesAll }: RecordsPageProps) {
  const { t } = useTexts();
  const [asked, setAsked] = useState<Asked>(recent);
  const [opened, setOpened] = useState<RegistrationId | null>(openWith);
  useEffect(() => {
    if (opened === null) focusId('records-text');
  }, [opened]);
  return (
    <div className="records" data-view="records">
      {opened === null ? (
        <>
          <h1>{seesAll ? t('records.titleAll') : t('records.title')}</h1>
          <SearchForm onAsk={setAsked} />
          <Results key={JSON.stringify(asked)} asked={asked} onOpen={setOpened} />
        </>
      ) : (
        record(opened, () => setOpened(null))
      )}
    </div>
  );
}
