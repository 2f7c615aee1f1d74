// The supervisor's signature under a day: their passphrase once more, because the screen may have been left to somebody else.
import { type FormEvent, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';

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
  const [passphrase, setPassphrase] = useState('');
  const close = useAct('reconciliation.close');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (passphrase === '') return;
    const answer = await close.run({ day, digest, passphrase });
    setPassphrase('');
    if (answer?.ok) onSigned(answer.value.closing);
    else if (answer?.error.code === 'reconciliation/changed') onChanged();
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
        <TextInput
          id="day-sign-passphrase"
          label={t('signIn.passphrase')}
          help=""
          error={null}
          type="password"
          value={passphrase}
          maxLength={200}
          autoFocus
          onValue={setPassphrase}
        />
        <RefusalMessage id="day-sign-error" refusal={close.refusal} />
      </form>
    </Dialog>
  );
}
