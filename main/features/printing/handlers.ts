// Which printer and paper this workstation uses. A printer is taken as named: it may be switched off today and back tomorrow.
import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { PrintDesk } from '#main/kernel/printing/print-desk.ts';
import { saveSettings } from '#main/kernel/printing/print-log.ts';
import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Printer } from '#main/ports/printer.ts';
import type { Store } from '#main/store/store.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { printingCalls } from '#src/contract/ipc/printing.ts';

interface PrintingPorts {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly printer: Printer;
  readonly printDesk: PrintDesk;
}

export function printingHandlers(ports: PrintingPorts): Handlers<typeof printingCalls> {
  return {
    'printing.settings': async () => ({
      settings: ports.printDesk.settings(),
      printers: [...(await ports.printer.printers())],
    }),
    'printing.choose': ({ printer, paper }, context) => {
      const { staffId } = requireSession(context);
      ports.store.write((transaction) => {
        saveSettings(transaction, printer, paper);
        ports.trail.append(transaction, {
          action: 'print.settings-changed',
          actorId: staffId,
          subjectId: null,
          detail: { paper, isDefaultPrinter: printer === null },
        });
      });
      return {};
    },
  };
}
