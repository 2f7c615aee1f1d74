// A question that is answered with one's own passphrase: what it means above, the proof below, and a refusal that leaves everything else as
// it was filled in.
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { focusId } from './stops.ts';
import { TextInput } from './text-input.tsx';

interface ProofDialogProps {
  /** Ids are `<id>-passphrase`, `<id>-confirm`, `<id>-cancel`, `<id>-form`. */
  readonly id: string;
  readonly title: string;
  readonly texts: {
    readonly confirm: string;
    readonly busy: string;
    readonly cancel: string;
    readonly passphrase: string;
    readonly passphraseHelp: string;
    readonly passphraseNeeded: string;
  };
  readonly isBusy: boolean;
  /** False while something is not chosen yet. */
  readonly isReady: boolean;
  readonly isWide?: boolean;
  readonly children: ReactNode;
  readonly error: ReactNode;
  readonly onCancel: () => void;
  /** @returns whether it was accepted; null when nothing was asked */
  readonly onConfirm: (passphrase: string) => Promise<boolean | null>;
}

export function ProofDialog(props: ProofDialogProps) {
  const { id, title, texts, isBusy, isReady, isWide = false, children, error, onCancel, onConfirm } = props;
  const [passphrase, setPassphrase] = useState('');
  const [isNeeded, setNeeded] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setNeeded(passphrase === '');
    if (passphrase === '' || !isReady) return focusId(`${id}-passphrase`);
    const isAccepted = await onConfirm(passphrase);
    if (isAccepted === null) return;
    setPassphrase('');
    if (!isAccepted) focusId(`${id}-passphrase`);
  };
  return (
    <Dialog
      title={title}
      isWide={isWide}
      onCancel={isBusy ? () => undefined : onCancel}
      actions={
        <>
          <Button id={`${id}-cancel`} keyName="Esc" disabled={isBusy} onClick={onCancel}>
            {texts.cancel}
          </Button>
          <Button id={`${id}-confirm`} look="primary" type="submit" form={`${id}-form`} disabled={isBusy || !isReady}>
            {isBusy ? texts.busy : texts.confirm}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} className="proof-form" noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
        {children}
        <TextInput
          id={`${id}-passphrase`}
          label={texts.passphrase}
          help={texts.passphraseHelp}
          error={isNeeded ? { code: 'forms/required', text: texts.passphraseNeeded } : null}
          type="password"
          maxLength={200}
          autoFocus
          value={passphrase}
          onValue={setPassphrase}
        />
        {error}
      </form>
    </Dialog>
  );
}
