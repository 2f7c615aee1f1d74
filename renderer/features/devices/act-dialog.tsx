// What an administrator does about the fleet, with the passphrase every time (R7.3). A decision says what it means before it is taken.
import { type FormEvent, type ReactNode, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { TextInput } from '#renderer/ui/text-input.tsx';
import type { FleetAct } from '#src/contract/sync/devices.ts';
import type { Fleet } from '#src/domain/devices/fleet.ts';
import type { HeldRecord } from '#src/domain/devices/held.ts';

export interface Answered {
  readonly fleet: Fleet;
  readonly held: readonly HeldRecord[] | null;
}

interface ActDialogProps {
  readonly title: string;
  readonly confirm: string;
  readonly children: ReactNode;
  /** Null while something is not chosen yet. */
  readonly act: FleetAct | null;
  readonly onCancel: () => void;
  readonly onDone: (answered: Answered) => void;
}

export function ActDialog({ title, confirm, children, act, onCancel, onDone }: ActDialogProps) {
  const { t } = useTexts();
  const [passphrase, setPassphrase] = useState('');
  const [isNeeded, setNeeded] = useState(false);
  const asking = useAct('devices.fleet');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setNeeded(passphrase === '');
    if (passphrase === '' || act === null) return focusId('fleet-passphrase');
    const answer = await asking.run({ passphrase, act });
    if (answer === null) return;
    setPassphrase('');
    if (answer.ok) onDone(answer.value);
    else focusId('fleet-passphrase');
  };
  return (
    <Dialog
      title={title}
      onCancel={asking.isBusy ? () => undefined : onCancel}
      actions={
        <>
          <Button id="fleet-cancel" keyName="Esc" disabled={asking.isBusy} onClick={onCancel}>
            {t('fleet.cancel')}
          </Button>
          <Button id="fleet-confirm" look="primary" type="submit" form="fleet-form" disabled={asking.isBusy || act === null}>
            {asking.isBusy ? t('fleet.busy') : confirm}
          </Button>
        </>
      }
    >
      <form id="fleet-form" className="fleet-form" noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
        {children}
        <TextInput
          id="fleet-passphrase"
          label={t('fleet.passphrase')}
          help={t('fleet.passphraseHelp')}
          error={isNeeded ? { code: 'forms/required', text: t('signIn.passphraseNeeded') } : null}
          type="password"
          maxLength={200}
          autoFocus
          value={passphrase}
          onValue={setPassphrase}
        />
        <RefusalMessage
          id="fleet-error"
          refusal={asking.refusal}
          text={asking.refusal?.code === 'server/unreachable' ? t('fleet.offline') : undefined}
        />
      </form>
    </Dialog>
  );
}
