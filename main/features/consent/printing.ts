// The notice on paper (R2.5). A print that came out may be named once at the acceptance it belongs to, which then says "printed"; what is
// remembered for that lives in memory only, so after a restart an acceptance says "on screen", which it was as well.
import { requireOfferedForms } from '#main/kernel/configuration/service-forms.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { ConsentPorts } from './ports.ts';
import type { ShownNotice } from './service.ts';

function keyOf(session: Session, { noticeId, noticeVersion }: ShownNotice): string {
  return JSON.stringify([session.staffId, noticeId, noticeVersion]);
}

export class NoticePrints {
  readonly #printed = new Map<number, string>();

  came(printJob: number, session: Session, shown: ShownNotice): void {
    this.#printed.set(printJob, keyOf(session, shown));
  }

  /** Was this notice, in this version, printed by this person under this number, and not named before? Names it. */
  take(printJob: number | undefined, session: Session, shown: ShownNotice): boolean {
    if (printJob === undefined || this.#printed.get(printJob) !== keyOf(session, shown)) return false;
    return this.#printed.delete(printJob);
  }
}

/** @throws Refusal as `consent.printNotice` declares them */
export async function printNotice(ports: ConsentPorts, prints: NoticePrints, session: Session, shown: ShownNotice) {
  const configuration = ports.configurations.current();
  const { service, notice } = requireOfferedForms(configuration, shown.serviceId);
  const isCurrent = notice.id === shown.noticeId && notice.version === shown.noticeVersion;
  if (configuration === null || !isCurrent) throw new Refusal('consent/notice-outdated', {});
  const { printJob } = await ports.printDesk.print({
    kind: 'notice',
    subject: notice.id,
    version: notice.version,
    actorId: session.staffId,
    documentOf: () => ({
      kind: 'notice',
      language: shown.language,
      organisation: configuration.organisation.name,
      service: service.name,
      notice,
      madeAt: ports.time.claimedNow(),
    }),
    actions: { first: 'notice.printed', again: 'notice.printed', saved: 'notice.printed' },
  });
  prints.came(printJob, session, shown);
  return { printJob };
}
