// The organisation's restricted subjects, for supervisors who can reach the server (R3.6). Whoever looks proves who they are, once for the
// minutes the policy gives; each look is written down, nothing of the list is kept here, and what is shown says of when it is.
import { useState } from 'react';
import { usePersonAct } from '#renderer/bridge/as-person.tsx';
import { fullTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Message } from '#renderer/ui/message.tsx';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import type { OpenRestriction, RestrictionsResponse } from '#src/contract/sync/restriction.ts';
import { everyRestriction, type RestrictionFilter } from '#src/domain/restriction/filter.ts';
import { CheckedDialog, type DecisionProps, ReasonDialog } from './decision-dialog.tsx';
import { RestrictionsFilter } from './restrictions-filter.tsx';
import { type DecisionKind, RestrictionsTable } from './restrictions-table.tsx';
import '#renderer/ui/list-table.css';
import './restriction.css';

interface Deciding {
  readonly kind: DecisionKind;
  readonly item: OpenRestriction;
}

interface Shown {
  readonly filter: RestrictionFilter;
  readonly list: RestrictionsResponse;
}

function DecisionDialog({ kind, ...rest }: DecisionProps & { readonly kind: DecisionKind }) {
  return kind === 'checked' ? <CheckedDialog {...rest} /> : <ReasonDialog kind={kind} {...rest} />;
}

function Found({
  shown,
  onDecide,
}: {
  readonly shown: Shown;
  readonly onDecide: (kind: DecisionKind, item: OpenRestriction) => void;
}) {
  const { t } = useTexts();
  const { items, isMore } = shown.list;
  const isEverything = shown.filter === everyRestriction;
  return (
    <>
      {isMore ? <Message kind="warn">{t('restrictions.more', { count: items.length })}</Message> : null}
      {items.length === 0 ? (
        <p id="restrictions-none" role="status">
          {isEverything ? t('restrictions.none') : t('restrictions.filter.none')}
        </p>
      ) : (
        <ScrollRegion label={t('restrictions.title')} className="list-scroll">
          <RestrictionsTable items={items} onDecide={onDecide} />
        </ScrollRegion>
      )}
    </>
  );
}

export function RestrictionsPage() {
  const { t } = useTexts();
  const [shown, setShown] = useState<Shown | null>(null);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const listing = usePersonAct('restriction.list');
  const ask = async (filter: RestrictionFilter) => {
    if (listing.isBusy) return;
    const answer = await listing.run({ filter });
    if (answer?.ok === true) setShown({ filter, list: answer.value });
  };
  const decided = (list: RestrictionsResponse) => {
    if (shown !== null) setShown({ ...shown, list });
    setDeciding(null);
  };
  return (
    <div className="restrictions" data-view="restrictions">
      <div className="actions">
        <h1>{t('restrictions.title')}</h1>
        <span className="actions-apart">
          {shown === null ? null : <span id="restrictions-at">{t('restrictions.at', { at: fullTime(shown.list.at) })}</span>}
          <Button
            id="restrictions-show"
            look={shown === null ? 'primary' : 'plain'}
            disabled={listing.isBusy}
            onClick={() => void ask(shown?.filter ?? everyRestriction)}
          >
            {shown === null ? t('restrictions.show') : t('restrictions.refresh')}
          </Button>
        </span>
      </div>
      {shown === null ? (
        <p id="restrictions-empty">{t('restrictions.intro')}</p>
      ) : (
        <RestrictionsFilter isBusy={listing.isBusy} onAsk={(filter) => void ask(filter)} />
      )}
      <RefusalMessage
        id="restrictions-error"
        refusal={listing.refusal}
        text={listing.refusal?.code === 'server/unreachable' ? t('restrictions.offline') : undefined}
      />
      {shown === null ? null : <Found shown={shown} onDecide={(kind, item) => setDeciding({ kind, item })} />}
      {deciding === null || shown === null ? null : (
        <DecisionDialog {...deciding} filter={shown.filter} onCancel={() => setDeciding(null)} onDone={decided} />
      )}
      {listing.dialog}
    </div>
  );
}
