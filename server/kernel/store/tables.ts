// The server's tables as Kysely sees them. Every primary key is led by the organisation. Instants are UTC text, documents are the
// exact text that was signed, and an envelope is the exact text that was hashed.

import type { Generated } from 'kysely';
import type { HeldDecision, HeldReason } from '#src/domain/devices/held.ts';
import type { DeviceState, EndingReason } from '#src/domain/devices/standing.ts';
import type { ContactCodeTable, ContactFactTable, ContactNoticeTable, RefusalMessageTable } from './contact-tables.ts';
import type { RestrictedSubjectTable, RestrictionChangeTable, RestrictionEventTable } from './restriction-tables.ts';

export interface Tables {
  readonly schema_migration: SchemaMigrationTable;
  readonly organisation: OrganisationTable;
  readonly configuration: ConfigurationTable;
  readonly device: DeviceTable;
  readonly device_head: DeviceHeadTable;
  readonly device_status: DeviceStatusTable;
  readonly held_record: HeldRecordTable;
  readonly enrolment_code: EnrolmentCodeTable;
  readonly seen_nonce: SeenNonceTable;
  readonly record: RecordTable;
  readonly quarantine: QuarantineTable;
  /** From before several items could be published together; nothing is added any more. */
  readonly publication: PublicationTable;
  readonly published_item: PublicationTable;
  readonly proof_failure: ProofFailureTable;
  readonly attachment: AttachmentTable;
  readonly attachment_piece: AttachmentPieceTable;
  readonly verification_check: VerificationCheckTable;
  readonly verification_fact: VerificationFactTable;
  readonly subject: SubjectTable;
  readonly subject_record: SubjectRecordTable;
  readonly contact_code: ContactCodeTable;
  readonly contact_fact: ContactFactTable;
  readonly contact_notice: ContactNoticeTable;
  readonly refusal_message: RefusalMessageTable;
  readonly day_document: DayDocumentTable;
  readonly device_day: DeviceDayTable;
  readonly record_summary: RecordSummaryTable;
  readonly fact_summary: FactSummaryTable;
  readonly summary_cursor: SummaryCursorTable;
  readonly subject_request: SubjectRequestTable;
  readonly subject_request_event: SubjectRequestEventTable;
  readonly request_proof: RequestProofTable;
  readonly system_client: SystemClientTable;
  readonly business_event: BusinessEventTable;
  readonly restricted_subject: RestrictedSubjectTable;
  readonly restriction_event: RestrictionEventTable;
  readonly restriction_change: RestrictionChangeTable;
  readonly audit_leaf: AuditLeafTable;
  readonly audit_tile_root: AuditTileRootTable;
  readonly audit_checkpoint: AuditCheckpointTable;
  readonly backup: BackupTable;
  readonly restoration: RestorationTable;
  readonly server_key: ServerKeyTable;
}

interface SchemaMigrationTable {
  number: number;
  name: string;
  applied_at: string;
}

interface OrganisationTable {
  organisation_id: string;
  created_at: string;
  /** Version of the newest configuration. */
  configuration_version: number;
  /** Running number of the newest record; taken in the record's own transaction, so that a rollback leaves no gap. */
  last_position: number;
  /** How many leaves the audit log has; taken like positions. */
  audit_size: number;
  /** Running number of the newest answer of an authority; taken like positions. */
  last_fact: Generated<number>;
  /** Records up to this position were looked at for whom they are about. */
  subject_position: Generated<number>;
  /** Of the key that subjects' digests are made with, once there is one. */
  index_key_id: Generated<string | null>;
  /** Running number of the newest closed day; taken like positions. */
  last_day: Generated<number>;
  /** Running number of the newest change that workstations are told of restricted subjects; taken like positions. */
  last_restriction: Generated<number>;
}

interface ConfigurationTable {
  organisation_id: string;
  version: number;
  issued_at: string;
  /** JSON of the signed document, sealed (kernel/keys/sealed-column.ts). */
  document: string;
}

export interface DeviceTable {
  organisation_id: string;
  device_id: string;
  /** Raw Ed25519 public key, base64url. */
  public_key: string;
  name: string;
  branch_id: string;
  state: DeviceState;
  app_version: string;
  enrolled_at: string;
  last_seen_at: string;
  /** Grows with every decision about it. */
  standing_version: number;
  decided_at: string | null;
  /** Staff id. */
  decided_by: string | null;
  /** Why it has ended. */
  reason: EndingReason | null;
  replaces: string | null;
  replaced_by: string | null;
}

/** What a workstation last told of itself. */
export interface DeviceStatusTable {
  organisation_id: string;
  device_id: string;
  reported_at: string;
  /** JSON (src/domain/devices/status.ts). */
  status: string;
}

/** A record that came by a sealed file after its workstation was taken out of service, with the decision about it. */
export interface HeldRecordTable {
  organisation_id: string;
  device_id: string;
  content_hash: string;
  sequence: number;
  record_id: string;
  revision: number;
  service_id: string;
  /** The workstation's claim. */
  submitted_at: string;
  envelope: string;
  held_at: string;
  decision: HeldDecision | null;
  decided_at: string | null;
  decided_by: string | null;
  reason: HeldReason | null;
  /** Why it could not be accepted when somebody last tried. */
  problem: string | null;
}

/** The head of a workstation's audit chain as last reported, and whether its copies wait for a person. */
export interface DeviceHeadTable {
  organisation_id: string;
  device_id: string;
  sequence: number | null;
  link: string | null;
  attention: 'rolled-back' | 'cloned' | null;
  attention_at: string | null;
  is_continued: 0 | 1;
  reported_at: string;
}

export interface EnrolmentCodeTable {
  organisation_id: string;
  /** Hex SHA-256 of the secret half; the secret itself is never stored. */
  code_hash: string;
  branch_id: string;
  issued_at: string;
  expires_at: string;
  used_at: string | null;
  device_id: string | null;
}

interface SeenNonceTable {
  organisation_id: string;
  device_id: string;
  nonce: string;
  seen_at: string;
}

export interface RecordTable {
  organisation_id: string;
  record_id: string;
  revision: number;
  device_id: string;
  /** The device's own running number, as claimed. */
  sequence: number;
  /** Hex SHA-256 over `envelope`. */
  content_hash: string;
  envelope: string;
  position: number;
  received_at: string;
  /** JSON of the signed receipt. */
  receipt: string;
}

/** What was refused, without its content: the workstation keeps the record, the server keeps the reason. */
export interface QuarantineTable {
  organisation_id: string;
  device_id: string;
  content_hash: string;
  sequence: number;
  reason: string;
  length: number;
  attempts: number;
  first_at: string;
  last_at: string;
}

/** Who published what through the network; nothing here is ever changed. */
export interface PublicationTable {
  organisation_id: string;
  /** Version of the configuration that came of it. */
  version: number;
  published_at: string;
  staff_id: string;
  device_id: string;
  item_kind: 'form' | 'notice' | 'service';
  item_id: string;
  /** Null for a service. */
  item_version: number | null;
}

/** Failed proofs in a row. Unknown staff numbers share the row with the empty key, so that what was typed is not kept. */
export interface ProofFailureTable {
  organisation_id: string;
  staff_id: string;
  failures: number;
  last_failed_ms: number;
}

/** A sealed attachment, from its first piece on. Named by device too: no device can complete or block another's. */
export interface AttachmentTable {
  organisation_id: string;
  device_id: string;
  /** Hex SHA-256 over all sealed bytes. */
  content_hash: string;
  sealed_bytes: number;
  received_bytes: number;
  /** 1 once all bytes are there and their hash was compared. */
  is_complete: 0 | 1;
  /** The class key it is sealed to, read from its own head when it became complete; null also when it has no such head. */
  key_id: string | null;
  /** The record that names it, once that is stored. */
  record_id: string | null;
  revision: number | null;
  last_at: string;
}

export interface AttachmentPieceTable {
  organisation_id: string;
  device_id: string;
  content_hash: string;
  start: number;
  bytes: Uint8Array;
}

/** A check of one revision by an authority, from the transaction that accepted it until it is answered or replaced. */
export interface VerificationCheckTable {
  organisation_id: string;
  check_id: string;
  record_id: string;
  revision: number;
  device_id: string;
  kind: string;
  state: 'waiting' | 'answered' | 'superseded';
  attempts: number;
  /** When it may be asked next, in milliseconds of the server's clock. */
  due_ms: number;
  /** Why the last attempt brought no answer. */
  last_error: string | null;
  /** Once it is superseded: running number under which its workstation is told, the same for all checks of a revision. */
  told_position: number | null;
}

/** What an authority answered; nothing here is ever changed. */
interface VerificationFactTable {
  organisation_id: string;
  /** Running number; what workstations ask on from. */
  position: number;
  device_id: string;
  check_id: string;
  /** JSON of the fact; it holds no personal data. */
  fact: string;
}

/** A person as one document names them. The id is random; the digest can be computed by the agent alone. */
export interface SubjectTable {
  organisation_id: string;
  subject_id: string;
  /** Hex HMAC-SHA-256 under the index key. */
  document_digest: string;
  created_at: string;
}

/** Whom a revision of a record is about; nothing here is ever changed, unless it could not be read. */
export interface SubjectRecordTable {
  organisation_id: string;
  record_id: string;
  revision: number;
  device_id: string;
  service_id: string;
  /** Null: its form asks for no document. */
  subject_id: string | null;
  phone_digest: string | null;
  /** Why it could not be read; tried again when due. */
  problem: string | null;
  due_ms: number | null;
  identified_at: string;
}

/** A closed day of a workstation or of a branch, as it was signed there; nothing here is ever changed. */
export interface DayDocumentTable {
  organisation_id: string;
  /** Running number; what workstations ask on from. */
  position: number;
  branch_id: string;
  /** Who signed it. */
  device_id: string;
  /** Hex SHA-256 over the signed text. */
  content_hash: string;
  kind: 'day-statement' | 'branch-day';
  day: string;
  number: number;
  /** JSON of the signed document. */
  document: string;
  received_at: string;
}

/** What a workstation last said of its days. */
export interface DeviceDayTable {
  organisation_id: string;
  device_id: string;
  business_day: string;
  /** JSON: days that nobody has closed. */
  unclosed: string;
  told_at: string;
}

/** What lists and counts ask of a record, taken from the clear header of its envelopes (kernel/summaries). */
export interface RecordSummaryTable {
  organisation_id: string;
  record_id: string;
  /** Of its first revision. */
  position: number;
  /** China's day of its submission. */
  day: string;
  branch_id: string;
  service_id: string;
  /** The newest. */
  revision: number;
  /** Milliseconds: when the first revision was submitted (the workstation's claim), and when it came. */
  submitted_ms: number;
  received_ms: number;
}

/** What counts ask of an authority's answer. */
export interface FactSummaryTable {
  organisation_id: string;
  check_id: string;
  outcome: string;
  reason: string | null;
  answered_ms: number;
}

/** How far both were taken. */
interface SummaryCursorTable {
  organisation_id: string;
  record_position: number;
  fact_position: number;
}

/** One of the organisation's own systems; of its secret only a verifier is here. */
interface SystemClientTable {
  organisation_id: string;
  client_id: string;
  name: string;
  verifier: string;
  /** JSON. */
  scopes: string;
  added_at: string;
  /** Staff id. */
  added_by: string;
  revoked_at: string | null;
  revoked_by: string | null;
}

/** Start and end of business with a subject as a system told it; nothing here is ever changed. */
export interface BusinessEventTable {
  organisation_id: string;
  client_id: string;
  /** The client's own. */
  event_id: string;
  kind: string;
  subject_id: string;
  service_id: string;
  /** When it happened, by the client's word. */
  at: string;
  recorded_at: string;
}

/** The audit log (RFC 6962): the exact texts that were hashed. */
interface AuditLeafTable {
  organisation_id: string;
  leaf_index: number;
  content: string;
}

/** Roots of full tiles of 256 hashes, so that no root or proof needs all leaves. */
interface AuditTileRootTable {
  organisation_id: string;
  level: number;
  tile: number;
  /** Hex. */
  root: string;
}

/** Every checkpoint that was ever signed. */
interface AuditCheckpointTable {
  organisation_id: string;
  size: number;
  note: string;
  signed_at: string;
}

/** A backup of the data or of the keys: one that was made, verified and perhaps removed since, or one that failed. */
export interface BackupTable {
  organisation_id: string;
  backup_id: string;
  kind: 'data' | 'keys';
  made_at: string;
  folder: string;
  file: string;
  bytes: number;
  /** Code of what went wrong; null: it was restored and compared. */
  failure: string | null;
  /** The newest record's position in it; 0 for keys. */
  last_position: number;
  removed_at: string | null;
}

/** That an older state was restored, and the signed statement of the person who answers for it. */
export interface RestorationTable {
  organisation_id: string;
  restoration_id: string;
  restored_at: string;
  /** JSON of the signed statement; before there is one, of the backup's id, its newest position and the leaf of the restore. */
  document: string;
}

/** A renewal of the signing key that was announced; the key ring holds the same statements. */
interface ServerKeyTable {
  organisation_id: string;
  serial: number;
  key_id: string;
  /** JSON of the statement. */
  document: string;
}

/** A query or correction by a subject; what happened to it stands in its events. */
export interface SubjectRequestTable {
  organisation_id: string;
  request_id: string;
  /** Running number, which the subject is told. */
  number: number;
  subject_id: string;
  kind: 'query' | 'correction';
  channel: 'counter' | 'online';
  branch_id: string;
  opened_at: string;
  /** When the subject had the answer: nothing is left to do. */
  settled_at: string | null;
  /** What shall be corrected, sealed to the class keys. */
  application: string | null;
}

/** What happened to a request, in its order; nothing here is ever changed. */
interface SubjectRequestEventTable {
  organisation_id: string;
  request_id: string;
  sequence: number;
  /** JSON of the event; it holds no personal data. */
  event: string;
}

/** Pictures given with an application, in their order; they stay as long as it does. */
export interface RequestProofTable {
  organisation_id: string;
  request_id: string;
  position: number;
  class: string;
  media_type: 'image/jpeg' | 'image/png';
  sealed: Uint8Array;
}
