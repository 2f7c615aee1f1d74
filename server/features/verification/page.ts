import type { Store } from '#server/kernel/store/store.ts';
import type { VerificationPage } from '#src/contract/sync/verification.ts';
import type { RefusalMessages } from './ports.ts';
import { countWaiting, lastFact, loadFacts, loadSuperseded } from './store.ts';

interface PageDependencies {
  readonly store: Store;
  readonly organisationId: string;
  readonly messages: RefusalMessages;
}

const itemsInPage = 500;

/**
 * What a workstation hears next of its own records: facts, messages and superseded revisions by the same running numbers, the first so many
 * of them, and none that came while they were read, because another list may have lacked it.
 */
export async function pageOf(
  { store, organisationId, messages }: PageDependencies,
  deviceId: string,
  after: number,
): Promise<VerificationPage> {
  const last = await lastFact(store, organisationId);
  const isBefore = ({ position }: { readonly position: number }) => position <= last;
  const facts = (await loadFacts(store, organisationId, deviceId, after, itemsInPage)).filter(isBefore);
  const told = (await messages.after(store, deviceId, { after, limit: itemsInPage })).filter(isBefore);
  const superseded = (await loadSuperseded(store, organisationId, deviceId, { after, limit: itemsInPage })).filter(isBefore);
  const positions = [...facts, ...told, ...superseded].map(({ position }) => position).toSorted((a, b) => a - b);
  const cursor = positions.slice(0, itemsInPage).at(-1) ?? after;
  return {
    organisationId,
    deviceId,
    after,
    cursor,
    isMore: positions.length >= itemsInPage,
    facts: facts.flatMap(({ position, fact }) => (position <= cursor ? [fact] : [])),
    messages: told.flatMap(({ position, message }) => (position <= cursor ? [message] : [])),
    superseded: superseded.flatMap(({ position, revision }) => (position <= cursor ? [revision] : [])),
    waiting: await countWaiting(store, organisationId, deviceId),
  };
}
