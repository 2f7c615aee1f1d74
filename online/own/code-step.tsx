import { type FormEvent, useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { RefusalNote } from '../app/refusal.tsx';
import { StepTitle } from '../app/step-title.tsx';
import { CodeInput, isCode } from '../form/code-input.tsx';
import { useWords } from '../texts/use-words.ts';
import type { Own } from './use-own.ts';

export function CodeStep({ own }: { readonly own: Own }) {
  const words = useWords();
  const [code, setCode] = useState('');
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    if (isCode(code)) void own.confirm(code);
  };
  return (
    <form className="step" data-step="code" noValidate autoComplete="off" onSubmit={confirm}>
      <StepTitle note={words.own.title}>{words.own.codeTitle}</StepTitle>
      <p>{words.own.codeText}</p>
      <CodeInput id="own-code" value={code} help={words.own.codeHelp} onValue={setCode} />
      <RefusalNote refusal={own.refusal} />
      <div className="acts">
        <Button id="own-confirm" type="submit" look="primary" isLarge disabled={own.isBusy || !isCode(code)}>
          {words.own.confirm}
        </Button>
        <Button id="own-restart" look="quiet" disabled={own.isBusy} onClick={own.restart}>
          {words.own.restart}
        </Button>
      </div>
    </form>
  );
}
