// Publishing drafts, all of them or none (R1.4, R2.2). The person proves themselves here, counted for the lockout, and again at the server, which takes no
// workstation's word for it.
import type * as z from 'zod';
import { openAnswered, takeOver } from '#main/kernel/configuration/take-over.ts';
import { loadDevice } from '#main/kernel/device/device.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import { refusalFrom, requireOurServer } from '#main/kernel/server/require-our-server.ts';
import type { WriteTransaction } from '#main/store/store.ts';
import { type ErrorCode, Refusal } from '#src/contract/errors.ts';
import { designCalls } from '#src/contract/ipc/design.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { publishRequest } from '#src/contract/sync/messages.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { catalogueOf, draftProblems, isNamedTwice, isSameItem, publishedItem } from '#src/domain/design/rules.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { requireConfiguration, requireDraft } from './drafts.ts';
import type { DesignPorts } from './ports.ts';
import { deleteDraft, loadDraft, moveBase, type StoredDraft } from './store.ts';

const timeoutMs = 30_000;

/** Only drafts that say something else than what is published may hold others up. @throws Refusal `design/refused`, `design/overtaken` */
function requirePublishable(drafts: readonly StoredDraft[], configuration: Configuration): void {
  const catalogue = catalogueOf(configuration);
  const items = drafts.map(({ item }) => item);
  if (isNamedTwice(items)) throw new Refusal('internal/invalid-input', {});
  for (const { item, base } of drafts) {
    const published = publishedItem(catalogue, item.kind, item.content.id);
    const isOvertaken = base !== null && !isSameItem(base, published) && !isSameItem(item, published);
    if (isOvertaken) throw new Refusal('design/overtaken', {});
  }
  const problems = drafts.flatMap(({ item, base }, index) =>
    draftProblems(item, base, catalogue, items).map((one) => (index === 0 ? one : { ...one, item: index })),
  );
  if (problems.length > 0) throw new Refusal('design/refused', { problems });
}

const answerable: readonly ErrorCode[] = designCalls['design.publish'].errors;

/** @throws Refusal as `design.publish` declares them */
export async function publishDrafts(
  ports: DesignPorts,
  session: Session,
  { draftIds, passphrase }: { readonly draftIds: readonly string[]; readonly passphrase: string },
): Promise<{ readonly configurationVersion: number; readonly itemVersions: (number | null)[] }> {
  const enrolled = loadDevice(ports.store);
  if (enrolled === null) throw new Refusal('devices/not-enrolled', {});
  const drafts = [...new Set(draftIds)].map((draftId) => requireDraft(ports, draftId));
  requirePublishable(drafts, requireConfiguration(ports));
  const administrator = { number: session.number, passphrase };
  await ports.stepUp.confirm(administrator, { session, who: 'self', permission: 'forms:design' });
  const device = await requireOurServer(ports, enrolled, answerable);
  const request = { protocol: protocolVersion, administrator, items: drafts.map(({ item, madeOn }) => ({ item, madeOn })) };
  const body = JSON.stringify(request satisfies z.input<typeof publishRequest>);
  const question = { method: 'POST', path: routes.publish.path, body, timeoutMs } as const;
  const answer = await askAsDevice(ports, device, question, routes.publish.response);
  if (!answer.ok) throw recordRefusal(ports, session, drafts, refusalFrom(answer.error, answerable));
  const opened = openAnswered(answer.value.configuration, device);
  if (!opened.ok) throw new Refusal(opened.error, {});
  const { version } = opened.value;
  const { itemVersions } = answer.value;
  await takeOver(ports, device, answer.value.configuration, version, (transaction) => {
    for (const [index, draft] of drafts.entries()) {
      keepLaterEdits(transaction, draft, version);
      ports.trail.append(transaction, {
        action: 'design.published',
        actorId: session.staffId,
        subjectId: draft.draftId,
        detail: { kind: draft.item.kind, id: draft.item.content.id, version: itemVersions[index] ?? 0, configuration: version },
      });
    }
  });
  return { configurationVersion: version, itemVersions };
}

/** What was typed while the server was asked is a draft of its own on the version that was just published. */
function keepLaterEdits(transaction: WriteTransaction, sent: StoredDraft, version: number): void {
  const now = loadDraft(transaction, sent.draftId);
  if (now !== null && !isSameItem(now.item, sent.item)) moveBase(transaction, sent.draftId, sent.item, version);
  else deleteDraft(transaction, sent.draftId);
}

function recordRefusal(ports: DesignPorts, session: Session, drafts: readonly StoredDraft[], refusal: Refusal): Refusal {
  ports.store.write((transaction) => {
    for (const { draftId } of drafts) {
      ports.trail.append(transaction, {
        action: 'design.publish-refused',
        actorId: session.staffId,
        subjectId: draftId,
        detail: { code: refusal.wire.code },
      });
    }
  });
  return refusal;
}
