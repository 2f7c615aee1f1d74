// One saved record: what was registered, masked; its versions; what happened; and the way to correct it (R1.3, R3.5).
import { useEffect } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { fullTime, shortHash } from '#renderer/i18n/formats.ts';
import { messageStateText, recordEventText, toldWayText, viewPurposeText } from '#renderer/i18n/record-event-text.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { refusalText } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import { focusId } from '#renderer/ui/stops.ts';
import type { RecordDetail } from '#src/contract/ipc/records.ts';
import { CorrectionPart } from './correction-part.tsx';
import { FieldsShown } from './fields-shown.tsx';
import { type RecordPageProps, renewEveryMs } from './records-page-props.ts';
import { Tellings } from './refusal-telling.tsx';
import { StateWord } from './state-word.tsx';
import { VerificationPart, VerificationWord } from './verification-part.tsx';
import './records.css';

function Revisions({ revisions }: Pick<RecordDetail, 'revisions'>) {
  const { t } = useTexts();
  return (
    <section aria-labelledby="revisions-title">
      <h2 id="revisions-title">{t('records.revisions')}</h2>
      <ol className="record-revisions">
        {revisions.map((one) => (
          <li key={one.revision} data-revision={one.revision} data-state={one.state}>
            <strong>{t('records.revision', { revision: one.revision })}</strong> <StateWord state={one.state} />{' '}
            <VerificationWord state={one.verification.state} />
            {one === revisions[0] ? null : <Tellings {...one.verification} />}
            {one.reason === null ? null : <span className="field-mark">{t(`records.reasons.${one.reason}`)}</span>}
            <small>
              {fullTime(one.submittedAt)} · {t('records.by', { name: one.capturedBy })}
            </small>
            <small>
              {one.receipt === null ? t('records.noReceipt') : t('records.receipt', { position: one.receipt.position })} ·{' '}
              {t('records.hash', { hash: shortHash(one.contentHash) })}
            </small>
            {one.lastError === null ? null : (
              <small className={one.state === 'waiting' ? undefined : 'record-error'}>{refusalText(t, one.lastError)}</small>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function History({ events }: Pick<RecordDetail, 'events'>) {
  const { t } = useTexts();
  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title">{t('records.history')}</h2>
      <ol id="record-history" className="record-history">
        {events.map(({ sequence, at, action, actorName, detail }) => (
          <li key={sequence} data-action={action}>
            <time>{fullTime(at)}</time>
            <span>{recordEventText(t, action)}</span>
            <small>
              {actorName ?? t('records.workstation')}
              {viewPurposeText(t, detail.purpose)}
              {action === 'record.refusal-told' ? toldWayText(t, detail.way) : ''}
              {action === 'record.refusal-messaged' ? messageStateText(t, detail.state) : ''}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function RecordPage({ recordId, showValue, onReopened, onRenew, onReceipt, contactOf, onBack }: RecordPageProps) {
  const { t, local } = useTexts();
  const { data, error, refetch } = useCall('records.open', { recordId }, { everyMs: renewEveryMs });
  useEffect(() => focusId('record-back'), []);
  useKeys({ escape: onBack });
  const isClosed = data?.item.isClosed === true;
  useEffect(() => {
    // What was pressed is gone with the values.
    if (isClosed && document.activeElement === document.body) focusId('record-back');
  }, [isClosed]);
  const [newest] = data?.revisions ?? [];
  return (
    <article className="record" id="record" data-record-id={recordId}>
      <header className="record-head">
        <Button id="record-back" look="quiet" keyName="Esc" onClick={onBack}>
          {t('records.back')}
        </Button>
        <h1>{data === undefined ? t('records.title') : local(data.item.serviceName)}</h1>
        <span className="code">{recordId}</span>
        {onReceipt === null || data === undefined ? null : (
          <Button id="record-receipt" onClick={onReceipt}>
            {t('receipt.open')}
          </Button>
        )}
      </header>
      <RefusalMessage refusal={error} />
      {data === undefined ? null : (
        <div className="record-columns">
          <div>
            {newest === undefined ? null : <VerificationPart detail={data} newest={newest} onTold={() => void refetch()} />}
            {contactOf(data, () => void refetch())}
            {isClosed ? (
              <section id="record-closed" className="empty">
                <h2>{t('records.closedTitle')}</h2>
                <p>{t('records.closedText')}</p>
              </section>
            ) : (
              <>
                <FieldsShown recordId={recordId} fields={data.fields} showValue={showValue} onLooked={() => void refetch()} />
                <CorrectionPart detail={data} onReopened={onReopened} onRenew={onRenew} />
              </>
            )}
          </div>
          <div>
            <Revisions revisions={data.revisions} />
            <History events={data.events} />
          </div>
        </div>
      )}
    </article>
  );
}
