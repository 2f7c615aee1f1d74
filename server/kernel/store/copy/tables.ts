import type { Tables } from '../tables.ts';

export interface TablePlan {
  readonly name: TableName;
  /** What its rows are ordered by, on both engines alike. */
  readonly key: readonly string[];
  /** Rows read and written at once. */
  readonly batch: number;
  /** Rows that are added and never changed; the counters of the organisation and its attachments tell how many there are. */
  readonly isAppended: boolean;
}

type TableName = Exclude<keyof Tables, 'schema_migration'>;

const small = { batch: 500, isAppended: false };
const appended = { batch: 500, isAppended: true };

/** Every table (the compiler sees to it), those that others refer to first. */
const plans: Readonly<Record<TableName, Omit<TablePlan, 'name'>>> = {
  organisation: { key: ['organisation_id'], ...small },
  configuration: { key: ['organisation_id', 'version'], batch: 20, isAppended: false },
  device: { key: ['organisation_id', 'device_id'], ...small },
  device_head: { key: ['organisation_id', 'device_id'], ...small },
  device_status: { key: ['organisation_id', 'device_id'], ...small },
  held_record: { key: ['organisation_id', 'device_id', 'content_hash'], batch: 16, isAppended: false },
  enrolment_code: { key: ['organisation_id', 'code_hash'], ...small },
  seen_nonce: { key: ['organisation_id', 'device_id', 'nonce'], ...small },
  record: { key: ['organisation_id', 'position'], ...appended },
  quarantine: { key: ['organisation_id', 'device_id', 'content_hash'], ...small },
  publication: { key: ['organisation_id', 'version'], ...small },
  published_item: { key: ['organisation_id', 'version', 'item_kind', 'item_id'], ...small },
  proof_failure: { key: ['organisation_id', 'staff_id'], ...small },
  attachment: { key: ['organisation_id', 'device_id', 'content_hash'], ...small },
  attachment_piece: { key: ['organisation_id', 'device_id', 'content_hash', 'start'], batch: 16, isAppended: true },
  verification_check: { key: ['organisation_id', 'check_id'], ...small },
  verification_fact: { key: ['organisation_id', 'position'], ...appended },
  subject: { key: ['organisation_id', 'subject_id'], ...small },
  subject_record: { key: ['organisation_id', 'record_id', 'revision'], ...small },
  contact_code: { key: ['organisation_id', 'code_id'], ...small },
  contact_fact: { key: ['organisation_id', 'fact_id'], ...small },
  contact_notice: { key: ['organisation_id', 'notice_id'], ...small },
  refusal_message: { key: ['organisation_id', 'position'], ...appended },
  day_document: { key: ['organisation_id', 'position'], ...appended },
  device_day: { key: ['organisation_id', 'device_id'], ...small },
  record_summary: { key: ['organisation_id', 'record_id'], ...small },
  fact_summary: { key: ['organisation_id', 'check_id'], ...small },
  summary_cursor: { key: ['organisation_id'], ...small },
  subject_request: { key: ['organisation_id', 'request_id'], batch: 16, isAppended: false },
  subject_request_event: { key: ['organisation_id', 'request_id', 'sequence'], ...small },
  request_proof: { key: ['organisation_id', 'request_id', 'position'], batch: 4, isAppended: false },
  system_client: { key: ['organisation_id', 'client_id'], ...small },
  business_event: { key: ['organisation_id', 'client_id', 'event_id'], ...small },
  restricted_subject: { key: ['organisation_id', 'subject_id'], ...small },
  restriction_event: { key: ['organisation_id', 'subject_id', 'sequence'], ...small },
  restriction_change: { key: ['organisation_id', 'position'], ...small },
  audit_leaf: { key: ['organisation_id', 'leaf_index'], ...appended },
  audit_tile_root: { key: ['organisation_id', 'level', 'tile'], ...appended },
  audit_checkpoint: { key: ['organisation_id', 'size'], ...small },
  backup: { key: ['organisation_id', 'backup_id'], ...small },
  server_key: { key: ['organisation_id', 'serial'], ...small },
  restoration: { key: ['organisation_id', 'restoration_id'], ...small },
};

export const tablePlans: readonly TablePlan[] = (Object.keys(plans) as TableName[]).map((name) => ({ name, ...plans[name] }));
