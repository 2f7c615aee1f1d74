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
import { RecordState } from './record-state.tsx';

interface RecordDetailsProps {
  readonly item: QueueItem;
  readonly onReceipt: ((recordId: string) => void) | null;
  readonly onClose: () => void;
}

/** Ids, codes and times only: whoever reads it learns nothing of the subject. */
function diagnosisOf({
  sequence,
  recordId,
  revision,
  state,
  attempts,
  submittedAt,
  nextTryAt,
  lastError,
  receipt,
}: QueueItem): string {
  const error = lastError === null ? null : lastError.code;
  return JSON.stringify({ sequence, recordId, revision, state, attempts, submittedAt, nextTryAt, error, receipt }, null, 2);
}

export function RecordDetails({ item, onReceipt, onClose }: RecordDetailsProps) {
  const { t, local } = useTexts();
  const retry = useAct('sync.retry');
  const area = useRef<HTMLTextAreaElement>(null);
  const [isCopied, setCopied] = useState(false);
  const { state, lastError, receipt } = item;
  const canRetry = state === 'waiting' || state === 'quarantined';
  const facts = [
    ['service', local(item.serviceName)],
    ['submittedAt', fullTime(item.submittedAt)],
    ['attempts', String(item.attempts)],
    ['nextTry', item.nextTryAt === null ? t('queue.none') : fullTime(item.nextTryAt)],
    ['receipt', receipt === null ? t('queue.none') : `${receipt.position} · ${fullTime(receipt.receivedAt)}`],
  ] as const;
  const actions = (
    <>
      {canRetry ? (
        <Button
          id="record-retry"
          look="primary"
          data-first=""
          disabled={retry.isBusy}
          onClick={() => void retry.run({ sequence: item.sequence })}
        >
          {retry.isBusy ? t('queue.syncing') : t(state === 'waiting' ? 'recordDetails.retry' : 'recordDetails.resend')}
        </Button>
      ) : null}
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
  return (
    <Dialog
      title={`${item.maskedName} ${item.maskedDocumentNumber}`.trim() || t('recordDetails.title')}
      isWide
      onCancel={onClose}
      actions={actions}
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
        <RefusalMessage id="record-error" refusal={retry.refusal} />
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
      </div>
    </Dialog>
  );
}
