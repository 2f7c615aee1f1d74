// On a saved record: what was done to reach the subject, and the way to do it later, as long as the record can be opened here.
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { RecordDetail } from '#src/contract/ipc/records.ts';
import { AttemptList } from './attempt-list.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import '#renderer/ui/contact-words.css';
import './contact.css';

interface ContactPartProps {
  readonly detail: Pick<RecordDetail, 'item' | 'contact'>;
  /** The person may do it: others only read. */
  readonly mayAct: boolean;
  /** Something may have been done. */
  readonly onClosed: () => void;
}

export function ContactPart({ detail, mayAct, onClosed }: ContactPartProps) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const { contact, item } = detail;
  const { state, attempts, deferred } = contact;
  if (state === 'not-asked') return null;
  const canAct = mayAct && !item.isClosed && state !== 'confirmed';
  return (
    <section id="record-contact" aria-labelledby="contact-title" data-contact={state}>
      <h2 id="contact-title">{t('contact.row')}</h2>
      <p>
        <span className={`contact-state contact-${state}`}>{t(`contact.states.${state}`)}</span>
        {deferred === null || state === 'confirmed' ? null : (
          <span className="field-mark"> {t('contact.deferredBecause', { reason: t(`contact.defer.reasons.${deferred}`) })}</span>
        )}
      </p>
      <AttemptList attempts={attempts} />
      {canAct ? (
        <Button id="record-contact-open" onClick={() => setOpen(true)}>
          {t('contact.title')}
        </Button>
      ) : null}
      {isOpen ? (
        <ContactDialog
          target={{ registrationId: item.recordId, phone: null }}
          onClose={() => {
            setOpen(false);
            onClosed();
          }}
        />
      ) : null}
    </section>
  );
}
