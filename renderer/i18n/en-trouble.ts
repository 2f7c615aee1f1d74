// English texts of the full-page troubles.
import type { Texts } from './zh-cn.ts';

export const trouble: Texts['troubles'] = {
  'internal/unexpected': {
    title: 'The program stopped unexpectedly',
    happened: 'The local program stopped while running.',
    kept: 'Submitted registrations are saved in the encrypted database. Of one that was being filled in, all but the last second is kept as well.',
    todo: 'Press “Try again” to start it anew. If this returns, save the diagnosis and call IT.',
  },
  'keychain/absent': {
    title: 'No usable keychain',
    happened: 'The database key is kept in the operating system’s keychain, and this computer has no usable one ({{backend}}).',
    kept: 'Nothing was written, and what was there is untouched. Without a keychain nothing is collected: this protects the subjects.',
    todo: 'Sign in to this computer as usual (not through a remote shell or a reduced session), then press “Try again”.',
  },
  'keychain/locked': {
    title: 'The keychain is locked',
    happened: 'The database key is in the operating system’s keychain ({{backend}}), which is locked at the moment.',
    kept: 'All data is saved and unchanged.',
    todo: 'Unlock the keychain: answer the system’s prompt, or sign out of this computer and in again. Then press “Try again”.',
  },
  'keychain/key-missing': {
    title: 'The key is not in the keychain',
    happened:
      'The keychain ({{backend}}) opens but does not hold this workstation’s key ({{keyId}}). Usually another computer account is in use, or the keychain was reset.',
    kept: 'The encrypted database is still here, unchanged. It will not be deleted or created anew.',
    todo: 'Make sure the usual computer account is signed in and press “Try again”. If the key stays missing, use “Recover with the organisation” below (two custodians).',
  },
  'keychain/key-wrong': {
    title: 'The key does not fit the database',
    happened:
      'The key in the keychain ({{backend}}) does not open the database here ({{keyId}}). Usually data or keychain was copied from another computer.',
    kept: 'The encrypted database is still here, unchanged. It will not be deleted or created anew.',
    todo: 'Please do not move or replace any file. If the data is this workstation’s own, use “Recover with the organisation” below (two custodians).',
  },
  'keychain/other-backend': {
    title: 'Another keychain is in use',
    happened:
      'This workstation’s key ({{keyId}}) was put into {{backend}}. The keychain in use now is {{present}}, and it does not hold the key. Usually the system was reinstalled, or the desktop uses another keychain program.',
    kept: 'The encrypted database is still here, unchanged. It will not be deleted or created anew.',
    todo: 'Return to the former keychain or desktop and press “Try again”. If that is not possible, use “Recover with the organisation” below (two custodians).',
  },
  'store/rolled-back': {
    title: 'The database is an old one',
    happened:
      'The keychain remembers entry {{known}} of the activity log; this database has {{found}}, or other ones. Usually the data folder was restored from an old backup. Registrations made since may not be in it.',
    kept: 'No file was changed or deleted. Do not delete the data folder: the newer one may still be found.',
    todo: 'Look for the newest data folder first, put it back and press “Try again”. If this is the only one, use “Ask the organisation” below: two custodians agree, it is recorded, and work goes on.',
  },
  'store/corrupt': {
    title: 'The database did not pass its integrity check',
    happened:
      'What is stored does not match its own checksums, usually after a disk fault or a changed file. The program does not work in this state.',
    kept: 'The file stays as it is, neither repaired nor overwritten nor deleted, so that specialists can recover it. Synced records are at the server as well.',
    todo: 'If “Rebuild from the snapshot” is offered below, press it; otherwise stop using this workstation. In both cases save the diagnosis and call IT.',
  },
  'store/missing': {
    title: 'The database file is missing',
    happened:
      'This workstation has saved data before, but its database is not in its place. Usually a removable disk is not connected or the file was moved.',
    kept: 'The program does not create an empty database in its stead.',
    todo: 'Connect the disk or put the file back, then press “Try again”. If it cannot be found and “Rebuild from the snapshot” is offered below, press that; otherwise call IT.',
  },
  'store/disk-full': {
    title: 'The disk is full',
    happened: 'The disk that holds the data is full, so nothing more can be saved safely.',
    kept: 'Everything saved before is there. Nothing is half written.',
    todo: 'Make room (recycle bin, downloads), then press “Try again”. Do not delete this program’s data folder.',
  },
  'store/not-writable': {
    title: 'The data folder cannot be written',
    happened: 'This computer account may not write to the data folder, or the disk is read-only.',
    kept: 'What was there is untouched.',
    todo: 'Check whether the disk is read-only or another account is in use, then press “Try again”.',
  },
  'store/in-use': {
    title: 'The database is in use',
    happened: 'Another program is using the local database: a second window of this one, or the last one has not ended yet.',
    kept: 'The data is unchanged. Only one program may write at a time, so that none overwrites the other.',
    todo: 'Close the other window, wait a few seconds and press “Try again”.',
  },
  'store/too-new': {
    title: 'A newer program is needed',
    happened: 'The data here was written by a newer program (data version {{found}}); this one reads up to {{supported}}.',
    kept: 'The data is unchanged. An older program does not touch newer data.',
    todo: 'Ask IT to install the newer program.',
  },
  other: {
    title: 'The program cannot be used at the moment',
    happened: 'There was a problem while starting.',
    kept: 'Saved data is unchanged and will not be deleted.',
    todo: 'Press “Try again”. If that does not help, save the diagnosis and call IT.',
  },
};
