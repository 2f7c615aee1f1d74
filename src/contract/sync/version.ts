// The version of the wire between workstation and server.
// 1 (2026-11): enrolment, probe, configuration, records with per-record outcomes and signed receipts.
// 2 (2026-11): records may name an accepting party, attachments, a second review and what they correct; more of the policy is sent;
//    form fields may hold dates, numbers and regions and be asked or required on a condition;
//    fields and checklist points may be a representative's; forms, notices and services are published by POST /v1/design;
//    a workstation reports the head of its audit chain by POST /v1/heads;
//    sealed attachments travel before their record, and a record without them is `incomplete`; image fields; signatures;
//    a notice may have been accepted after it was printed (channel); a service may be withdrawn;
//    a receipt may name its leaf in the audit log, which is asked for by POST /v1/log;
//    sealed files on removable media and their receipts (exchangeKey);
//    each kind of message has a largest size of its own, and texts hold no U+0000 and no half characters;
//    the policy says how backups are kept and how long former class keys are accepted;
//    values may be packed before they are sealed;
//    fields of which several options may be chosen;
//    POST /v1/log tells of restored backups and which positions are in one;
//    a workstation tells its status by POST /v1/status and hears where it stands (device-standing); it may wait for approval;
//    administrators look after the fleet by POST /v1/fleet;
//    a sealed attachment may have up to 64 MiB;
//    a person at a workstation is known by a proof of some minutes (POST /v1/staff/session); staff have departments, classes grants;
//    the server's key may be renewed: the probe, configuration files and receipts of media bring the statements (key-succession);
//    contact of a subject by POST /v1/contact/codes, /checks and /calls, and in the header of a record (contact);
//    closed days of a branch's workstations by POST /v1/days and in sealed files;
//    people with a grant read records at the server (POST /v1/reading/…); statistics without identities (POST /v1/statistics);
//    staff take in and answer subjects' requests by POST /v1/requests; the configuration lists adjusted working days;
//    restrictions reach every workstation by POST /v1/restriction-pages, supervisors decide by POST /v1/restrictions, a record may name
//    the further identity check of a restricted subject;
//    what a telephone system says of recorded calls comes back with POST /v1/contact/calls (call-records); the policy asks for it;
//    a comparison may hold the pictures a subject gave as proof online;
//    pictures of a record are read by POST /v1/reading/picture, and shown to their subject by POST /v1/requests;
//    receipts of one request may be signed together, for clients that say they read such (receipts, together);
//    a person changes their own passphrase by POST /v1/staff/passphrase; a staff entry may say that it was set by somebody else;
//    the policy names the branch that answers requests of people registered online, and counts that channel's codes;
//    a page of authorities' answers says what still waits, and why;
//    what becomes of an SMS that tells of a refusal comes back with POST /v1/verification (messages);
//    a further identity check made at a counter is among what happened to a restricted subject (atCounter);
//    a page of authorities' answers names revisions that were replaced before they had all answers (superseded);
//    a field of a form may have to agree with a document number (agreesWith);
//    open restrictions are listed by POST /v1/restrictions/list for a person's proof of some minutes, by state, branch and record.

export const protocolVersion = 2;
/** The oldest client the server still serves; raised only when every branch is known to be newer. */
export const minimumProtocol = 1;
