import { readQueue } from '#main/kernel/outbox/queue.ts';
import type { ReadStore } from '#main/store/store.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { syncCalls } from '#src/contract/ipc/sync.ts';
import type { SyncLoop } from './loop.ts';

export function syncHandlers(store: ReadStore, loop: SyncLoop): Handlers<typeof syncCalls> {
  return {
    'sync.overview': () => loop.overview(),
    'sync.queue': (query) => readQueue(store, query),
    'sync.now': async () => {
      await loop.attempt(true);
      return loop.overview();
    },
  };
}
