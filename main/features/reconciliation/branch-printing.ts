// A branch's signed day on paper or as PDF; its signature is verified each time.
import type { PrintOrder } from '#main/kernel/printing/print-desk.ts';
import type { Language } from '#src/base/language.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { BranchSheet } from '#src/domain/reconciliation/branch.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { openDay, requireDevice } from './hear-days.ts';
import { branchDayWith, loadRoster } from './heard-store.ts';
import type { ReconciliationPorts } from './ports.ts';

interface Asked {
  readonly hash: string;
  readonly language: Language;
}

/** @throws Refusal `reconciliation/unknown`, `reconciliation/not-verified` */
export function branchSheetOf(
  ports: ReconciliationPorts,
  { hash, language }: Asked,
  made: { readonly medium: BranchSheet['medium']; readonly copies: number },
): BranchSheet {
  const { store, configurations } = ports;
  const device = requireDevice(ports);
  const saved = branchDayWith(store, hash);
  if (saved === null) throw new Refusal('reconciliation/unknown', {});
  // Signed while it worked: that its workstation was taken out of service since changes nothing.
  const roster = (loadRoster(store)?.body.workstations ?? []).map((entry) => ({ ...entry, state: 'active' as const }));
  const opened = openDay(device, roster, { kind: 'branch-day', document: saved.document });
  if (opened?.hash !== hash) throw new Refusal('reconciliation/not-verified', {});
  const configuration = configurations.current();
  const same = (text: string) => ({ 'zh-CN': text, en: text });
  const { body, document } = saved;
  return {
    kind: 'branch-day',
    language,
    report: body,
    organisation: configuration?.organisation.name ?? same(device.organisationId),
    branch: configuration?.branches.find(({ id }) => id === device.branchId)?.name ?? same(device.branchId),
    staff: (configuration?.staff ?? []).map(({ id, number, name }) => ({ id, number, name })),
    workstations: [{ deviceId: device.deviceId, name: device.name }, ...roster].map(({ deviceId: id, name }) => ({ id, name })),
    hash,
    keyId: document.keyId,
    signature: document.signature,
    medium: made.medium,
    reprint: made.medium === 'paper' ? made.copies : 0,
    madeAt: ports.time.claimedNow(),
  };
}

function orderOf(ports: ReconciliationPorts, session: Session, asked: Asked, medium: 'paper' | 'pdf'): PrintOrder {
  branchSheetOf(ports, asked, { medium, copies: 0 });
  return {
    kind: 'day-report',
    subject: asked.hash,
    version: 1,
    actorId: session.staffId,
    documentOf: (copies) => branchSheetOf(ports, asked, { medium, copies }),
    actions: { first: 'day.printed', again: 'day.printed', saved: 'day.saved' },
  };
}

/** @throws Refusal as `reconciliation.printBranch` declares them */
export async function printBranch(ports: ReconciliationPorts, session: Session, asked: Asked): Promise<{ copies: number }> {
  const { copies } = await ports.printDesk.print(orderOf(ports, session, asked, 'paper'));
  return { copies };
}

/** @throws Refusal as `reconciliation.saveBranchPdf` declares them */
export async function saveBranchPdf(ports: ReconciliationPorts, session: Session, asked: Asked): Promise<{ copies: number }> {
  const order = orderOf(ports, session, asked, 'pdf');
  const { report } = branchSheetOf(ports, asked, { medium: 'pdf', copies: 0 });
  const { copies } = await ports.printDesk.savePdf(order, `${report.day} ${report.branchId} ${report.number}.pdf`);
  return { copies };
}
