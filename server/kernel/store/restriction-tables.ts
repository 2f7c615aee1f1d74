// Tables of restrictions after repeated failure (R3.6), as Kysely sees them.

/** A subject of whom something failed. Where it stands follows from its events. */
export interface RestrictedSubjectTable {
  organisation_id: string;
  subject_id: string;
  /** A record that names the document the subject is recognised by. */
  record_id: string;
  revision: number;
  /** Keyed digest of that document, once the agent has made it. */
  digest: string | null;
  /** Set while workstations wait for the digest: when the agent may be asked next. */
  due_ms: number | null;
  attempts: number;
}

export interface RestrictionEventTable {
  organisation_id: string;
  subject_id: string;
  /** 1, 2, 3 … of this subject. */
  sequence: number;
  kind: string;
  at: string;
  /** JSON (src/domain/restriction/schema.ts). */
  event: string;
}

export interface RestrictionChangeTable {
  organisation_id: string;
  /** Running number; what workstations ask on from. */
  position: number;
  /** JSON of what they are told. */
  entry: string;
}
