// Tables of how subjects are reached (R3.3, R2.5, R3.5).
import type { NoticeTemplate } from '#src/domain/contact/schema.ts';

/** A code that was made for a registration and a number. Neither stands here: digests under keys of the server and of the agent. */
export interface ContactCodeTable {
  organisation_id: string;
  code_id: string;
  device_id: string;
  record_id: string;
  staff_id: string;
  phone_digest: string;
  code_digest: string;
  /** `unsure`: the provider did not say that it was sent. */
  state: 'asked' | 'sent' | 'unsure' | 'unsent' | 'replaced' | 'spent';
  attempts: number;
  made_ms: number;
  expires_ms: number;
  source: string | null;
  reference: string | null;
  /** Why it was not sent, or is not sure to have been. */
  failure: string | null;
}

/** Whether a subject was reached; nothing here is ever changed, but that a telephone system may say something of a call, once. */
export interface ContactFactTable {
  organisation_id: string;
  fact_id: string;
  record_id: string;
  device_id: string;
  /** JSON of the fact; it holds no personal data. */
  fact: string;
  /** JSON of what the telephone system said of the call. */
  call_record: string | null;
  /** Of a call: the revision whose number was called; null: the one that names the call. */
  call_revision: number | null;
}

/**
 * A message to a subject, from the transaction of what it tells until it was sent or given up; or, as `call-record` under the number of a
 * call, a question to the telephone system about it.
 */
export interface ContactNoticeTable {
  organisation_id: string;
  notice_id: string;
  record_id: string;
  template: NoticeTemplate | 'call-record';
  state: 'waiting' | 'sent' | 'undeliverable' | 'given-up' | 'not-wanted' | 'answered';
  attempts: number;
  queued_ms: number;
  due_ms: number;
  last_error: string | null;
}

/** Each change of a message that tells of a refusal; `position` runs on with those of verification facts. */
export interface RefusalMessageTable {
  organisation_id: string;
  position: number;
  device_id: string;
  notice_id: string;
  message: string;
}
