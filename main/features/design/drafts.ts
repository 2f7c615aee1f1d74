// What administrators work on before it is published (R1.4). Drafts lie in the encrypted store and belong to the workstation, not to a
// person: a form is the organisation's, and whoever is on duty goes on with it. Who edited last is kept and shown.
import { Refusal } from '#src/contract/errors.ts';
import type { DesignDraft } from '#src/contract/ipc/design.ts';
import { catalogueOf, publishedItem } from '#src/domain/design/rules.ts';
import type { DesignItem } from '#src/domain/design/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { DesignPorts } from './ports.ts';
import { deleteDraft, insertDraft, loadDraft, loadDrafts, moveBase, type StoredDraft, updateDraft } from './store.ts';

/** @throws Refusal `devices/not-enrolled` */
export function requireConfiguration(ports: Pick<DesignPorts, 'configurations'>): Configuration {
  const configuration = ports.configurations.current();
  if (configuration === null) throw new Refusal('devices/not-enrolled', {});
  return configuration;
}

/** A draft as the screen may know it. Somebody who left the organisation is shown by id. */
function shown({ draftId, item, base, editedBy, editedAt }: StoredDraft, { staff }: Configuration): DesignDraft {
  return { draftId, item, base, editedAt, editedBy: staff.find((member) => member.id === editedBy)?.name ?? editedBy };
}

export function overview(ports: DesignPorts) {
  const configuration = requireConfiguration(ports);
  const drafts = loadDrafts(ports.store).map((draft) => shown(draft, configuration));
  return { catalogue: catalogueOf(configuration), drafts };
}

/** A double click, or a second administrator, gets the draft that is there. */
export function beginDraft(ports: DesignPorts, session: Session, item: DesignItem): DesignDraft {
  const configuration = requireConfiguration(ports);
  const base = publishedItem(catalogueOf(configuration), item.kind, item.content.id);
  const draft: StoredDraft = {
    draftId: ports.random.id(),
    item,
    base,
    madeOn: configuration.version,
    editedBy: session.staffId,
    editedAt: ports.time.claimedNow(),
  };
  return ports.store.write((transaction) => {
    const known = loadDrafts(transaction).find((one) => one.item.kind === item.kind && one.item.content.id === item.content.id);
    if (known === undefined) insertDraft(transaction, draft);
    const { draftId } = known ?? draft;
    const detail = { isNew: known === undefined };
    ports.trail.append(transaction, { action: 'design.begun', actorId: session.staffId, subjectId: draftId, detail });
    return shown(known ?? draft, configuration);
  });
}

/** @throws Refusal `design/unknown`: discarded or published meanwhile */
export function saveDraft(ports: DesignPorts, session: Session, draftId: string, item: DesignItem): { editedAt: string } {
  const editedAt = ports.time.claimedNow();
  const isKept = ports.store.write((transaction) =>
    updateDraft(transaction, { draftId, item, editedBy: session.staffId, editedAt }),
  );
  if (!isKept) throw new Refusal('design/unknown', {});
  return { editedAt };
}

/** @throws Refusal `design/unknown`, `devices/not-enrolled` */
export function takeUpDraft(ports: DesignPorts, session: Session, draftId: string): DesignDraft {
  const configuration = requireConfiguration(ports);
  return ports.store.write((transaction) => {
    const draft = requireDraft(ports, draftId);
    const base = publishedItem(catalogueOf(configuration), draft.item.kind, draft.item.content.id);
    moveBase(transaction, draftId, base, configuration.version);
    ports.trail.append(transaction, {
      action: 'design.taken-up',
      actorId: session.staffId,
      subjectId: draftId,
      detail: { version: configuration.version },
    });
    return shown({ ...draft, base, madeOn: configuration.version }, configuration);
  });
}

/** @throws Refusal `design/unknown` */
export function discardDraft(ports: DesignPorts, session: Session, draftId: string): void {
  ports.store.write((transaction) => {
    if (!deleteDraft(transaction, draftId)) throw new Refusal('design/unknown', {});
    ports.trail.append(transaction, { action: 'design.discarded', actorId: session.staffId, subjectId: draftId });
  });
}

/** @throws Refusal `design/unknown` */
export function requireDraft(ports: Pick<DesignPorts, 'store'>, draftId: string): StoredDraft {
  const draft = loadDraft(ports.store, draftId);
  if (draft === null) throw new Refusal('design/unknown', {});
  return draft;
}
