import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { exchangeCalls } from '#src/contract/ipc/exchange.ts';
import { MediaExport } from './export.ts';
import { importReceipts } from './import-receipts.ts';
import type { ExchangePorts } from './ports.ts';
import { countWaiting, readLabels } from './store.ts';

/** Labels shown: older media have long come back. */
const labelsShown = 20;

export function exchangeHandlers(ports: ExchangePorts): {
  readonly handlers: Handlers<typeof exchangeCalls>;
  readonly stop: () => Promise<void>;
} {
  const exporting = new MediaExport(ports);
  return {
    handlers: {
      'exchange.overview': () => ({
        isPossible: ports.configurations.current()?.exchangeKey !== undefined,
        waiting: countWaiting(ports.store, 0),
        labels: readLabels(ports.store, labelsShown),
        running: exporting.progress,
      }),
      'exchange.export': ({ afterSequence }, context) => exporting.run(requireSession(context), afterSequence),
      'exchange.cancel': () => {
        exporting.cancel();
        return {};
      },
      'exchange.importReceipts': ({ file }, context) => importReceipts(ports, requireSession(context), file),
    },
    stop: () => exporting.stop(),
  };
}
