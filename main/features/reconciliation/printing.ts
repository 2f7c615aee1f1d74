// A closed day on paper or as PDF: always the signed report, never the figures of the moment.
import type { PrintOrder } from '#main/kernel/printing/print-desk.ts';
import type { Language } from '#src/base/language.ts';
import type { DaySheet } from '#src/domain/reconciliation/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { ReconciliationPorts } from './ports.ts';
import { openClosing } from './service.ts';

interface Asked {
  readonly closing: number;
  readonly language: Language;
}

/** @throws Refusal `reconciliation/unknown`, `reconciliation/not-verified` */
export function daySheetOf(
  ports: ReconciliationPorts,
  { closing, language }: Asked,
  made: { readonly medium: DaySheet['medium']; readonly copies: number },
): DaySheet {
  const { saved, report } = openClosing(ports, closing);
  const { keyId, signature } = saved.document;
  return {
    kind: 'day-report',
    language,
    report,
    hash: saved.hash,
    keyId,
    signature,
    medium: made.medium,
    reprint: made.medium === 'paper' ? made.copies : 0,
    madeAt: ports.time.claimedNow(),
  };
}

function orderOf(ports: ReconciliationPorts, session: Session, asked: Asked, medium: 'paper' | 'pdf'): PrintOrder {
  openClosing(ports, asked.closing);
  return {
    kind: 'day-report',
    subject: String(asked.closing),
    version: 1,
    actorId: session.staffId,
    documentOf: (copies) => daySheetOf(ports, asked, { medium, copies }),
    actions: { first: 'day.printed', again: 'day.printed', saved: 'day.saved' },
  };
}

/** @throws Refusal as `reconciliation.print` declares them */
export async function printDay(ports: ReconciliationPorts, session: Session, asked: Asked): Promise<{ copies: number }> {
  const { copies } = await ports.printDesk.print(orderOf(ports, session, asked, 'paper'));
  return { copies };
}

/** @throws Refusal as `reconciliation.savePdf` declares them */
export async function saveDayPdf(ports: ReconciliationPorts, session: Session, asked: Asked): Promise<{ copies: number }> {
  const { report } = openClosing(ports, asked.closing);
  const { copies } = await ports.printDesk.savePdf(orderOf(ports, session, asked, 'pdf'), `${report.day} ${asked.closing}.pdf`);
  return { copies };
}
