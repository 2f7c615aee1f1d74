// English texts of key recovery and of the page of the workstation itself.
import type { SameKeys } from './same-keys.ts';
import type { keys as zhCnKeys } from './zh-cn-keys.ts';

export const keys: SameKeys<typeof zhCnKeys> = {
  recovery: {
    offer: { 'restore-key': 'Recover with the organisation', 'accept-rollback': 'Ask the organisation' },
    title: { 'restore-key': 'Two custodians restore the key', 'accept-rollback': 'Two custodians agree to go on' },
    intro:
      'The organisation’s recovery key is divided among its custodians; any two of them can use it together. The key is encrypted on the way, and the data here does not change.',
    save: 'Save the request',
    copy: 'Copy the request',
    copied: 'Copied',
    saveText: 'Send the request file to the custodians, by mail or memory stick; it holds no secret.',
    fingerprint: 'Call both custodians and read this code to them:',
    custodians:
      'On a trusted computer they compare the code, each types a passphrase, and they get an answer file. You may close this program and wait; the request stays the same.',
    answer: 'Content of the answer file',
    answerText: 'When the answer file has come, import it here.',
    answerHelp: 'Its content may be pasted here as well.',
    choose: 'Choose the answer file',
    import: 'Import the answer',
    importing: 'Checking…',
    answerNeeded: 'Choose the answer file or paste its content first.',
    request: 'Preparing the request…',
  },
  keyChange: {
    title: 'Changing the database key',
    text: 'The database is being encrypted under a new key and checked page by page. With many records this takes minutes. After a power cut the next start goes on; no record is lost.',
  },
  workstation: {
    title: 'This workstation',
    intro: 'Key and database of this workstation. Only names are shown here, never the key.',
    device: 'Workstation id',
    enrolledAt: 'Enrolled',
    keyId: 'Database key id',
    keyCreatedAt: 'Key in use since',
    keyAge: '{{at}} (age in days: {{age}})',
    keyOld:
      'The database key is {{age}} days old; your organisation allows {{allowed}}. Change it when the counter is quiet: everybody is signed out meanwhile.',
    backend: 'Keychain',
    cipher: 'Cipher',
    recovery: 'Recovery',
    recoveryReady: 'two custodians can restore the key (recovery key {{keyId}})',
    recoveryMissing: 'no recovery file yet: it is made when online or at the next start',
    audit: 'Activity log',
    auditCount: '{{count}} entries',
    exportAudit: 'Export the activity log',
    change: 'Change the database key',
    changeTitle: 'Change the database key now?',
    changeText:
      'Everybody is signed out, all records are encrypted under a new key, and the sign-in screen returns. The disk needs free space of the database’s size. A power cut in between loses no record.',
    changeNow: 'Change it',
    cancel: 'Cancel',
    changing: 'Changing…',
  },
};
