// English texts of restricted subjects.
import type { SameKeys } from './same-keys.ts';
import type { restrictionTexts as chinese, restrictionErrors as chineseErrors } from './zh-cn-restriction.ts';

export const restrictionTexts: SameKeys<typeof chinese> = {
  restriction: {
    states: { none: 'normal', restricted: 'restricted', suspended: 'suspended' },
    reasonsBetween: '; ',
    why: '{{count}} earlier registrations were not confirmed by the authority ({{reasons}}); restricted since {{since}}.',
    checkNumber: 'First compare the type and number of the document with what was typed.',
    restricted: {
      title: 'A supervisor has to identify this person again',
      text: 'Tell the person: “Some earlier registrations could not be confirmed. So that nobody else can use your identity, a supervisor checks it once more; then we go on.”',
    },
    refused: {
      title: 'This person cannot be registered now',
      text: 'Tell the person: “Some earlier registrations could not be confirmed, and until that is settled we cannot register you. Please have your original document ready; a supervisor will help you.”',
    },
    suspended: {
      title: 'This person’s business is suspended',
      text: 'Tell the person: “So that nobody can use your identity, your business is suspended for now. Please bring your original document and other proof of who you are; a supervisor will help you further.”',
    },
    check: 'Supervisor’s identity check…',
    checked: '{{name}} checked the identity at {{at}}: {{points}}. The registration can be submitted.',
    checkTitle: 'Identity check by a supervisor',
    checkText:
      'The supervisor checks in person and ticks what was really checked. The first three are required; the result is kept with this registration.',
    pointsTitle: 'What was checked',
    required: 'required',
    points: {
      'original-seen': 'The original document: valid, no sign of change or forgery',
      'person-matches': 'The person is here and matches the photograph',
      'details-asked': 'Asked for details on the document; the answers agree',
      'second-document': 'Saw another proof of identity',
      'contact-reached': 'Reached the registered telephone on the spot',
    },
    pointsShort: {
      'original-seen': 'original seen',
      'person-matches': 'person matches',
      'details-asked': 'details asked',
      'second-document': 'other proof',
      'contact-reached': 'telephone reached',
    },
    number: 'Supervisor’s number',
    passphrase: 'Supervisor’s passphrase',
    confirmCheck: 'Identity confirmed',
    cancel: 'Cancel',
    busy: 'Checking…',
  },
  restrictions: {
    title: 'Restricted subjects',
    intro:
      'A person whose registrations were refused several times is restricted: every registration needs another identity check, and their business can be suspended. Here the whole organisation’s restrictions are dealt with. The server keeps the list: it asks for your passphrase before the first look, every look is in the audit log, and every decision asks for it again. Nothing is kept here. There are no names or numbers: use the record numbers.',
    show: 'Show restricted subjects',
    refresh: 'Refresh',
    filter: {
      all: 'All',
      record: 'Record number',
      recordWrong: 'Enter the whole record number: 36 characters with their dashes.',
      branch: 'Branch',
      find: 'Find',
      clear: 'Clear',
      none: 'No restricted subject fits this. Clear it to see all of them.',
    },
    at: 'As of {{at}}',
    more: 'Only the {{count}} oldest are shown; the others follow as these are dealt with.',
    none: 'Nobody is restricted now. A person whose registrations are refused several times appears here by themselves.',
    passphrase: 'Your passphrase',
    passphraseHelp: 'The server checks who you are again.',
    offline:
      'The server cannot be reached. Restrictions are shown and decided online; the counter still recognises whom it knows to be restricted.',
    cancel: 'Cancel',
    busy: 'Asking the server…',
    choose: 'Choose',
    columns: {
      records: 'Refused registrations',
      state: 'State',
      since: 'Restricted since',
      check: 'Identity check',
      actions: 'Decide',
    },
    record: 'revision {{revision}} · {{branch}} · {{at}}',
    own: 'captured or reviewed by you',
    failures: '{{count}} refusals',
    furtherCheck: { 'not-needed': '—', open: 'open', passed: 'passed', failed: 'not passed' },
    history: 'What happened',
    events: {
      failed: 'Not confirmed: {{reason}}',
      restricted: '{{count}} refusals reached, restricted',
      'checked-at-counter': 'Identity check passed at the counter, before a registration ({{points}})',
      'checked-passed': 'Identity check passed ({{points}})',
      'checked-failed': 'Identity check not passed ({{points}})',
      suspended: 'Suspended: {{reason}}',
      'suspension-lifted': 'Suspension lifted: {{reason}}',
      released: 'Released: {{reason}}',
    },
    system: 'the system',
    acts: {
      checked: 'Identity check…',
      suspended: 'Suspend…',
      'suspension-lifted': 'Lift suspension…',
      released: 'Release…',
    },
    checked: {
      title: 'Record an identity check',
      text: 'Tick only what was really checked. To pass, the first three are required. A check that was not passed suspends nobody by itself.',
      result: 'Result',
      results: { passed: 'Passed: it is this person, the document is genuine', failed: 'Not passed: it cannot be said' },
      confirm: 'Record',
    },
    suspended: {
      title: 'Suspend business',
      text: 'No branch of the organisation can register this person until the suspension is lifted.',
      confirm: 'Suspend',
    },
    'suspension-lifted': {
      title: 'Lift the suspension',
      text: 'The person is restricted again: every registration needs an identity check until the restriction is released.',
      confirm: 'Lift suspension',
    },
    released: {
      title: 'Release the restriction',
      text: 'Every branch goes on as usual, and refusals are counted from none. The decision is recorded under your name and cannot be taken back.',
      needsCheck: 'An identity check has to be recorded as passed first.',
      ownRecord: 'You captured or reviewed one of these registrations: another supervisor has to release it.',
      confirm: 'Release',
    },
    reason: 'Reason',
    reasons: {
      'check-failed': 'The identity check was not passed',
      'document-doubtful': 'The document is doubtful',
      'impersonation-suspected': 'Somebody else’s identity may be used',
      'subject-stayed-away': 'The person was asked to come and did not',
      'suspicion-settled': 'What was doubtful is settled',
      'suspended-by-mistake': 'Suspended by mistake',
      'identity-confirmed': 'The identity is confirmed',
      'authority-mistaken': 'The authority’s data was wrong; this was verified',
      'counter-mistaken': 'Earlier registrations were typed wrongly; this was verified',
    },
  },
};

export const restrictionErrors: Record<keyof typeof chineseErrors, string> = {
  'restriction/unknown': 'The server has no such restriction; the list may be out of date. Refresh it and try again.',
  'restriction/overtaken':
    'Something has just changed: another refusal, or somebody else’s decision. Nothing was changed; look at it again and decide.',
  'restriction/not-possible': 'As this person stands now, this cannot be decided. Nothing was changed.',
  'restriction/check-missing': 'An identity check has to be recorded as passed before the release. Nothing was changed.',
  'restriction/check-incomplete': '{{count}} required points of the identity check are not done.',
  'restriction/own-record':
    'You captured or reviewed one of these registrations: another supervisor has to decide. Nothing was changed.',
  'restriction/check-needed':
    'This person is restricted: a supervisor has to identify them before this is submitted. Everything typed is still here.',
  'restriction/refused': 'This person cannot be registered now. Tell them so and ask a supervisor. Nothing was submitted.',
};
