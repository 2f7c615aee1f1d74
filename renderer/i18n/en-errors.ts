// English texts of every refusal.

import type { ErrorCode } from '#src/contract/errors.ts';
import { attachmentErrors } from './en-attachments.ts';
import { branchDayErrors } from './en-branch-day.ts';
import { captureErrors } from './en-capture.ts';
import { contactErrors } from './en-contact.ts';
import { devicesErrors } from './en-devices-errors.ts';
import { exchangeErrors } from './en-exchange.ts';
import { onlineErrors } from './en-online-errors.ts';
import { readingErrors } from './en-reading.ts';
import { receiptErrors } from './en-receipts.ts';
import { reconciliationErrors } from './en-reconciliation.ts';
import { refusalErrors } from './en-refusal.ts';
import { requestsErrors } from './en-requests.ts';
import { restrictionErrors } from './en-restriction.ts';
import { serverKeyErrors } from './en-server-key.ts';
import { staffErrors } from './en-staff.ts';
import { subjectsErrors } from './en-subjects.ts';

export const errors: Record<ErrorCode, string> = {
  ...exchangeErrors,
  ...serverKeyErrors,
  ...restrictionErrors,
  ...staffErrors,
  ...readingErrors,
  ...refusalErrors,
  ...requestsErrors,
  ...subjectsErrors,
  ...contactErrors,
  'internal/unexpected':
    'The program met an unexpected error. What was saved is not affected. Try again; if it returns, give IT this number: {{correlationId}}.',
  'internal/invalid-input': 'The program refused what was sent; nothing was changed. Try again, or call IT.',
  'internal/not-found': 'What was asked for does not exist.',
  'internal/too-many-requests': 'Too many requests. Please wait a moment.',
  'internal/too-large': 'This is larger than allowed.',
  'access/signed-out': 'The session has ended. Please sign in again.',
  'access/denied': 'Your role does not allow this.',
  'startup/not-ready': 'The program is not ready yet. Please wait.',
  'keychain/absent': 'This computer has no usable keychain ({{backend}}).',
  'keychain/locked': 'The keychain ({{backend}}) is locked.',
  'keychain/key-missing': 'The keychain ({{backend}}) does not hold this workstation’s key {{keyId}}.',
  'keychain/key-wrong': 'The key in the keychain ({{backend}}) does not fit the database here ({{keyId}}).',
  'keychain/other-backend': 'The key was put into {{backend}}, but the keychain in use now is {{present}} (key {{keyId}}).',
  'recovery/not-needed': 'No key needs to be recovered at the moment. Press “Try again” first.',
  'recovery/no-wrap':
    'The recovery file database-key.recovery is not in the data folder, so recovery cannot be asked for. Put it back from the backup and try again. Nothing was changed.',
  'recovery/answer-unreadable':
    'This is no recovery answer, or not all of it. Choose the custodians’ answer file again. Nothing was changed.',
  'recovery/answer-foreign':
    'This answer is not for this request of this workstation, or it was altered. Ask the custodians to answer the request on this page. Nothing was changed.',
  'recovery/not-restorable':
    'There is no whole copy from which the database could be made again. Nothing was changed. Save the diagnosis and call IT.',
  'recovery/key-wrong':
    'The key in the answer does not open the database here and was not kept. Check that the recovery file belongs to this workstation. Nothing was changed.',
  'store/rolled-back':
    'The database is older than the keychain remembers: the keychain knows of entry {{known}} of the activity log, the database has {{found}}, or other ones.',
  'store/corrupt': 'The local database did not pass its integrity check.',
  'store/missing': 'The local database file is not there.',
  'store/disk-full': 'The disk is full: this step was not saved, everything before it is. Make room and try again.',
  'store/not-writable': 'The data folder cannot be written.',
  'store/in-use': 'Another program is using the local database.',
  'store/unreachable':
    'The server cannot reach its database at the moment; nothing was saved. It is tried again later by itself.',
  'store/too-new':
    'The data here was written by a newer program (data version {{found}}, this program reads up to {{supported}}).',
  'staff/wrong-credentials': 'Staff number or passphrase is not right. Please try again.',
  'staff/too-many-attempts': 'Too many wrong entries. Please wait {{wait}}.',
  'staff/not-cleared': 'Signing in is not possible: missing or expired: {{missing}}. Please ask the head of the branch.',
  'staff/inactive': 'This staff number is no longer active. Please ask the head of the branch.',
  'staff/offline-too-long':
    'This workstation has not reached the server for {{days}} days, and no more are allowed, so nobody can sign in. Restore the network: the server is found within a minute, then sign in. Without a network, call IT.',
  'staff/other-person-needed': 'Another authorised person has to confirm this; you cannot confirm it yourself.',
  'staff/same-person-needed': 'The person who is signed in has to enter their own number and passphrase.',
  'staff/may-not-confirm': 'This person’s role may not confirm this. Please ask a supervisor.',
  ...devicesErrors,
  'devices/already-enrolled': 'This workstation is already enrolled.',
  'devices/not-enrolled': 'This workstation is not enrolled yet.',
  'devices/code-malformed': 'The code is incomplete or mistyped: eight groups of four characters. Please compare group by group.',
  'devices/code-refused': 'The server does not accept this code: used, expired or mistyped. Please ask IT for a new one.',
  'devices/address-invalid': 'The server’s address is not right: it begins with https://. Please compare.',
  'devices/unknown': 'The server does not know this workstation. Please call IT.',
  'devices/rolled-back':
    'The server remembers newer activity than this workstation has: the data here may come from an old backup. Saved registrations are still sent; none is lost. Tell IT at once.',
  'devices/cloned':
    'The server sees two computers using the same workstation data. Saved registrations are still sent; none is lost. Stop new registrations and tell IT at once.',
  'devices/signature-refused': 'The server does not accept this workstation’s signature, often because the clock here is wrong.',
  'server/unreachable': 'The server cannot be reached. Registering goes on; records are sent when it can be reached again.',
  'server/wrong-identity': 'Another server answered in our server’s place. Nothing was sent to it. Please tell IT at once.',
  'server/history-rewritten':
    'The server’s activity log contradicts what was verified here before: it may have been rewritten, or the server was put back to an old backup. Saved registrations are still sent; none is lost. Tell IT at once.',
  'server/answer-invalid':
    'The answer did not come from the server (a network login page or a proxy?). No registration was sent.',
  'server/protocol-too-old':
    'This program is too old for the server (protocol {{minimum}} or later). Ask IT for the update; waiting records are kept.',
  'configuration/unreadable': 'This is not a readable signed configuration file. Nothing was changed. Check the file you chose.',
  'configuration/wrong-signer':
    'This file was not signed by your organisation’s server. Nothing was changed. Tell your IT administrator at once.',
  'configuration/wrong-organisation': 'This file belongs to another organisation. Nothing was changed.',
  'configuration/not-newer':
    'This file is not newer than what this workstation has (version {{current}}). Nothing was changed. Ask IT for the newest file.',
  'policy/too-many-pending':
    'Records waiting: {{waiting}}, the limit is {{allowed}}; no new registration can be started now. Open ones can be finished. Restore the network, or contact IT.',
  'policy/disk-low':
    'Only {{free}} MB are free on this disk, {{needed}} MB are required: no new registration can be started now. Open ones can be finished. Contact IT to free space.',
  'forms/service-unknown': 'This service is no longer offered. Please choose again.',
  ...captureErrors,
  'design/refused': 'Places to complete or correct: {{count}}. Nothing was published.',
  'design/overtaken':
    'Somebody published a newer version of this while you were editing. Your draft is kept; compare it with the new version, then publish again.',
  'design/unknown': 'This draft is not there any more.',
  'consent/notice-outdated': 'The notice has changed. Please show the new version.',
  'registration/unknown': 'This registration no longer exists. Please begin again.',
  'registration/not-reviewed': 'The review is not complete, so it cannot be submitted.',
  'registration/already-submitted': 'This registration was submitted already; it is not saved twice.',
  'registration/review-incomplete': 'Points of the checklist still open: {{count}}.',
  'registration/second-review-missing': 'This service needs a supervisor’s confirmation before it can be submitted.',
  'registration/duplicate-unacknowledged':
    '{{count}} other registrations here carry the same document number. Compare first and confirm that it is the same person with another matter.',
  'registration/invalid': 'Some values did not pass. Please correct what is marked.',
  'records/unknown': 'This record is not on this workstation, or it is not yours.',
  'records/closed':
    'The time for opening this record here is over and the local copy is destroyed. The record at the server is unaffected.',
  'records/corrected-elsewhere':
    'This record was corrected at the server on the subject’s request. Please go on under Subject requests.',
  'records/being-corrected': 'Another person is correcting this record. Please wait until they have submitted or dropped it.',
  'records/notice-changed':
    'The notice has changed, so the earlier acceptance cannot be used. Show the person the new notice; once accepted, the correction goes on with what was registered.',
  'records/not-refused': 'The server did not refuse this record; it is corrected under its own notice.',
  ...receiptErrors,
  ...reconciliationErrors,
  ...branchDayErrors,
  ...attachmentErrors,
  ...onlineErrors,

  'sync/envelope-invalid': 'The server cannot read the sealed form of this record. It stays here; please call IT.',
  'sync/foreign-record': 'The server says this record is not this workstation’s. It stays here; please call IT.',
  'sync/class-key-unknown': 'The server does not know the key this record is sealed to. It stays here; please call IT.',
  'sync/form-unknown':
    'The server lacks the form version of this record and did not take it; it stays here. Open the record, correct it on the present form and submit it again. If it cannot be opened any more, IT brings that version to the server and it is sent again, or a supervisor sets it aside.',
  'sync/second-review-missing':
    'This service needs a supervisor’s review and this record has no valid one, so the server did not take it. Open the record, have it reviewed and submit it again.',
  'sync/correction-unfit':
    'The server does not hold the version this correction replaces, so it was not taken. It stays here; please call IT.',
  'sync/conflict': 'The server holds another record under this number; it was not overwritten. It stays here; please call IT.',
  'sync/not-refused': 'This record was not refused, or was dealt with already; there is nothing to set aside.',
  'sync/nothing-to-retry': 'This record does not need to be sent any more.',
  'sync/receipt-invalid': 'The server’s receipt did not pass verification, so the record still counts as waiting.',
};
