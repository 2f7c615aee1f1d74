// The organisation's restricted subjects, for supervisors who can reach the server (R3.6). Each look asks for the passphrase: nothing of the
// list is kept here, and what is shown says of when it is.
import { useState } from 'react';
import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Message } from '#renderer/ui/message.tsx';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import type { OpenRestriction, RestrictionsResponse } from '#src/contract/sync/restriction.ts';
import { AskDialog, CheckedDialog, type DecisionProps, ReasonDialog } from './decision-dialog.tsx';
import { type DecisionKind, RestrictionsTable } from './restrictions-table.tsx';
import '#renderer/ui/list-table.css';
import './restriction.css';

interface Deciding {
  readonly kind: DecisionKind;
  readonly item: OpenRestriction;
}

function DecisionDialog({ kind, ...rest }: DecisionProps & { readonly kind: DecisionKind }) {
  return kind === 'checked' ? <CheckedDialog {...rest} /> : <ReasonDialog kind={kind} {...rest} />;
}

export function RestrictionsPage() {
  const { t } = useTexts();
  const [shown, setShown] = useState<RestrictionsResponse | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const done = (answered: RestrictionsResponse) => {
    setShown(answered);
    setAsking(false);
    setDeciding(null);
  };
  return (
    <div className="restrictions" data-view="restrictions">
      <div className="actions">
        <h1>{t('restrictions.title')}</h1>
        <span className="actions-apart">
          {shown === null ? null : <span id="restrictions-at">{t('restrictions.at', { at: fullTime(shown.at) })}</span>}
          <Button id="restrictions-show" look={shown === null ? 'primary' : 'plain'} onClick={() => setAsking(true)}>
            {shown === null ? t('restrictions.show') : t('restrictions.refresh')}
          </Button>
        </span>
      </div>
      {shown === null ? <p id="restrictions-empty">{t('restrictions.intro')}</p> : null}
      {shown?.items.length === 0 ? <p id="restrictions-none">{t('restrictions.none')}</p> : null}
      {shown?.isMore === true ? <Message kind="warn">{t('restrictions.more', { count: shown.items.length })}</Message> : null}
      {shown === null || shown.items.length === 0 ? null : (
        <ScrollRegion label={t('restrictions.title')} className="list-scroll">
          <RestrictionsTable items={shown.items} onDecide={(kind, item) => setDeciding({ kind, item })} />
        </ScrollRegion>
      )}
      {isAsking ? (
        <AskDialog
          title={t('restrictions.showTitle')}
          confirm={t('restrictions.show')}
          act={{ kind: 'show' }}
          onCancel={() => setAsking(false)}
          onDone={done}
        >
          <p>{t('restrictions.showText')}</p>
        </AskDialog>
      ) : null}
      {deciding === null ? null : <DecisionDialog {...deciding} onCancel={() => setDeciding(null)} onDone={done} />}
    </div>
  );
}
