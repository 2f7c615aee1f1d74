// Values shown without masks (R1.3), for half a minute.
import { useAct } from '#renderer/bridge/queries.ts';
import { useShownFor } from '#renderer/ui/shown-for.ts';
import type { viewPurposes } from '#src/domain/records/reopening.ts';
import type { FieldValues, RegistrationId } from '#src/domain/registration/schema.ts';

export type ViewPurpose = (typeof viewPurposes)[number];

export function useUnmasked(recordId: RegistrationId) {
  const unmask = useAct('records.unmask');
  const { value, secondsLeft, show: showValues, hide } = useShownFor<FieldValues>();
  /** @param field null: all of them */
  const show = async (field: string | null, purpose: ViewPurpose) => {
    const answer = await unmask.run({ recordId, field, purpose });
    if (answer?.ok) showValues(answer.value.values);
  };
  return { values: value, secondsLeft, isBusy: unmask.isBusy, refusal: unmask.refusal, show, hide };
}
