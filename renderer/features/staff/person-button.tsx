// Who is signed in, and what they can do about it: a press opens the person's own account.
import { useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Message } from '#renderer/ui/message.tsx';
import type { Session } from '#src/domain/staff/schema.ts';
import { ChangeButton, PassphraseForm } from './passphrase-form.tsx';
import './person.css';
import './staff.css';

interface PartProps {
  readonly session: Session;
  readonly onClose: () => void;
}

function ChangeDialog({ onDone, onCancel }: { readonly onDone: () => void; readonly onCancel: () => void }) {
  const { t } = useTexts();
  const change = useAct('staff.changePassphrase');
  return (
    <Dialog
      title={t('passphrase.title')}
      onCancel={change.isBusy ? () => undefined : onCancel}
      actions={
        <>
          <Button id="passphrase-cancel" keyName="Esc" disabled={change.isBusy} onClick={onCancel}>
            {t('passphrase.cancel')}
          </Button>
          <ChangeButton isBusy={change.isBusy} />
        </>
      }
    >
      <p className="person-text">{t('passphrase.text')}</p>
      <PassphraseForm change={change} onDone={onDone} />
    </Dialog>
  );
}

function AccountDialog({ session, onClose }: PartProps) {
  const { t } = useTexts();
  const [step, setStep] = useState<'shown' | 'changing' | 'changed'>('shown');
  if (step === 'changing') return <ChangeDialog onDone={() => setStep('changed')} onCancel={() => setStep('shown')} />;
  const isInitial = session.passphrase !== 'own';
  return (
    <Dialog
      title={t('person.title')}
      onCancel={onClose}
      actions={
        <>
          <Button id="passphrase-change" look={isInitial ? 'primary' : 'plain'} onClick={() => setStep('changing')}>
            {t('person.change')}
          </Button>
          <Button id="person-close" keyName="Esc" autoFocus onClick={onClose}>
            {t('person.close')}
          </Button>
        </>
      }
    >
      <dl className="sign-in-place person-facts" id="person">
        <dt>{t('person.name')}</dt>
        <dd>{session.name}</dd>
        <dt>{t('person.role')}</dt>
        <dd>{t(`roles.${session.role}`)}</dd>
        <dt>{t('person.number')}</dt>
        <dd>{session.number}</dd>
      </dl>
      {step === 'changed' ? (
        <p id="passphrase-done" role="status">
          {t('passphrase.done')}
        </p>
      ) : null}
      {isInitial ? (
        <Message kind="warn" id="passphrase-initial">
          {t('person.initial')}
        </Message>
      ) : null}
    </Dialog>
  );
}

export function PersonButton({ session }: { readonly session: Session }) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        id="signed-in"
        className="frame-person person-button"
        data-staff={session.number}
        data-passphrase={session.passphrase}
        title={t('person.open')}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {session.name} <span className="field-mark">{t(`roles.${session.role}`)}</span>
        {session.passphrase === 'own' ? null : <span className="person-mark">{t('person.mark')}</span>}
      </button>
      {isOpen ? <AccountDialog session={session} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
