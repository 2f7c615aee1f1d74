// At the review: whether the subject is reached under the number, and the one key to make sure of it. Nothing where nobody asks.
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useCall } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import { ContactDialog } from './contact-dialog.tsx';
import type { ContactTarget } from './target.ts';
import '#renderer/ui/contact-words.css';
import './contact.css';

interface ContactRowProps {
  readonly target: ContactTarget;
  /** The dialog was closed: the focus goes on. */
  readonly onClosed: () => void;
}

export function ContactRow(props: ContactRowProps) {
  const { data } = useCall('contact.status', props.target);
  return data === undefined || data.mode === 'none' || !data.hasNumber ? null : (
    <AskedRow {...props} state={data.state} isDeferred={data.deferred !== null} />
  );
}

interface AskedRowProps extends ContactRowProps {
  readonly state: keyof ReturnType<typeof statesOf>;
  readonly isDeferred: boolean;
}

function statesOf() {
  return { 'not-asked': 'open', confirmed: 'openAgain', pending: 'open', 'not-reached': 'open' } as const;
}

function AskedRow({ target, onClosed, state, isDeferred }: AskedRowProps) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  useKeys({ t: { text: t('contact.title'), act: () => setOpen(true) } });
  const close = () => {
    // At once: a closing dialog gives the focus back, and only then may it go on.
    flushSync(() => setOpen(false));
    onClosed();
  };
  return (
    <div className="contact-row" id="contact-row" data-contact={state} data-deferred={isDeferred}>
      <strong>{t('contact.row')}</strong>
      <span className={`contact-state contact-${state}`} role="status">
        {t(`contact.states.${state}`)}
        {isDeferred && state !== 'confirmed' ? t('contact.deferredShort') : ''}
      </span>
      <Button id="action-contact" data-stop="" keyName="T" onClick={() => setOpen(true)}>
        {t(`contact.${statesOf()[state]}`)}
      </Button>
      {isOpen ? <ContactDialog target={target} onClose={close} /> : null}
    </div>
  );
}
