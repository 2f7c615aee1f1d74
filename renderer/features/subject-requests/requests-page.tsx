// 用户申请: the branch's requests by deadline, with the person who answers for each (R8.2). The server keeps them; nothing stays here.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import type { RequestDetail, RequestSummary } from '#src/contract/sync/subject-requests.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { OpenDialog } from './open-dialog.tsx';
import { RequestPage } from './request-page.tsx';
import type { StepsProps } from './request-steps.tsx';
import { RequestsTable } from './requests-table.tsx';
import { useAsking } from './use-requests.ts';
import '#renderer/ui/list-table.css';
import './requests.css';

const filters = ['open', 'own', 'overdue', 'settled'] as const;
type Filter = (typeof filters)[number];

function isShown(filter: Filter, staffId: string, { isOverdue, inCharge }: RequestSummary): boolean {
  if (filter === 'own') return inCharge?.staffId === staffId;
  return filter !== 'overdue' || isOverdue;
}

interface FilterBarProps {
  readonly filter: Filter;
  readonly requests: readonly RequestSummary[];
  readonly staffId: string;
  readonly onFilter: (filter: Filter) => void;
}

function FilterBar({ filter, requests, staffId, onFilter }: FilterBarProps) {
  const { t } = useTexts();
  // Of the settled ones only what was asked for is here; how many there are is not known.
  const counted = filter === 'settled' ? [] : requests;
  const count = (one: Filter) =>
    filter === 'settled' ? '–' : counted.filter((request) => isShown(one, staffId, request)).length;
  return (
    <fieldset className="requests-filters" aria-label={t('requests.filter')}>
      {filters.map((one) => (
        <Button
          key={one}
          id={`requests-filter-${one}`}
          aria-pressed={filter === one}
          className={filter === one ? 'requests-chosen' : ''}
          onClick={() => onFilter(one)}
        >
          {t(`requests.filters.${one}`, { count: count(one) })}
        </Button>
      ))}
    </fieldset>
  );
}

interface RequestsPageProps extends Pick<StepsProps, 'showField' | 'showValue'> {
  readonly session: Session;
}

export function RequestsPage({ session, showField, showValue }: RequestsPageProps) {
  const { t } = useTexts();
  const [requests, setRequests] = useState<readonly RequestSummary[] | null>(null);
  const [filter, setFilter] = useState<Filter>('open');
  const [opened, setOpened] = useState<RequestDetail | null>(null);
  const [isOpening, setOpening] = useState(false);
  const asking = useAsking();
  const { data: status } = useCall('sync.overview', {});
  const isOffline = status?.connection === 'offline';
  const { ask } = asking;
  const { run: tryFirst } = useAct('requests.act');
  const asked = useRef(false);

  const wanted = useRef<Filter>('open');

  /** What is chosen while an answer is on its way is asked for after it. */
  const list = useCallback(
    async (chosen: Filter) => {
      wanted.current = chosen;
      for (;;) {
        const isSettled = wanted.current === 'settled';
        const answer = await ask({ kind: 'list', isSettled });
        if (answer?.requests === null || answer?.requests === undefined) return;
        if (isSettled !== (wanted.current === 'settled')) continue;
        setRequests(answer.requests);
        setFilter(wanted.current);
        return;
      }
    },
    [ask],
  );
  useEffect(() => {
    // Once, when the page stands: whom the server still knows sees the list at once; of others no passphrase is asked uninvited.
    if (asked.current || status === undefined || isOffline) return;
    asked.current = true;
    void tryFirst({ kind: 'list', isSettled: false }).then((answer) => {
      if (answer?.ok === true) setRequests(answer.value.requests);
    });
  }, [status, isOffline, tryFirst]);
  useKeys({ n: { text: t('requests.open'), act: () => opened === null && requests !== null && setOpening(true) } });

  if (opened !== null) {
    const back = () => {
      setOpened(null);
      void list(filter);
    };
    return <RequestPage key={opened.requestId} {...{ opened, showField, showValue }} onBack={back} />;
  }
  const shown = (requests ?? []).filter((one) => isShown(filter, session.staffId, one));
  const show = async (requestId: string) => {
    const answer = await ask({ kind: 'show', requestId });
    if (answer?.request !== null && answer?.request !== undefined) setOpened(answer.request);
  };
  return (
    <div className="requests" data-view="requests" data-count={requests?.length}>
      <div className="requests-head">
        <h1>{t('requests.title')}</h1>
        <span className="requests-apart">
          <Button
            id="requests-show"
            look={requests === null ? 'primary' : 'plain'}
            disabled={asking.isBusy}
            onClick={() => void list(filter)}
          >
            {requests === null ? t('requests.show') : t('requests.refresh')}
          </Button>
          <Button
            id="requests-new"
            look={requests === null ? 'plain' : 'primary'}
            keyName="N"
            disabled={requests === null || asking.isBusy}
            onClick={() => setOpening(true)}
          >
            {t('requests.open')}
          </Button>
        </span>
      </div>
      {isOffline ? (
        <div className="message message-warn" role="status" id="requests-offline">
          <div>
            <strong>{t('requests.offlineTitle')}</strong>
            <p>{t('requests.offline')}</p>
          </div>
        </div>
      ) : null}
      <RefusalMessage
        id="requests-error"
        refusal={asking.refusal}
        text={asking.refusal?.code === 'server/unreachable' ? t('requests.offline') : undefined}
      />
      {requests === null ? (
        <p id="requests-intro">{t('requests.intro')}</p>
      ) : (
        <>
          <FilterBar {...{ filter, requests }} staffId={session.staffId} onFilter={(one) => void changeFilter(one)} />
          {shown.length === 0 ? (
            <p id="requests-empty">{filter === 'open' ? t('requests.noneOpen') : t('requests.none')}</p>
          ) : (
            <RequestsTable requests={shown} onOpen={(requestId) => void show(requestId)} />
          )}
        </>
      )}
      {isOpening ? (
        <OpenDialog
          onCancel={() => setOpening(false)}
          onOpened={(request) => {
            setOpening(false);
            setOpened(request);
          }}
        />
      ) : null}
      {asking.dialog}
    </div>
  );

  /** The open ones are here already; the settled ones, and the way back from them, are asked for. */
  async function changeFilter(chosen: Filter): Promise<void> {
    if (chosen === 'settled' || filter === 'settled') {
      await list(chosen);
      return;
    }
    wanted.current = chosen;
    setFilter(chosen);
  }
}
