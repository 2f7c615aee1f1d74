// Signing in (S2, R7.1): who sits at the counter, with or without a network. Refusals in words, the passphrase never kept.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { LanguageButton } from '#renderer/i18n/language-button.tsx';
import { LookButton } from '#renderer/i18n/look-button.tsx';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { FieldErrorShown } from '#renderer/ui/field.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import type { LocalText } from '#src/base/language.ts';
import type { StartupStatus } from '#src/contract/ipc/startup.ts';
import { endEarlySignIn, fieldOf, missingIn, type SignInField, typedInto } from './early-sign-in.ts';
import { PassphraseInput } from './passphrase-input.tsx';
import './staff.css';

interface SignInScreenProps {
  /** Null before the program has said it: signing in waits for that. */
  readonly status: Pick<StartupStatus, 'organisation' | 'branch' | 'workstation'> | null;
  /** What a person should know before signing in. */
  readonly notice: ReactNode;
  /** What can be done without signing in. */
  readonly footer: ReactNode;
}

/** Signs in when it was asked for and the program is there. Typing on takes back what waits. */
function useSignIn(isThere: boolean) {
  const form = useRef<HTMLFormElement>(null);
  const [isAsked, setAsked] = useState(false);
  const { run, isBusy, refusal } = useAct('staff.signIn');
  const client = useQueryClient();
  const signIn = useEffectEvent(async () => {
    if (form.current === null) return;
    const answer = await run(typedInto(form.current));
    if (answer === null) return;
    setAsked(false);
    const field = form.current === null ? null : fieldOf(form.current, 'passphrase');
    if (field !== null) field.value = '';
    if (answer.ok) return void client.setQueryData(['staff.current', {}], { session: answer.value });
    // Days may have run out a moment ago: notice and refusal say the same.
    void client.invalidateQueries({ queryKey: ['policy.limits'] });
    field?.focus();
  });
  useEffect(() => {
    if (isAsked && isThere) void signIn();
  }, [isAsked, isThere]);
  // Before this screen could hear it.
  useEffect(() => {
    if (endEarlySignIn()) setAsked(true);
  }, []);
  return { form, isWaiting: isAsked || isBusy, refusal, setAsked };
}

export function SignInScreen({ status, notice, footer }: SignInScreenProps) {
  const { t, local } = useTexts();
  const [needed, setNeeded] = useState<SignInField | null>(null);
  const { form, isWaiting, refusal, setAsked } = useSignIn(status !== null);

  const place = (text: LocalText | null | undefined) => (text === null || text === undefined ? '—' : local(text));
  const neededAt = (field: SignInField, text: string): FieldErrorShown | null =>
    needed === field ? { code: 'forms/required', text } : null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const missing = missingIn(event.currentTarget);
    setNeeded(missing);
    if (missing === null) setAsked(true);
    else fieldOf(event.currentTarget, missing)?.focus();
  };

  return (
    <main className="sheet sign-in-sheet" data-screen={status === null ? 'early' : 'sign-in'}>
      {/* The fields keep what is typed by themselves: they may be older than this screen, and are then taken over as they are. */}
      <form
        ref={form}
        className="sheet-card sign-in"
        noValidate
        autoComplete="off"
        aria-busy={isWaiting}
        onSubmit={submit}
        onInput={() => {
          setNeeded(null);
          setAsked(false);
        }}
      >
        <div className="actions">
          <span className="product">{t('product')}</span>
          <span className="actions-apart">
            <LookButton />
            <LanguageButton />
          </span>
        </div>
        <dl className="sign-in-place">
          <dt>{t('signIn.organisation')}</dt>
          <dd>{place(status?.organisation)}</dd>
          <dt>{t('signIn.branch')}</dt>
          <dd>{place(status?.branch)}</dd>
          <dt>{t('signIn.workstation')}</dt>
          <dd>{status?.workstation ?? '—'}</dd>
        </dl>
        {notice}
        <h1>{t('signIn.title')}</h1>
        <TextInput
          id="sign-in-number"
          label={t('signIn.number')}
          help=""
          error={neededAt('number', t('signIn.numberNeeded'))}
          maxLength={40}
          autoFocus
        />
        <PassphraseInput
          id="sign-in-passphrase"
          label={t('signIn.passphrase')}
          help={t('signIn.offline')}
          error={neededAt('passphrase', t('signIn.passphraseNeeded'))}
          maxLength={200}
        />
        <RefusalMessage id="sign-in-error" refusal={refusal} />
        <Button id="sign-in-submit" type="submit" look="primary" isLarge disabled={isWaiting}>
          {isWaiting ? t('signIn.busy') : t('signIn.submit')}
        </Button>
        {footer}
      </form>
    </main>
  );
}
