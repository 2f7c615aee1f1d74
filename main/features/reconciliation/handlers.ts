import { requireSession } from '#main/kernel/session/require-session.ts';
import type { branchDayCalls } from '#src/contract/ipc/branch-day.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { reconciliationCalls } from '#src/contract/ipc/reconciliation.ts';
import { showBranch, signBranch } from './branch.ts';
import { branchSheetOf, printBranch, saveBranchPdf } from './branch-printing.ts';
import { saveDays, takeDays } from './carry-days.ts';
import type { ReconciliationPorts } from './ports.ts';
import { daySheetOf, printDay, saveDayPdf } from './printing.ts';
import { closeDay, listClosings, showDay } from './service.ts';

export function reconciliationHandlers(ports: ReconciliationPorts): Handlers<typeof reconciliationCalls & typeof branchDayCalls> {
  return {
    'reconciliation.day': ({ day }, context) => showDay(ports, requireSession(context), day),
    'reconciliation.close': (input, context) => closeDay(ports, requireSession(context), input),
    'reconciliation.history': () => ({ items: listClosings(ports) }),
    'reconciliation.closed': (input) => ({ sheet: daySheetOf(ports, input, { medium: 'screen', copies: 0 }) }),
    'reconciliation.print': (input, context) => printDay(ports, requireSession(context), input),
    'reconciliation.branch': ({ day }) => showBranch(ports, day),
    'reconciliation.signBranch': (input, context) => signBranch(ports, requireSession(context), input),
    'reconciliation.branchSheet': (input) => ({ sheet: branchSheetOf(ports, input, { medium: 'screen', copies: 0 }) }),
    'reconciliation.printBranch': (input, context) => printBranch(ports, requireSession(context), input),
    'reconciliation.saveBranchPdf': (input, context) => saveBranchPdf(ports, requireSession(context), input),
    'reconciliation.saveDays': (_input, context) => saveDays(ports, requireSession(context)),
    'reconciliation.takeDays': ({ file }, context) => takeDays(ports, requireSession(context), file),
    'reconciliation.savePdf': (input, context) => saveDayPdf(ports, requireSession(context), input),
  };
}
