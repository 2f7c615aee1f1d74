import { readQueue } from '#main/kernel/outbox/queue.ts';
import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { syncCalls } from '#src/contract/ipc/sync.ts';
import { importConfiguration } from './import-configuration.ts';
import type { SyncLoop } from './loop.ts';
import type { SyncPorts } from './ports.ts';
import { retryRecord } from './retry.ts';
import { setRecordAside, takeUpRecord } from './set-aside.ts';

export function syncHandlers(ports: SyncPorts, loop: SyncLoop): Handlers<typeof syncCalls> {
  return {
    'sync.overview': () => loop.overview(),
    'sync.queue': (query) => readQueue(ports.store, query),
    'sync.importConfiguration': ({ file }) => importConfiguration(ports, file),
    'sync.retry': async ({ sequence }, context) => {
      await retryRecord(ports, loop, requireSession(context), sequence);
      return loop.overview();
    },
    'sync.setAside': async (input, context) => {
      await setRecordAside(ports, requireSession(context), input);
      return loop.overview();
    },
    'sync.takeUp': async (input, context) => {
      await takeUpRecord(ports, loop, requireSession(context), input);
      return loop.overview();
    },
    'sync.now': async () => {
      await loop.attempt(true);
      return loop.overview();
    },
  };
}
