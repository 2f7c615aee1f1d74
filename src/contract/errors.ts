// Every refusal of the product, once: code → parameters, HTTP status where it crosses the network, and whether trying again can
// help. Codes are never renamed or reused. Texts live only in the renderer's i18n; a code without a text fails the tests.
import * as z from 'zod';
import { signedDocument } from '#src/crypto/signed.ts';
import { signaturePlace } from '#src/domain/attachments/schema.ts';
import { publishingProblem } from '#src/domain/design/schema.ts';
import { deviceState, endingReason } from '#src/domain/devices/standing.ts';
import { fieldError } from '#src/domain/forms/field-error.ts';
import { furtherCheckPoint, restrictionState } from '#src/domain/restriction/schema.ts';

const none = z.object({});
interface Entry {
  readonly params: z.ZodType;
  readonly http: number;
  readonly retry: boolean;
}

export const errorCodes = {
  'internal/unexpected': { params: z.object({ correlationId: z.string() }), http: 500, retry: true },
  'internal/invalid-input': { params: none, http: 400, retry: false },
  'internal/not-found': { params: none, http: 404, retry: false },
  'internal/too-many-requests': { params: none, http: 429, retry: true },
  'internal/too-large': { params: none, http: 413, retry: false },
  'access/signed-out': { params: none, http: 401, retry: false },
  /** The server does not know (any more) who is at this workstation. */
  'access/proof-needed': { params: none, http: 401, retry: false },
  'access/denied': { params: z.object({ permission: z.string() }), http: 403, retry: false },

  'startup/not-ready': { params: none, http: 503, retry: true },
  'keychain/absent': { params: z.object({ backend: z.string() }), http: 500, retry: true },
  'keychain/locked': { params: z.object({ backend: z.string() }), http: 500, retry: true },
  'keychain/key-missing': { params: z.object({ keyId: z.string(), backend: z.string() }), http: 500, retry: true },
  'keychain/key-wrong': { params: z.object({ keyId: z.string(), backend: z.string() }), http: 500, retry: true },
  'keychain/other-backend': {
    params: z.object({ keyId: z.string(), backend: z.string(), present: z.string() }),
    http: 500,
    retry: true,
  },
  'recovery/not-needed': { params: none, http: 409, retry: false },
  'recovery/no-wrap': { params: none, http: 409, retry: true },
  'recovery/answer-unreadable': { params: none, http: 400, retry: false },
  'recovery/answer-foreign': { params: none, http: 400, retry: false },
  'recovery/not-restorable': { params: none, http: 409, retry: false },
  'recovery/key-wrong': { params: none, http: 400, retry: false },
  'store/rolled-back': { params: z.object({ known: z.int(), found: z.int() }), http: 500, retry: true },
  'store/corrupt': { params: none, http: 500, retry: true },
  'store/missing': { params: none, http: 500, retry: true },
  'store/disk-full': { params: none, http: 507, retry: true },
  'store/not-writable': { params: none, http: 500, retry: true },
  'store/in-use': { params: none, http: 500, retry: true },
  'store/unreachable': { params: none, http: 503, retry: true },
  'store/too-new': { params: z.object({ found: z.int(), supported: z.int() }), http: 500, retry: false },

  'staff/wrong-credentials': { params: none, http: 401, retry: false },
  'staff/too-many-attempts': { params: z.object({ waitSeconds: z.int() }), http: 429, retry: true },
  'staff/not-cleared': {
    params: z.object({ missing: z.array(z.enum(['background-check', 'training', 'confidentiality-agreement'])) }),
    http: 403,
    retry: false,
  },
  'staff/inactive': { params: none, http: 403, retry: false },
  'staff/offline-too-long': { params: z.object({ days: z.int() }), http: 403, retry: false },
  'staff/passphrase-initial': { params: none, http: 403, retry: false },
  'staff/passphrase-short': { params: z.object({ minimum: z.int() }), http: 400, retry: false },
  'staff/passphrase-common': { params: none, http: 400, retry: false },
  'staff/passphrase-foreseeable': { params: none, http: 400, retry: false },
  'staff/passphrase-unchanged': { params: none, http: 400, retry: false },
  /** Somebody else changed it since: this person at another workstation, or an administrator. */
  'staff/passphrase-overtaken': { params: none, http: 409, retry: false },
  /** The server was asked and its answer did not come: it holds the former one or the new one. */
  'staff/passphrase-unsettled': { params: none, http: 503, retry: true },
  'staff/other-person-needed': { params: none, http: 403, retry: false },
  'staff/same-person-needed': { params: none, http: 403, retry: false },
  'staff/may-not-confirm': { params: none, http: 403, retry: false },

  'devices/already-enrolled': { params: none, http: 409, retry: false },
  'devices/not-enrolled': { params: none, http: 409, retry: false },
  'devices/code-malformed': { params: none, http: 400, retry: false },
  'devices/code-refused': { params: none, http: 403, retry: false },
  'devices/address-invalid': { params: none, http: 400, retry: false },
  'devices/unknown': { params: none, http: 401, retry: false },
  'devices/waiting': { params: none, http: 403, retry: true },
  /** With what the server signed about it: without that a workstation believes nothing of the kind. */
  'devices/revoked': { params: z.object({ statement: signedDocument }), http: 403, retry: false },
  /** Said by the workstation itself once it has heard so from its server. */
  'devices/stopped': { params: z.object({ state: deviceState, reason: endingReason.nullable() }), http: 403, retry: false },
  'devices/no-such-device': { params: none, http: 404, retry: false },
  'devices/already-ended': { params: none, http: 409, retry: false },
  'devices/not-active': { params: none, http: 409, retry: false },
  'devices/other-branch': { params: none, http: 409, retry: false },
  'devices/already-replaced': { params: none, http: 409, retry: false },
  'devices/retired': { params: none, http: 409, retry: false },
  'devices/record-rejected': { params: none, http: 409, retry: false },
  'devices/rolled-back': { params: none, http: 409, retry: true },
  'devices/cloned': { params: none, http: 409, retry: true },
  'devices/signature-refused': { params: none, http: 401, retry: true },

  'server/unreachable': { params: none, http: 503, retry: true },
  'server/wrong-identity': { params: none, http: 502, retry: true },
  'server-key/none-offered': { params: none, http: 409, retry: false },
  'server-key/fingerprint-malformed': { params: none, http: 400, retry: false },
  'server-key/fingerprint-wrong': { params: none, http: 403, retry: false },
  'server/history-rewritten': { params: none, http: 409, retry: true },
  'server/answer-invalid': { params: none, http: 502, retry: true },
  'server/protocol-too-old': { params: z.object({ minimum: z.int() }), http: 426, retry: false },

  'configuration/unreadable': { params: none, http: 400, retry: false },
  'configuration/wrong-signer': { params: none, http: 403, retry: false },
  'configuration/wrong-organisation': { params: none, http: 403, retry: false },
  'configuration/not-newer': { params: z.object({ current: z.int() }), http: 409, retry: false },

  'exchange/no-key': { params: none, http: 409, retry: false },
  'exchange/nothing-waiting': { params: none, http: 409, retry: false },
  'exchange/busy': { params: none, http: 409, retry: true },
  'exchange/cancelled': { params: none, http: 409, retry: true },
  'exchange/medium-failed': { params: z.object({ reason: z.string() }), http: 500, retry: true },
  'exchange/not-verified': { params: none, http: 500, retry: true },
  'exchange/unreadable': { params: none, http: 400, retry: false },
  'exchange/not-ours': { params: none, http: 403, retry: false },
  'exchange/wrong-signer': { params: none, http: 403, retry: false },

  'policy/too-many-pending': { params: z.object({ waiting: z.int(), allowed: z.int() }), http: 409, retry: true },
  'policy/disk-low': { params: z.object({ free: z.int(), needed: z.int() }), http: 507, retry: true },

  'forms/service-unknown': { params: z.object({ serviceId: z.string() }), http: 404, retry: false },
  'design/refused': { params: z.object({ problems: z.array(publishingProblem) }), http: 400, retry: false },
  'design/overtaken': { params: none, http: 409, retry: false },
  'design/unknown': { params: none, http: 404, retry: false },
  'consent/notice-outdated': { params: none, http: 409, retry: false },
  'consent/representative-not-asked': { params: none, http: 409, retry: false },
  'reader/not-configured': { params: none, http: 409, retry: false },
  'reader/address-invalid': { params: none, http: 400, retry: false },
  'reader/busy': { params: none, http: 409, retry: true },
  'reader/unreachable': { params: none, http: 503, retry: true },
  'reader/too-slow': { params: none, http: 504, retry: true },
  'reader/failed': { params: none, http: 502, retry: true },
  'reader/answer-invalid': { params: none, http: 502, retry: true },
  'reader/cancelled': { params: none, http: 409, retry: true },

  'registration/unknown': { params: none, http: 404, retry: false },
  'registration/not-reviewed': { params: none, http: 409, retry: false },
  'registration/already-submitted': { params: none, http: 409, retry: false },
  'registration/review-incomplete': { params: z.object({ missing: z.array(z.string()) }), http: 400, retry: false },
  'registration/second-review-missing': { params: none, http: 409, retry: false },
  'registration/signature-missing': { params: z.object({ place: signaturePlace }), http: 409, retry: false },
  'registration/duplicate-unacknowledged': { params: z.object({ count: z.int() }), http: 409, retry: false },
  'registration/invalid': { params: z.object({ errors: z.array(fieldError) }), http: 400, retry: false },

  'requests/unknown': { params: none, http: 404, retry: false },
  'requests/subject-unknown': { params: none, http: 404, retry: false },
  'requests/not-now': { params: none, http: 409, retry: false },
  'requests/other-person-needed': { params: none, http: 403, retry: false },
  'requests/record-changed': { params: none, http: 409, retry: false },
  'requests/values-refused': { params: z.object({ errors: z.array(fieldError) }), http: 400, retry: false },
  'requests/copy-not-shown': { params: none, http: 409, retry: false },
  'requests/nothing-changed': { params: none, http: 400, retry: false },
  'restriction/unknown': { params: none, http: 404, retry: false },
  'restriction/overtaken': { params: none, http: 409, retry: false },
  'restriction/not-possible': { params: none, http: 409, retry: false },
  'restriction/check-missing': { params: none, http: 409, retry: false },
  'restriction/check-incomplete': { params: z.object({ missing: z.array(furtherCheckPoint) }), http: 400, retry: false },
  'restriction/own-record': { params: none, http: 403, retry: false },
  'restriction/check-needed': { params: none, http: 409, retry: false },
  'restriction/refused': { params: z.object({ state: restrictionState }), http: 409, retry: false },

  'records/unknown': { params: none, http: 404, retry: false },
  'records/closed': { params: none, http: 410, retry: false },
  'records/being-corrected': { params: none, http: 409, retry: false },
  'records/corrected-elsewhere': { params: none, http: 409, retry: false },
  'records/notice-changed': { params: none, http: 409, retry: false },
  'verification/not-refuted': { params: none, http: 409, retry: false },
  'verification/already-told': { params: none, http: 409, retry: false },
  'records/not-refused': { params: none, http: 409, retry: false },
  'contact/not-asked': { params: none, http: 409, retry: false },
  'contact/not-established': { params: none, http: 409, retry: false },
  'contact/nothing-asked': { params: none, http: 400, retry: false },
  'contact/no-number': { params: none, http: 409, retry: false },
  'contact/not-mobile': { params: none, http: 400, retry: false },
  'contact/too-soon': { params: z.object({ waitSeconds: z.int() }), http: 429, retry: true },
  'contact/too-many': { params: z.object({ waitSeconds: z.int() }), http: 429, retry: true },
  /** With what kept it from being sent; nothing is lost, and a call does as well. */
  'contact/not-sent': { params: z.object({ failure: z.string() }), http: 503, retry: true },
  'contact/undeliverable': { params: z.object({ reason: z.string() }), http: 409, retry: false },
  'contact/code-unknown': { params: none, http: 404, retry: false },
  'contact/code-expired': { params: none, http: 410, retry: false },
  'contact/code-exhausted': { params: none, http: 409, retry: false },
  'contact/code-wrong': { params: z.object({ left: z.int() }), http: 403, retry: false },
  'contact/number-changed': { params: none, http: 409, retry: false },
  /** No grant of the organisation lets this person read this class for this purpose. */
  'reading/not-granted': { params: z.object({ className: z.string(), purpose: z.string() }), http: 403, retry: false },
  'reading/unknown': { params: none, http: 404, retry: false },
  'receipts/unknown': { params: none, http: 404, retry: false },
  'reconciliation/already-closed': { params: none, http: 409, retry: false },
  'reconciliation/changed': { params: none, http: 409, retry: true },
  'reconciliation/nothing-to-close': { params: none, http: 409, retry: false },
  'reconciliation/not-yet': { params: none, http: 409, retry: false },
  'reconciliation/unknown': { params: none, http: 404, retry: false },
  'reconciliation/not-verified': { params: none, http: 409, retry: false },
  'reconciliation/reason-missing': { params: none, http: 400, retry: false },
  'reconciliation/branch-signed': { params: none, http: 409, retry: false },
  'reconciliation/file-unreadable': { params: none, http: 400, retry: false },
  'reconciliation/file-foreign': { params: none, http: 403, retry: false },
  'printing/printer-missing': { params: none, http: 503, retry: true },
  'printing/failed': { params: z.object({ reason: z.string() }), http: 502, retry: true },
  'printing/pdf-failed': { params: z.object({ reason: z.string() }), http: 500, retry: true },
  'printing/cancelled': { params: none, http: 409, retry: true },
  'printing/outcome-unknown': { params: none, http: 504, retry: true },
  'printing/busy': { params: none, http: 409, retry: true },

  'attachments/not-an-image': { params: none, http: 400, retry: false },
  'attachments/metadata': { params: none, http: 400, retry: false },
  'attachments/too-large': { params: z.object({ bytes: z.int(), maximum: z.int() }), http: 413, retry: false },
  'attachments/too-many-pixels': { params: z.object({ side: z.int(), maximum: z.int() }), http: 400, retry: false },
  'attachments/too-few-pixels': { params: z.object({ side: z.int(), minimum: z.int() }), http: 400, retry: false },
  'attachments/too-many': { params: z.object({ maximum: z.int() }), http: 409, retry: false },
  'attachments/field-unknown': { params: none, http: 400, retry: false },
  'attachments/no-consent': { params: none, http: 409, retry: false },
  'attachments/unknown': { params: none, http: 404, retry: false },
  'attachments/signature-not-optional': { params: none, http: 409, retry: false },

  'agent/gone': { params: none, http: 503, retry: true },
  'agent/sealed-unreadable': { params: none, http: 500, retry: true },
  'online/closed': { params: none, http: 503, retry: true },
  'online/session-ended': { params: none, http: 401, retry: false },
  'online/code-refused': { params: none, http: 403, retry: false },
  'online/phone-unproved': { params: none, http: 409, retry: false },
  /** The subject is restricted (R3.6); nobody is told why by a page that anybody may use. */
  'online/at-counter': { params: none, http: 409, retry: false },
  'online/not-offered': { params: none, http: 409, retry: false },

  'systems/client-refused': { params: none, http: 401, retry: false },
  'systems/service-unknown': { params: none, http: 404, retry: false },
  /** A record of theirs may still be on its way. */
  'systems/subject-unknown': { params: none, http: 404, retry: true },
  'systems/event-conflict': { params: none, http: 409, retry: false },
  /** `reason` empty: there is nothing to add to the answer. */
  'systems/start-refused': { params: z.object({ answer: z.string(), reason: z.string() }), http: 409, retry: false },
  'systems/event-in-future': { params: none, http: 400, retry: false },

  'sync/attachments-missing': { params: z.object({ missing: z.int() }), http: 409, retry: true },
  'sync/attachment-invalid': { params: none, http: 400, retry: false },
  'sync/attachment-quota': { params: none, http: 429, retry: true },
  'sync/envelope-invalid': { params: none, http: 400, retry: false },
  'sync/foreign-record': { params: none, http: 403, retry: false },
  'sync/class-key-unknown': { params: none, http: 400, retry: false },
  'sync/form-unknown': { params: none, http: 400, retry: false },
  'sync/second-review-missing': { params: none, http: 400, retry: false },
  'sync/correction-unfit': { params: none, http: 409, retry: false },
  'sync/conflict': { params: none, http: 409, retry: false },
  'sync/not-refused': { params: none, http: 409, retry: false },
  'sync/nothing-to-retry': { params: none, http: 409, retry: false },
  'sync/receipt-invalid': { params: none, http: 502, retry: true },
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof errorCodes;

/** An error as it crosses a process: code and parameters, never a message, a stack or a field value. */
export type WireError<C extends ErrorCode = ErrorCode> = {
  [K in C]: { readonly code: K; readonly params: z.infer<(typeof errorCodes)[K]['params']> };
}[C];

/** An expected no, thrown by services and encoded by the dispatcher or the server's error handler. Anything else thrown is a bug. */
export class Refusal<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'Refusal';
  readonly wire: WireError<C>;
  constructor(code: C, params: z.infer<(typeof errorCodes)[C]['params']>, cause?: unknown) {
    super(code, { cause });
    this.wire = { code, params } as WireError<C>;
  }
}
