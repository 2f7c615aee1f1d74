// English texts of the branch's end of day.
export const branchDayScreens = {
  branchDay: {
    own: 'This workstation',
    branch: 'Whole branch',
    choose: 'What is reconciled',
    title: '{{branch}} · end of day',
    workstation: 'Workstation',
    isOwn: 'this one',
    state: 'Report',
    signer: 'Signed by',
    closed: 'Signed',
    again: 'signed again: {{count}} reports, the last one counts',
    idle: 'nothing happened that day',
    open: 'not signed yet',
    silent: 'no word since {{time}}',
    never: 'no word yet',
    late: 'after signing: {{captured}} submitted, {{begun}} notices accepted, {{printed}} printed, {{reprinted}} reprints',
    allIn: 'Every workstation’s report is in.',
    missing:
      'Reports still missing: {{count}}. Wait until those workstations are signed, or sign and state why they are missing.',
    heard: 'As the server told it at {{time}}.',
    notHeard:
      'The server has not said yet which workstations this branch has. Only this one is shown, and reports that were carried here.',
    clerks: 'Each clerk, over all workstations',
    scope:
      'The total holds signed reports only, with the figures as they were signed. What happened afterwards is listed by itself.',
    noneYet: 'No workstation has signed this day yet. Sign the day on each workstation first, then come back here.',
    sign: 'Checked, sign for the branch',
    signAgain: 'Sign again',
    signed: '{{day}} is signed for the branch',
    outdated: 'A report or an addendum has arrived since the last signature. Please check and sign again.',
    signatures: 'Signatures for the branch',
    signatureLine: 'No. {{number}}, by {{name}}, {{time}}, at {{workstation}}',
    without: 'missing: {{count}}',
    current: 'valid',
    replaced: 'outdated',
    show: 'Show the sheet',
    save: 'Save reports to a file',
    saved: 'Reports written: {{count}}. Please carry the file to the supervisor’s workstation.',
    take: 'Read reports from a file',
    taken: 'New reports: {{taken}}, known already: {{known}}.',
    takenRefused:
      'New reports: {{taken}}, known already: {{known}}. Not taken, because their signature did not verify: {{refused}}.',
    reasonOf: 'Why the report of {{name}} is missing',
    chooseReason: 'Please choose',
    reasons: {
      'not-used': 'not used that day',
      'no-network': 'no network, the report has not arrived',
      broken: 'out of order',
      'signs-later': 'will be signed later',
      'taken-out': 'taken out of service',
    },
    signTitle: 'Sign {{day}} for the branch',
    signText:
      'You confirm that you have checked the reports above. One that arrives later is shown, and you can sign again. Please enter your own passphrase.',
    signConfirm: 'Sign for the branch',
    paper: {
      title: 'End-of-day sheet of the branch',
      number: 'Signature no. {{number}}',
      signedAt: 'Signed at',
      replaces: 'Replaces signature',
      workstations: 'Workstations',
      reason: 'missing because: {{reason}}',
    },
  },
} as const;

export const branchDayErrors = {
  'reconciliation/reason-missing': 'Reports are still missing. Please state a reason for each of those workstations.',
  'reconciliation/branch-signed':
    'This day is signed for the branch, and nothing has arrived since. There is nothing to sign again.',
  'reconciliation/file-unreadable': 'This is no file of day reports, or not a whole one. Please save it again.',
  'reconciliation/file-foreign': 'These reports are of another branch. Nothing was read.',
} as const;
