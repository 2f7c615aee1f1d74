// The code (R3.3): one key sends it, the focus waits where it is typed, and the wait for the next one is counted down.
import { type FormEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import { useAct } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Message } from '#renderer/ui/message.tsx';
import { useNow } from '#renderer/ui/now.ts';
import { focusId } from '#renderer/ui/stops.ts';
import { TextInput } from '#renderer/ui/text-input.tsx';
import type { ContactShown } from '#src/contract/ipc/contact.ts';
import { isWholeCode, normalCode } from '#src/domain/contact/code.ts';
import { ContactRefusal } from './contact-refusal.tsx';
import type { ContactTarget } from './target.ts';

interface CodePartProps {
  readonly target: ContactTarget;
  readonly shown: ContactShown;
  /** When that was told, for the countdown. */
  readonly toldMs: number;
  readonly isOnline: boolean;
  /** Something was done: ask again. @returns when it has been */
  readonly onDone: () => Promise<unknown>;
}

function why(shown: ContactShown, isOnline: boolean): 'fixed' | 'offline' | null {
  if (!shown.isMobile) return 'fixed';
  return isOnline ? null : 'offline';
}

/** Whole seconds since it was told. */
function useSecondsSince(toldMs: number): number {
  return Math.max(0, Math.floor((useNow(1_000) - toldMs) / 1_000));
}

interface CodeFormProps {
  readonly code: NonNullable<ContactShown['code']>;
  readonly passed: number;
  readonly typed: string;
  readonly isBusy: boolean;
  readonly onTyped: (typed: string) => void;
  readonly onCheck: () => void;
}

function CodeForm({ code, passed, typed, isBusy, onTyped, onCheck }: CodeFormProps) {
  const { t } = useTexts();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWholeCode(typed)) onCheck();
  };
  return (
    <>
      {code.isSure ? null : (
        <Message kind="warn" id="contact-unsure">
          {t('contact.code.unsure')}
        </Message>
      )}
      <form className="contact-line" autoComplete="off" noValidate onSubmit={submit}>
        <TextInput
          id="contact-code"
          label={t('contact.code.label')}
          help={t('contact.code.help', { minutes: Math.max(0, Math.ceil((code.expiresInSeconds - passed) / 60)) })}
          error={null}
          inputMode="numeric"
          autoFocus
          value={typed}
          onValue={(value) => onTyped(normalCode(value))}
        />
        <Button id="contact-check" type="submit" look="primary" keyName="Enter" disabled={!isWholeCode(typed) || isBusy}>
          {isBusy ? t('contact.code.checking') : t('contact.code.check')}
        </Button>
      </form>
    </>
  );
}

export function CodePart({ target, shown, toldMs, isOnline, onDone }: CodePartProps) {
  const { t } = useTexts();
  const send = useAct('contact.sendCode');
  const check = useAct('contact.checkCode');
  const [typed, setTyped] = useState('');
  const passed = useSecondsSince(toldMs);
  const { code } = shown;
  const isFirst = code === null;
  const resendIn = Math.max(0, (code?.resendInSeconds ?? 0) - passed);
  const obstacle = why(shown, isOnline);

  const sendNow = async () => {
    check.clear();
    flushSync(() => setTyped(''));
    const answer = await send.run(target);
    await onDone();
    if (answer?.ok) focusId('contact-code');
  };
  const checkNow = async () => {
    const answer = await check.run({ ...target, code: typed });
    if (answer === null) return;
    await onDone();
    if (!answer.ok) focusId('contact-code');
  };
  return (
    <section className="contact-way" aria-labelledby="contact-code-title">
      <h3 id="contact-code-title">{t('contact.code.title')}</h3>
      <p className="field-mark">{t(`contact.code.${obstacle ?? 'text'}`)}</p>
      {obstacle === null ? (
        <div className="contact-line">
          <Button
            id="contact-send"
            look={isFirst ? 'primary' : 'plain'}
            autoFocus={isFirst}
            {...(isFirst ? { keyName: 'Enter' } : {})}
            disabled={send.isBusy || resendIn > 0}
            onClick={() => void sendNow()}
          >
            {t(sendLabel(send.isBusy, isFirst))}
          </Button>
          <span id="contact-resend" className="field-mark" role="timer">
            {resendIn > 0 ? t('contact.code.resendIn', { seconds: resendIn }) : ''}
          </span>
        </div>
      ) : null}
      {isFirst ? null : (
        <CodeForm
          code={code}
          passed={passed}
          typed={typed}
          isBusy={check.isBusy}
          onTyped={(value) => {
            check.clear();
            setTyped(value);
          }}
          onCheck={() => void checkNow()}
        />
      )}
      <ContactRefusal id="contact-code-error" refusal={send.refusal ?? check.refusal} />
    </section>
  );
}

function sendLabel(isBusy: boolean, isFirst: boolean) {
  if (isBusy) return 'contact.code.sending' as const;
  return isFirst ? ('contact.code.send' as const) : ('contact.code.resend' as const);
}
