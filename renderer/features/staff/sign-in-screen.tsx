// Signing in (S2, R7.1): who sits at the counter, with or without a network. Refusals in words, the passphrase never kept.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { LanguageButton } from '#renderer/i18n/language-button.tsx';
import { LookButton } from '#renderer/i18n/look-button.tsx';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { FieldErrorShown } from '#renderer/ui/field.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { TextInput } from '#renderer/ui/text-input.tsx';
import type { StartupStatus } from '#src/contract/ipc/startup.ts';
import './staff.css';

interface SignInScreenProps {
  readonly status: StartupStatus;
  /** What a person should know before signing in. */
  readonly notice: ReactNode;
  /** What can be done without signing in. */
  readonly footer: ReactNode;
}

export function SignInScreen({ status, notice, footer }: SignInScreenProps) {
  const { t, local } = useTexts();
  const [number, setNumber] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [needed, setNeeded] = useState<'number' | 'passphrase' | null>(null);
  const signIn = useAct('staff.signIn');
  const client = useQueryClient();

  const neededAt = (place: 'number' | 'passphrase', text: string): FieldErrorShown | null =>
    needed === place ? { code: 'forms/required', text } : null;
  const demand = (place: 'number' | 'passphrase') => {
    setNeeded(place);
    focusId(`sign-in-${place}`);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (number.trim() === '') return demand('number');
    if (passphrase === '') return demand('passphrase');
    setNeeded(null);
    const answer = await signIn.run({ number: number.trim(), passphrase });
    if (answer === null) return;
    setPassphrase('');
    if (answer.ok) client.setQueryData(['staff.current', {}], { session: answer.value });
    else focusId('sign-in-passphrase');
  };

  return (
    <main className="sheet" data-screen="sign-in">
      <form className="sheet-card sign-in" noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
        <div className="actions">
          <span className="product">{t('product')}</span>
          <span className="actions-apart">
            <LookButton />
            <LanguageButton />
          </span>
        </div>
        <dl className="sign-in-place">
          <dt>{t('signIn.organisation')}</dt>
          <dd>{status.organisation === null ? '—' : local(status.organisation)}</dd>
          <dt>{t('signIn.branch')}</dt>
          <dd>{status.branch === null ? '—' : local(status.branch)}</dd>
          <dt>{t('signIn.workstation')}</dt>
          <dd>{status.workstation ?? '—'}</dd>
        </dl>
        {notice}
        <h1>{t('signIn.title')}</h1>
        <TextInput
          id="sign-in-number"
          label={t('signIn.number')}
          help=""
          error={neededAt('number', t('signIn.numberNeeded'))}
          value={number}
          maxLength={40}
          autoFocus
          onValue={(value) => {
            setNumber(value);
            setNeeded(null);
          }}
        />
        <TextInput
          id="sign-in-passphrase"
          label={t('signIn.passphrase')}
          help={t('signIn.offline')}
          error={neededAt('passphrase', t('signIn.passphraseNeeded'))}
          type="password"
          value={passphrase}
          maxLength={200}
          onValue={(value) => {
            setPassphrase(value);
            setNeeded(null);
          }}
        />
        <RefusalMessage id="sign-in-error" refusal={signIn.refusal} />
        <Button id="sign-in-submit" type="submit" look="primary" isLarge disabled={signIn.isBusy}>
          {signIn.isBusy ? t('signIn.busy') : t('signIn.submit')}
        </Button>
        {footer}
      </form>
    </main>
  );
}
