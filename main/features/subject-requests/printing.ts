// What a subject takes home (R8.1, R8.3): the copy of their data, or a slip about their request. Printed is what the person has before
// them on the screen, and nothing else.
import type { PrintOrder } from '#main/kernel/printing/print-desk.ts';
import type { Language, LocalText } from '#src/base/language.ts';
import type { RequestDetail } from '#src/contract/sync/subject-requests.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { CopySheet, SlipSheet } from '#src/domain/subject-requests/copy.ts';
import type { RequestsDesk } from './desk.ts';
import type { SubjectRequestsPorts } from './ports.ts';

interface Asked {
  readonly requestId: string;
  readonly language: Language;
}

const actions = { first: 'request.printed', again: 'request.printed', saved: 'request.printed' } as const;

function heading({ configurations }: SubjectRequestsPorts, request: RequestDetail, language: Language) {
  const configuration = configurations.current();
  const named = (id: string): LocalText => ({ 'zh-CN': id, en: id });
  const branch = configuration?.branches.find(({ id }) => id === request.branchId)?.name ?? named(request.branchId);
  return { language, organisation: configuration?.organisation.name ?? named(''), branch, number: request.number };
}

function slipOf(ports: SubjectRequestsPorts, request: RequestDetail, language: Language): SlipSheet {
  const steps = request.events.map(({ step }) => step);
  const asked = steps.findLast((step) => step.kind === 'applied-for');
  const applied = steps.findLast((step) => step.kind === 'applied');
  const refused = steps.findLast((step) => step.kind === 'refused');
  const form = request.records.find(({ recordId }) => recordId === asked?.recordId)?.form;
  const fields = form?.fields.filter(({ name }) => asked?.fields.includes(name)) ?? [];
  return {
    kind: 'request-slip',
    ...heading(ports, request, language),
    requestKind: request.requestKind,
    state: request.state,
    openedAt: request.openedAt,
    deadline: request.deadline,
    fields: fields.map(({ label }) => label),
    revision: applied?.revision ?? null,
    reason: refused?.reason ?? null,
    madeAt: ports.time.claimedNow(),
  };
}

/** @throws Refusal as `requests.printCopy` declares them */
export async function printCopy(ports: SubjectRequestsPorts, desk: RequestsDesk, session: Session, asked: Asked) {
  const { request, copy } = desk.shownCopy(session, asked.requestId);
  const document: CopySheet = { kind: 'subject-copy', ...heading(ports, request, asked.language), copy };
  const order: PrintOrder = {
    kind: 'subject-copy',
    subject: asked.requestId,
    version: 1,
    actorId: session.staffId,
    documentOf: () => document,
    actions,
  };
  const { copies } = await ports.printDesk.print(order);
  return { copies };
}

/** @throws Refusal as `requests.printSlip` declares them */
export async function printSlip(ports: SubjectRequestsPorts, desk: RequestsDesk, session: Session, asked: Asked) {
  const document = slipOf(ports, desk.shownRequest(session, asked.requestId), asked.language);
  const { copies } = await ports.printDesk.print({
    kind: 'request-slip',
    subject: asked.requestId,
    version: 1,
    actorId: session.staffId,
    documentOf: () => document,
    actions,
  });
  return { copies };
}
