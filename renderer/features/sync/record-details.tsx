// One record of the queue in full: where it stands, what was tried, what helps now, and a diagnosis for IT without personal data.
import { useRef, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { refusalText } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { copyAll } from '#renderer/ui/hand-over.ts';
import type { QueueItem } from '#src/contract/ipc/sync.ts';
import type { QueuePageProps } from './queue-page-props.ts';
import { RecordState } from './record-state.tsx';
import { SetAsidePart, TakeUpPart } from './set-aside-part.tsx';

/** The newest of them are enough on the screen; the diagnosis has all. */
const shownErrors = 5;

interface RecordDetailsProps extends QueuePageProps {
  readonly item: QueueItem;
  readonly onClose: () => void;
}

/** Ids, codes and times only: whoever reads it learns nothing of the subject. */
function diagnosisOf({
  sequence,
  recordId,
  revision,
  state,
  attempts,
  firstTriedAt,
  lastTriedAt,
  errors,
  setAside,
  submittedAt,
  nextTryAt,
  lastError,
  receipt,
}: QueueItem): string {
  const error = lastError === null ? null : lastError.code;
  const aside = setAside === null ? null : { at: setAside.at, reason: setAside.reason };
  const tries = { attempts, firstTriedAt, lastTriedAt, nextTryAt, error, errors };
  return JSON.stringify({ sequence, recordId, revision, state, submittedAt, ...tries, setAside: aside, receipt }, null, 2);
}

/** What was tried and said so far; the last refusal stands above it in full. */
function Tries({ item }: { readonly item: QueueItem }) {
  const { t } = useTexts();
  const { firstTriedAt, lastTriedAt, errors, setAside } = item;
  return (
    <>
      {firstTriedAt === null || lastTriedAt === null ? null : (
        <p id="record-tried">{t('recordDetails.tried', { first: fullTime(firstTriedAt), last: fullTime(lastTriedAt) })}</p>
      )}
      {errors.length < 2 ? null : (
        <div>
          <strong>{t('recordDetails.errors')}</strong>
          <ul id="record-errors">
            {errors.slice(-shownErrors).map(({ code, at }) => (
              <li key={code}>
                {fullTime(at)} <span className="code">{code}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {setAside === null ? null : (
        <p id="record-aside">
          {t('recordDetails.asideBy', {
            name: setAside.by,
            time: fullTime(setAside.at),
            reason: t(`recordDetails.aside.reasons.${setAside.reason}`),
          })}
        </p>
      )}
    </>
  );
}

/** For IT, to be handed over by copy. */
function Diagnosis({ item }: { readonly item: QueueItem }) {
  const { t } = useTexts();
  const area = useRef<HTMLTextAreaElement>(null);
  const [isCopied, setCopied] = useState(false);
  return (
    <details>
      <summary>
        {t('trouble.diagnosis')} <span className="field-mark">{t('trouble.diagnosisText')}</span>
      </summary>
      <textarea
        ref={area}
        id="record-diagnosis"
        className="diagnosis"
        aria-label={t('trouble.diagnosis')}
        readOnly
        value={diagnosisOf(item)}
      />
      <Button id="record-copy" onClick={() => setCopied(copyAll(area.current))}>
        {t('trouble.copy')}
      </Button>
      <span role="status">{isCopied ? t('trouble.copied') : ''}</span>
    </details>
  );
}

interface ActionsProps extends RecordDetailsProps {
  readonly retry: ReturnType<typeof useAct<'sync.retry'>>;
}

/** What helps now: sending it again, correcting it, its receipt. */
function Actions({ item, onReceipt, onRecord, onClose, retry }: ActionsProps) {
  const { t } = useTexts();
  const { state } = item;
  const canRetry = state === 'waiting' || state === 'quarantined';
  // What the server refused is corrected first; sending it again as it is helps only once the reason is gone.
  const looks =
    state === 'quarantined' ? ({ retry: 'plain', open: 'primary' } as const) : ({ retry: 'primary', open: 'plain' } as const);
  return (
    <>
      {canRetry ? (
        <Button
          id="record-retry"
          look={looks.retry}
          data-first=""
          disabled={retry.isBusy}
          onClick={() => void retry.run({ sequence: item.sequence })}
        >
          {retry.isBusy ? t('queue.syncing') : t(state === 'waiting' ? 'recordDetails.retry' : 'recordDetails.resend')}
        </Button>
      ) : null}
      {onRecord === null ? null : (
        <Button id="record-open" look={looks.open} onClick={() => onRecord(item.recordId)}>
          {t(state === 'quarantined' ? 'recordDetails.open' : 'recordDetails.show')}
        </Button>
      )}
      {onReceipt === null ? null : (
        <Button id="record-receipt" onClick={() => onReceipt(item.recordId)}>
          {t('receipt.open')}
        </Button>
      )}
      <Button id="record-close" keyName="Esc" data-first={canRetry ? undefined : ''} onClick={onClose}>
        {t('recordDetails.close')}
      </Button>
    </>
  );
}

export function RecordDetails(props: RecordDetailsProps) {
  const { item, ownNumber, onClose } = props;
  const { t, local } = useTexts();
  const retry = useAct('sync.retry');
  const { state, lastError, receipt } = item;
  const facts = [
    ['service', local(item.serviceName)],
    ['submittedAt', fullTime(item.submittedAt)],
    ['attempts', String(item.attempts)],
    ['nextTry', item.nextTryAt === null ? t('queue.none') : fullTime(item.nextTryAt)],
    ['receipt', receipt === null ? t('queue.none') : `${receipt.position} · ${fullTime(receipt.receivedAt)}`],
  ] as const;
  return (
    <Dialog
      title={`${item.maskedName} ${item.maskedDocumentNumber}`.trim() || t('recordDetails.title')}
      isWide
      onCancel={onClose}
      actions={<Actions {...props} retry={retry} />}
    >
      <div className="record-details" id="record-details" data-state={state}>
        <p>
          <RecordState item={item} /> {t(`recordDetails.todo.${state}`)}
        </p>
        {lastError === null ? null : (
          <p>
            {refusalText(t, lastError)} <span className="code">{lastError.code}</span>
          </p>
        )}
        <dl>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{t(`queue.columns.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Tries item={item} />
        <RefusalMessage id="record-error" refusal={retry.refusal} />
        {state === 'quarantined' ? <SetAsidePart sequence={item.sequence} ownNumber={ownNumber} /> : null}
        {state === 'set-aside' ? <TakeUpPart sequence={item.sequence} ownNumber={ownNumber} /> : null}
        <Diagnosis item={item} />
      </div>
    </Dialog>
  );
}
