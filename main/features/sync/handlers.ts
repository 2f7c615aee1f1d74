import { readQueue } from '#main/kernel/outbox/queue.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { syncCalls } from '#src/contract/ipc/sync.ts';
import { importConfiguration } from './import-configuration.ts';
import type { SyncLoop } from './loop.ts';
import type { SyncPorts } from './ports.ts';

export function syncHandlers(ports: SyncPorts, loop: SyncLoop): Handlers<typeof syncCalls> {
  return {
    'sync.overview': () => loop.overview(),
    'sync.queue': (query) => readQueue(ports.store, query),
    'sync.importConfiguration': ({ file }) => importConfiguration(ports, file),
    'sync.now': async () => {
      await loop.attempt(true);
      return loop.overview();
    },
  };
}
