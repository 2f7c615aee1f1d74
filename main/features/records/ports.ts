import type { ClosingPorts } from '#main/kernel/copies/closing.ts';
import type { DeviceStandings } from '#main/kernel/device/standing.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import type { FieldConsent, NoticeAcceptance } from '#src/domain/consent/schema.ts';
import type { Correction, FieldValues } from '#src/domain/registration/schema.ts';

/** What records needs of the registrations: a saved one becomes a draft again. */
interface ReopenableRegistrations {
  /** Who works on a correction now, or null. @throws Refusal `registration/unknown` */
  correctedBy(store: ReadStore, id: string): string | null;
  reopen(
    transaction: WriteTransaction,
    reopened: {
      readonly id: string;
      readonly configurationVersion: number;
      readonly begunBy: string;
      readonly values: FieldValues;
      readonly consents: readonly FieldConsent[];
      readonly corrects: Correction;
      /** The acceptance it was captured under, or a new one. */
      readonly notice: NoticeAcceptance;
      readonly at: string;
    },
  ): void;
}

export interface RecordsPorts extends ClosingPorts {
  readonly registrations: ReopenableRegistrations;
  readonly standings: DeviceStandings;
}
