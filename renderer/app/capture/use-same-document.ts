// Asks, as soon as the subject's number is whole, whether somebody here carries the same document (R1.2), and keeps what the clerk said.
import { useState } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import type { Filling } from '#renderer/features/registration/capture-state.ts';
import type { SameDocument } from '#src/contract/ipc/registration.ts';
import { subjectField } from '#src/domain/forms/parties.ts';
import { useWholeDocument } from './whole-document.ts';

export interface SameDocumentFound {
  readonly items: readonly SameDocument[];
  readonly isAcknowledged: boolean;
  readonly acknowledged: Filling['registrationId'][];
  /** Where the number is typed. */
  readonly fieldName: string;
  acknowledge(): void;
  /** The program found something that this screen has not seen. */
  lookAgain(): void;
}

export function useSameDocument(state: Filling): SameDocumentFound {
  const whole = useWholeDocument(state);
  const { registrationId } = state;
  const asked = { registrationId, ...(whole ?? { type: 'resident-id' as const, number: '' }) };
  const { data, refetch } = useCall('registration.sameDocument', asked, { isEnabled: whole !== null });
  const [acknowledged, setAcknowledged] = useState<Filling['registrationId'][]>([]);
  const items = whole === null ? [] : (data?.items ?? []);
  return {
    items,
    isAcknowledged: items.every((item) => acknowledged.includes(item.registrationId)),
    acknowledged,
    fieldName: subjectField(state.opened.form, 'document-number')?.name ?? '',
    acknowledge: () => setAcknowledged(items.map((item) => item.registrationId)),
    lookAgain: () => void refetch(),
  };
}
