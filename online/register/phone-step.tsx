// The telephone, confirmed by a code to it (R3.3). Where none can be sent the server says so, and somebody calls instead.
import { type FormEvent, useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { groupPhone } from '#src/domain/identity/phones.ts';
import { RefusalNote } from '../app/refusal.tsx';
import { StepTitle } from '../app/step-title.tsx';
import { CodeInput, isCode } from '../form/code-input.tsx';
import { useWords } from '../texts/use-words.ts';
import type { Registration } from './use-registration.ts';

interface PhoneStepProps {
  readonly phone: string;
  readonly registration: Registration;
}

/** After these no code will come. */
const isUnsendable = (code: string | undefined) =>
  code === 'contact/not-mobile' || code === 'contact/not-sent' || code === 'contact/undeliverable';

export function PhoneStep({ phone, registration }: PhoneStepProps) {
  const words = useWords();
  const [code, setCode] = useState('');
  const { isBusy, isCodeSent, refusal, draft } = registration;
  const acceptedBy = draft?.acceptedBy ?? 'subject';
  const check = (event: FormEvent) => {
    event.preventDefault();
    if (isCode(code)) void registration.checkCode(code);
  };
  return (
    <form className="step" data-step="phone" noValidate autoComplete="off" onSubmit={check}>
      <StepTitle note={words.step(3, registration.steps)}>{words.phone.title}</StepTitle>
      <p>{(acceptedBy === 'subject' ? words.phone.text : words.phone.textOfOther)(groupPhone(phone))}</p>
      <div className="acts">
        <Button
          id="phone-send"
          look={isCodeSent ? 'plain' : 'primary'}
          isLarge
          disabled={isBusy}
          onClick={() => void registration.sendCode(crypto.randomUUID())}
        >
          {isCodeSent ? words.phone.again : words.phone.send}
        </Button>
      </div>
      {isCodeSent ? <CodeInput id="phone-code" value={code} help={words.phone.sent} onValue={setCode} /> : null}
      <RefusalNote refusal={refusal} />
      <div className="acts">
        {isCodeSent ? (
          <Button id="phone-check" type="submit" look="primary" isLarge disabled={isBusy || !isCode(code)}>
            {words.phone.check}
          </Button>
        ) : null}
        {isUnsendable(refusal?.code) ? (
          <Button id="phone-call" isLarge disabled={isBusy} onClick={registration.callInstead}>
            {words.phone.call}
          </Button>
        ) : null}
        <Button id="step-back" look="quiet" disabled={isBusy} onClick={registration.back}>
          {words.phone.change}
        </Button>
      </div>
    </form>
  );
}
