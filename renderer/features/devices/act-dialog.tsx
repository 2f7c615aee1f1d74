// What an administrator does about the fleet, with the passphrase every time (R7.3). A decision says what it means before it is taken.
import type { ReactNode } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { ProofDialog } from '#renderer/ui/proof-dialog.tsx';
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
  const asking = useAct('devices.fleet');
  const ask = async (passphrase: string) => {
    const answer = act === null ? null : await asking.run({ passphrase, act });
    if (answer?.ok) onDone(answer.value);
    return answer?.ok ?? null;
  };
  return (
    <ProofDialog
      id="fleet"
      title={title}
      texts={{
        confirm,
        busy: t('fleet.busy'),
        cancel: t('fleet.cancel'),
        passphrase: t('fleet.passphrase'),
        passphraseHelp: t('fleet.passphraseHelp'),
        passphraseNeeded: t('signIn.passphraseNeeded'),
      }}
      isBusy={asking.isBusy}
      isReady={act !== null}
      error={
        <RefusalMessage
          id="fleet-error"
          refusal={asking.refusal}
          text={asking.refusal?.code === 'server/unreachable' ? t('fleet.offline') : undefined}
        />
      }
      onCancel={onCancel}
      onConfirm={ask}
    >
      {children}
    </ProofDialog>
  );
}
