import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { reconciliationCalls } from '#src/contract/ipc/reconciliation.ts';
import type { ReconciliationPorts } from './ports.ts';
import { daySheetOf, printDay, saveDayPdf } from './printing.ts';
import { closeDay, listClosings, showDay } from './service.ts';

export function reconciliationHandlers(ports: ReconciliationPorts): Handlers<typeof reconciliationCalls> {
  return {
    'reconciliation.day': ({ day }, context) => showDay(ports, requireSession(context), day),
    'reconciliation.close': (input, context) => closeDay(ports, requireSession(context), input),
    'reconciliation.history': () => ({ items: listClosings(ports) }),
    'reconciliation.closed': (input) => ({ sheet: daySheetOf(ports, input, { medium: 'screen', copies: 0 }) }),
    'reconciliation.print': (input, context) => printDay(ports, requireSession(context), input),
    'reconciliation.savePdf': (input, context) => saveDayPdf(ports, requireSession(context), input),
  };
}
