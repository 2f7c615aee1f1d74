import type { SameKeys } from './same-keys.ts';
import type { staffErrors as zhErrors, staffTexts as zhTexts } from './zh-cn-staff.ts';

export const staffTexts: SameKeys<typeof zhTexts> = {
  prove: {
    title: 'Please prove who you are',
    text: 'What you ask for is at the server. Enter your own passphrase; for some minutes it is not asked again. After signing out or locking, it is.',
    confirm: 'Confirm',
    busy: 'Checking…',
    cancel: 'Cancel',
  },
  person: {
    open: 'Your account',
    title: 'Your account',
    name: 'Name',
    number: 'Staff number',
    role: 'Role',
    mark: 'change passphrase',
    initial:
      'Your passphrase was set by an administrator, who knows it. Please choose your own as soon as the server can be reached.',
    change: 'Change passphrase',
    close: 'Close',
  },
  passphrase: {
    title: 'Change your passphrase',
    firstTitle: 'Please choose your own passphrase first',
    firstText:
      'Your present passphrase was set by an administrator, who knows it. Once you have chosen your own, you can begin to work.',
    present: 'Present passphrase',
    chosen: 'New passphrase',
    chosenHelp:
      'At least 8 characters, the longer the better. Best is a sentence only you would think of; spaces and signs are welcome.',
    again: 'New passphrase again',
    needed: 'Please fill this in',
    different: 'This is not the new passphrase above; please type it again',
    text: 'Afterwards every workstation takes the new passphrase, and you are signed out wherever else you are signed in. It needs the server.',
    submit: 'Change it',
    busy: 'Changing…',
    cancel: 'Cancel',
    done: 'Your passphrase is changed. It counts here at once, and at other workstations when they next hear from the server.',
    signOut: 'Sign out',
  },
};

export const staffErrors: SameKeys<typeof zhErrors> = {
  'staff/passphrase-initial': 'Your passphrase was set by an administrator. Please choose your own first.',
  'staff/passphrase-short': 'The new passphrase is too short: it needs at least {{minimum}} characters. Nothing was changed.',
  'staff/passphrase-common':
    'Many people use this passphrase, and it is on published lists of stolen ones. Please choose another. Nothing was changed.',
  'staff/passphrase-foreseeable':
    'The new passphrase can be guessed: it is mostly runs or repetitions, or words such as the organisation, the branch, your name or number. Please choose another. Nothing was changed.',
  'staff/passphrase-unchanged': 'The new passphrase is the present one. Nothing was changed.',
  'staff/passphrase-overtaken':
    'Your passphrase has just been changed elsewhere, by you at another workstation or by an administrator. Nothing was changed here. Please sign in again with the newest one.',
  'staff/passphrase-unsettled':
    'The new passphrase was sent, but the server’s answer did not come, so it may or may not be changed. Please try the same again. At the next sign-in either the former or the new one works.',
  'access/proof-needed': 'The server has to know by your passphrase who you are. Nothing was done.',
};
