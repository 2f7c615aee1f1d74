// English texts of the queue's actions and of what is carried in by hand, in the shape of the Chinese.
import type { SameKeys } from './same-keys.ts';
import type * as zh from './zh-cn-queue.ts';

export const queueTexts: SameKeys<typeof zh.queueTexts> = {
  configurationFile: {
    choose: 'Import a signed configuration file…',
    busy: 'Verifying the signature…',
    done: 'Version {{version}} was imported (signed {{time}}); staff and limits are up to date with it.',
  },
};
