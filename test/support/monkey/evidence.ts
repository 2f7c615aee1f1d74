// What workstation and server really hold after a run, in a form that can be judged (and forged, to see that judging works).
import type { Instant } from '#src/base/instant.ts';
import type { AuditEvent } from '#src/domain/audit/events.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { FieldValues, RecordHeader } from '#src/domain/registration/schema.ts';

/** A sealed record as one side holds it. */
export interface HeldRecord {
  readonly recordId: string;
  readonly revision: number;
  readonly contentHash: string;
  readonly header: RecordHeader;
}

export interface ServerRecord extends HeldRecord {
  readonly position: number;
  /** Opened with the organisation's class keys. */
  readonly values: FieldValues;
}

export interface QueueRow {
  readonly recordId: string;
  readonly revision: number;
  readonly state: string;
  /** Of a receipt whose signature, record and hash were checked again; null without one. */
  readonly verifiedPosition: number | null;
}

export interface RegistrationRow {
  readonly id: string;
  readonly state: string;
  readonly begunBy: string;
  readonly noticeVersion: number;
  /** Something the subject said lies in the row. */
  readonly holdsValues: boolean;
}

/** Unfinished registrations the program offered to somebody who was signed in. */
export interface Offered {
  readonly staffNumber: string;
  readonly registrationIds: readonly string[];
}

export interface Evidence {
  /** Every version the server ever published. */
  readonly configurations: readonly Configuration[];
  /** The workstation's trail, in its order. */
  readonly trail: readonly AuditEvent[];
  /** Sequence number of the first link that does not fit, or null. */
  readonly brokenLink: number | null;
  readonly registrations: readonly RegistrationRow[];
  readonly records: readonly HeldRecord[];
  readonly queue: readonly QueueRow[];
  readonly serverRecords: readonly ServerRecord[];
  readonly offered: readonly Offered[];
  /** Lines of the program's log that tell of something nobody expected. */
  readonly unexpected: readonly string[];
  readonly today: Instant;
}
