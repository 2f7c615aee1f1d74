import { expect, it } from 'vitest';
import { HostThread, hostPorts } from '#main/app/host-thread.ts';
import type { FromWorker } from '#main/ports/worker-messages.ts';
import type { PdfJob } from '#src/domain/printing/schema.ts';

const job = { path: 'a.pdf' } as PdfJob;

it('gives each act its own answer, in any order', async () => {
  const sent: FromWorker[] = [];
  const host = new HostThread((message) => void sent.push(message));
  const { printer } = hostPorts(host);
  const answers = [printer.print(job), printer.savePdf(job), printer.printers()];
  expect(sent.map((message) => 'ask' in message && [message.ask, message.act])).toEqual([
    [1, 'print'],
    [2, 'savePdf'],
    [3, 'printers'],
  ]);
  host.answered(3, [{ name: 'a', displayName: 'A' }]);
  host.answered(1, { outcome: 'printed' });
  host.answered(2, { outcome: 'saved' });
  host.answered(2, { outcome: 'failed', reason: 'late' });
  expect(await Promise.all(answers)).toEqual([{ outcome: 'printed' }, { outcome: 'saved' }, [{ name: 'a', displayName: 'A' }]]);
});

it.each([null, { outcome: 'saved' }, 'printed', {}])('takes %j for a failure, never for a print', async (nonsense) => {
  const { printer } = hostPorts({ ask: async () => nonsense });
  expect(await printer.print(job)).toEqual({ outcome: 'failed', reason: 'host' });
  expect(await printer.printers()).toEqual([]);
});
