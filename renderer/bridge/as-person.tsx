// A call that the server answers to a person (R5.2): where the program says that the server does not know them (any more), the passphrase
// is asked over the page and the call goes on. Nothing of the proof stays here; the program holds what the server gave for it.
import { type FormEvent, type ReactNode, useCallback, useRef, useState } from 'react';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ProofFields, useProof } from '#renderer/ui/proof.tsx';
import type { CallName } from '#src/contract/ipc/index.ts';
import type { Answer, Input } from './api.ts';
import { type Act, useAct } from './queries.ts';

const formId = 'prove';

function ProveDialog({ onProved, onCancel }: { readonly onProved: () => void; readonly onCancel: () => void }) {
  const { t } = useTexts();
  const proof = useProof('prove', true);
  const prove = useAct('staff.prove');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (proof.missing !== null) return proof.focus();
    const answer = await prove.run({ passphrase: proof.passphrase });
    if (answer === null) return;
    proof.done(answer.ok);
    if (answer.ok) onProved();
  };
  return (
    <Dialog
      title={t('prove.title')}
      onCancel={prove.isBusy ? () => undefined : onCancel}
      actions={
        <>
          <Button id="prove-cancel" keyName="Esc" disabled={prove.isBusy} onClick={onCancel}>
            {t('prove.cancel')}
          </Button>
          <Button id="prove-confirm" type="submit" form={formId} look="primary" disabled={prove.isBusy}>
            {prove.isBusy ? t('prove.busy') : t('prove.confirm')}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
        <p>{t('prove.text')}</p>
        <ProofFields proof={proof} texts={{ number: '', passphrase: t('signIn.passphrase') }} autoFocus />
        <RefusalMessage id="prove-error" refusal={prove.refusal} />
      </form>
    </Dialog>
  );
}

export interface PersonAct<N extends CallName> extends Act<N> {
  /** Asks for the passphrase when it is needed; the page shows it somewhere. */
  readonly dialog: ReactNode;
}

interface Waiting<N extends CallName> {
  readonly input: Input<N>;
  readonly done: (answer: Answer<N> | null) => void;
}

/** Runs a call the server answers to a person; null also when they did not prove who they are. */
export function usePersonAct<N extends CallName>(name: N): PersonAct<N> {
  const act = useAct(name);
  const [isAsking, setAsking] = useState(false);
  const waiting = useRef<Waiting<N>>(null);
  const { run: runOnce } = act;

  const run = useCallback(
    async (input: Input<N>) => {
      const answer = await runOnce(input);
      if (answer === null || answer.ok) return answer;
      const { code }: { readonly code: string } = answer.error;
      if (code !== 'access/proof-needed') return answer;
      return new Promise<Answer<N> | null>((done) => {
        waiting.current = { input, done };
        setAsking(true);
      });
    },
    [runOnce],
  );
  const goOn = async (isProved: boolean) => {
    const last = waiting.current;
    waiting.current = null;
    setAsking(false);
    if (last === null) return;
    last.done(isProved ? await runOnce(last.input) : null);
  };
  const dialog = isAsking ? <ProveDialog onProved={() => void goOn(true)} onCancel={() => void goOn(false)} /> : null;
  return { ...act, run, isBusy: act.isBusy || isAsking, refusal: isAsking ? null : act.refusal, dialog };
}
