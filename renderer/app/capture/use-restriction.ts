// Asks, as soon as the subject's number is whole, whether they are restricted or suspended (R3.6).
import { useState } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import type { Filling } from '#renderer/features/registration/capture-state.ts';
import type { RecognisedRestriction } from '#src/contract/ipc/restriction.ts';
import { useWholeDocument } from './whole-document.ts';

export function useRestriction(state: Filling) {
  const whole = useWholeDocument(state);
  const document = { registrationId: state.registrationId, ...(whole ?? { type: 'resident-id' as const, number: '' }) };
  const { data, refetch } = useCall('restriction.look', document, { isEnabled: whole !== null });
  const [isChecking, setChecking] = useState(false);
  const found: RecognisedRestriction | null = whole === null ? null : (data?.found ?? null);
  return {
    document,
    found,
    isChecking: isChecking && found !== null,
    check: () => setChecking(true),
    cancel: () => setChecking(false),
    done: () => {
      setChecking(false);
      void refetch();
    },
    /** The program found a restriction that this screen has not seen. */
    lookAgain: () => void refetch(),
  };
}

export type RestrictionFound = ReturnType<typeof useRestriction>;
