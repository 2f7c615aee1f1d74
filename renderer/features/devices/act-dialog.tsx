// What an administrator does about the fleet (R7.3).
import { type DecisionShown, ProvedActDialog } from '#renderer/bridge/proved-act-dialog.tsx';
import { useAct } from '#renderer/bridge/queries.ts';
import type { FleetAct } from '#src/contract/sync/devices.ts';
import type { Fleet } from '#src/domain/devices/fleet.ts';
import type { HeldRecord } from '#src/domain/devices/held.ts';

export interface Answered {
  readonly fleet: Fleet;
  readonly held: readonly HeldRecord[] | null;
}

interface ActDialogProps extends DecisionShown {
  /** Null while something is not chosen yet. */
  readonly act: FleetAct | null;
  readonly onDone: (answered: Answered) => void;
}

export function ActDialog({ act, ...shown }: ActDialogProps) {
  const { run, isBusy, refusal } = useAct('devices.fleet');
  const ask = act === null ? null : (passphrase: string) => run({ passphrase, act });
  return <ProvedActDialog area="fleet" isBusy={isBusy} refusal={refusal} ask={ask} {...shown} />;
}
