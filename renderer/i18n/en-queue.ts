// English texts of the queue's actions and of what is carried in by hand, in the shape of the Chinese.
import type { SameKeys } from './same-keys.ts';
import type * as zh from './zh-cn-queue.ts';

export const queueTexts: SameKeys<typeof zh.queueTexts> = {
  queueActions: {
    waiting: 'Retry…',
    quarantined: 'Resolve…',
    synced: 'Details…',
    superseded: 'Details…',
    'set-aside': 'Details…',
  },
  queuePages: { newer: 'Newer', older: 'Older', range: '{{from}}–{{to}} of {{total}}' },
  recordDetails: {
    title: 'Record',
    retry: 'Try this one now',
    resend: 'Send this one again',
    close: 'Close',
    todo: {
      waiting: 'It is saved here, encrypted, and is tried again by itself. You need do nothing; you can also try now.',
      quarantined:
        'The server did not accept it. Open the record, correct it and submit it again; if the cause is technical, give the diagnosis to IT and send it again afterwards.',
      synced: 'The server’s signed receipt was verified.',
      superseded: 'A corrected record has replaced it. It stays as history and is not sent any more.',
      'set-aside':
        'A supervisor decided to do nothing more with it. It stays here and needs nobody; sending it again takes a supervisor as well.',
    },
    tried: 'First tried {{first}}, last {{last}}',
    errors: 'Reasons so far',
    open: 'Open the record to correct and resubmit',
    show: 'Open the record',
    asideBy: 'Set aside by {{name}} at {{time}}: {{reason}}',
    aside: {
      title: 'Do nothing more (set aside)',
      text: 'Only when neither a correction nor sending again helps, as when the server holds another record under this number. A supervisor decides and signs; it is recorded.',
      reason: 'Reason',
      noReason: 'Please choose',
      reasons: {
        'registered-anew': 'The person was registered anew',
        'server-has-it': 'The server has this registration already',
        'handed-to-it': 'Handed over to IT',
      },
      number: 'Supervisor’s staff number',
      passphrase: 'Supervisor’s passphrase',
      confirm: 'Supervisor sets it aside',
      busy: 'Verifying…',
    },
    takeUp: {
      title: 'Take it up again: send it once more',
      text: 'A supervisor set it aside, so a supervisor signs for sending it again; it is recorded. If the server refuses it once more, it needs attention again.',
      confirm: 'Supervisor sends it again',
    },
  },
  shift: {
    title: 'Hand-over',
    nothing: 'Nothing to hand over',
    waiting: 'Waiting to be sent: {{count}}; it goes on when the network is back',
    quarantined: 'Needs attention: {{count}}; see the queue',
  },
  look: {
    open: 'Display',
    title: 'Display settings',
    size: 'Text size',
    theme: 'Light or dark',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    close: 'Done',
  },
  configurationFile: {
    choose: 'Import a signed configuration file…',
    busy: 'Verifying the signature…',
    done: 'Version {{version}} was imported (signed {{time}}); staff and limits are up to date with it.',
  },
};
