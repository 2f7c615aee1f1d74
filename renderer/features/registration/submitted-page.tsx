// After the submission: what was saved, under which number, and where it stands. Says 已同步 only from a verified receipt (S4).

import { useCall } from '#renderer/bridge/queries.ts';
import { fullTime, shortHash } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { QueueItem } from '#src/contract/ipc/sync.ts';
import type { OutboxState } from '#src/domain/sync/states.ts';
import type { Submitted } from './capture-state.ts';
import './registration.css';

/** The newest records suffice: this one was submitted a moment ago. */
const newest = { state: null, limit: 20, before: null } as const;

function stateOf(item: QueueItem | undefined): OutboxState {
  if (item === undefined) return 'waiting';
  return item.state === 'synced' && item.receipt === null ? 'waiting' : item.state;
}

interface SubmittedPageProps {
  readonly submitted: Submitted;
  readonly onNext: () => void;
  readonly onQueue: () => void;
  readonly onRecord: () => void;
}

export function SubmittedPage({ submitted, onNext, onQueue, onRecord }: SubmittedPageProps) {
  const { t, local } = useTexts();
  const { data } = useCall('sync.queue', newest);
  const item = data?.items.find(({ recordId }) => recordId === submitted.recordId);
  const state = stateOf(item);
  return (
    <div className="submitted" id="submitted" data-record-id={submitted.recordId} data-content-hash={submitted.contentHash}>
      <div className="slip fade-in">
        <h2>
          <span aria-hidden="true">✓ </span>
          <span role="status">{t('submitted.title')}</span>
        </h2>
        <p>{local(submitted.opened.service.name)}</p>
        <dl>
          <dt>{t('submitted.record')}</dt>
          <dd className="slip-code">{submitted.recordId}</dd>
          <dt>{t('submitted.hash')}</dt>
          <dd className="slip-code">{shortHash(submitted.contentHash)}</dd>
          <dt>{t('submitted.time')}</dt>
          <dd>{fullTime(submitted.submittedAt)}</dd>
          <dt>{t('submitted.state')}</dt>
          <dd id="submitted-state" className={`slip-${state}`} data-state={state}>
            <span role="status">
              {state === 'synced' ? t('submitted.synced', { position: item?.receipt?.position }) : t(`submitted.${state}`)}
            </span>
          </dd>
        </dl>
        <div className="actions">
          <Button id="action-next" look="primary" isLarge autoFocus keyName="Enter" onClick={onNext}>
            {t('submitted.next')}
          </Button>
          <Button id="action-record" look="quiet" onClick={onRecord}>
            {t('submitted.openRecord')}
          </Button>
          <Button id="action-queue" look="quiet" onClick={onQueue}>
            {t('submitted.queue')}
          </Button>
        </div>
      </div>
    </div>
  );
}
