// English texts of the queue's actions and of what is carried in by hand, in the shape of the Chinese.
import type { SameKeys } from './same-keys.ts';
import type * as zh from './zh-cn-queue.ts';

export const queueTexts: SameKeys<typeof zh.queueTexts> = {
  queueActions: { waiting: 'Retry…', quarantined: 'Resolve…', synced: 'Details…', superseded: 'Details…' },
  queuePages: { newer: 'Newer', older: 'Older', range: '{{from}}–{{to}} of {{total}}' },
  recordDetails: {
    title: 'Record',
    retry: 'Try this one now',
    resend: 'Send this one again',
    close: 'Close',
    todo: {
      waiting: 'It is saved here, encrypted, and is tried again by itself. You need do nothing; you can also try now.',
      quarantined: 'The server did not accept it. Give the diagnosis below to IT; once the reason is gone, send it again.',
      synced: 'The server’s signed receipt was verified.',
      superseded: 'A corrected record has replaced it. It stays as history and is not sent any more.',
    },
  },
  shift: {
    title: 'Hand-over',
    nothing: 'Nothing to hand over',
    waiting: '{{count}} records are waiting; they are sent when the network is back',
    quarantined: '{{count}} records need attention: see the queue',
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
