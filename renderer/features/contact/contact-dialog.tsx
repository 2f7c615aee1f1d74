// Everything by which a subject is reached, in one place: the code, the call, and putting it off.
import { useCall } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { AttemptList } from './attempt-list.tsx';
import { CallPart } from './call-part.tsx';
import { CodePart } from './code-part.tsx';
import { DeferPart } from './defer-part.tsx';
import type { ContactTarget } from './target.ts';
import '#renderer/ui/contact-words.css';
import './contact.css';

interface ContactDialogProps {
  readonly target: ContactTarget;
  readonly onClose: () => void;
}

export function ContactDialog({ target, onClose }: ContactDialogProps) {
  const { t } = useTexts();
  const { data, dataUpdatedAt, refetch } = useCall('contact.status', target);
  const isOnline = useCall('sync.overview', {}).data?.connection === 'online';
  if (data === undefined) return null;
  const { state } = data;
  const isDone = state === 'confirmed';
  const done = async () => {
    const asked = await refetch();
    if (asked.data?.state === 'confirmed') onClose();
  };
  const ways = (
    <>
      <CodePart target={target} shown={data} toldMs={dataUpdatedAt} isOnline={isOnline} onDone={done} />
      <CallPart target={target} onDone={done} />
      {data.deferred === null ? <DeferPart target={target} isOnline={isOnline} onDeferred={async () => onClose()} /> : null}
    </>
  );
  const actions = (
    <Button id="contact-close" look="quiet" keyName="Esc" autoFocus={isDone || !data.hasNumber} onClick={onClose}>
      {t('contact.close')}
    </Button>
  );
  return (
    <Dialog title={t('contact.title')} isWide onCancel={onClose} actions={actions}>
      <div id="contact" className="contact" data-contact={state}>
        <p role="status">
          <strong className={`contact-state contact-${state}`}>{t(`contact.states.${state}`)}</strong>
          {data.deferred === null || isDone ? null : (
            <span className="field-mark">
              {' '}
              {t('contact.deferredBecause', { reason: t(`contact.defer.reasons.${data.deferred}`) })}
            </span>
          )}
        </p>
        <AttemptList attempts={data.attempts} />
        {data.hasNumber ? null : <p>{t('contact.noNumber')}</p>}
        {data.hasNumber && !isDone ? ways : null}
      </div>
    </Dialog>
  );
}
