// The supervisor's signature under a day: their passphrase once more, because the screen may have been left to somebody else.
import type { FormEvent } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ProofFields, useProof } from '#renderer/ui/proof.tsx';

interface SignDialogProps {
  readonly day: string;
  readonly digest: string;
  readonly onSigned: (closing: number) => void;
  /** Nothing was signed because the figures had changed. */
  readonly onChanged: () => void;
  readonly onCancel: () => void;
}

const formId = 'day-sign';

export function SignDialog({ day, digest, onSigned, onChanged, onCancel }: SignDialogProps) {
  const { t } = useTexts();
  const proof = useProof('day-sign', true);
  const close = useAct('reconciliation.close');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (proof.missing !== null) return proof.focus();
    const answer = await close.run({ day, digest, passphrase: proof.passphrase });
    if (answer === null) return;
    proof.done(answer.ok);
    if (answer.ok) onSigned(answer.value.closing);
    else if (answer.error.code === 'reconciliation/changed') onChanged();
  };
  return (
    <Dialog
      title={t('day.sign.title', { day })}
      onCancel={onCancel}
      actions={
        <>
          <Button id="day-sign-cancel" onClick={onCancel}>
            {t('day.sign.cancel')}
          </Button>
          <Button id="day-sign-confirm" type="submit" form={formId} look="primary" disabled={close.isBusy}>
            {close.isBusy ? t('day.sign.busy') : t('day.sign.confirm')}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
        <p>{t('day.sign.text')}</p>
        <ProofFields proof={proof} texts={{ number: '', passphrase: t('signIn.passphrase') }} autoFocus />
        <RefusalMessage id="day-sign-error" refusal={close.refusal} />
      </form>
    </Dialog>
  );
}
