import type { ReactNode } from 'react';
import type { RecordDetail } from '#src/contract/ipc/records.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import type { FieldValues, RegistrationId } from '#src/domain/registration/schema.ts';

/** No event tells that the days of a copy are over, and what is closed may not go on standing on a page that is left open. */
export const renewEveryMs = 60_000;

export interface RecordPageProps {
  readonly recordId: RegistrationId;
  /** A value as people read it. */
  readonly showValue: (field: FieldDefinition, values: FieldValues) => string | null;
  /** A record became a draft: go on with it. */
  readonly onReopened: (registrationId: RegistrationId) => void;
  /** Its notice has changed: the new one first, then go on with it. */
  readonly onRenew: (recordId: RegistrationId, serviceId: string) => void;
  /** Leads to its receipt; null for who may not print one. */
  readonly onReceipt: (() => void) | null;
  /** Whether the subject is reached, and the way to make sure of it. */
  readonly contactOf: (detail: RecordDetail, onDone: () => void) => ReactNode;
  readonly onBack: () => void;
}

export interface RecordsPageProps {
  /** The record to begin with, or null for the list. */
  readonly openWith: RegistrationId | null;
  readonly record: (recordId: RegistrationId, onBack: () => void) => ReactNode;
  /** The signed-in person sees more than their own. */
  readonly seesAll: boolean;
}
