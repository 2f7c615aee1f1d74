// Asks, as soon as the subject's number is whole, whether somebody here carries the same document (R1.2), and keeps what the clerk said.
import { useState } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { useToday } from '#renderer/bridge/today.tsx';
import type { Filling } from '#renderer/features/registration/capture-state.ts';
import type { CalendarDate } from '#src/base/calendar-date.ts';
import type { SameDocument } from '#src/contract/ipc/registration.ts';
import { subjectField } from '#src/domain/forms/parties.ts';
import { checkDocumentWhileTyping, type DocumentType, documentTypes } from '#src/domain/identity/documents.ts';
import { documentOf } from '#src/domain/records/terms.ts';

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

interface Whole {
  readonly type: DocumentType;
  readonly number: string;
}

/** The subject's document once its number is whole. */
function wholeDocument({ opened, values }: Filling, today: CalendarDate): Whole | null {
  const named = documentOf(opened.form, values);
  const type = documentTypes.find((one) => one === named?.type);
  if (named === null || type === undefined) return null;
  const { complete, number } = checkDocumentWhileTyping(type, named.number, today);
  return complete ? { type, number } : null;
}

export function useSameDocument(state: Filling): SameDocumentFound {
  const whole = wholeDocument(state, useToday());
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
