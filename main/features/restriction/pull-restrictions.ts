// Every workstation hears of restricted subjects (R3.6): it must know them without a network, too.
import type { Device } from '#main/kernel/device/device.ts';
import { pullPages } from '#main/kernel/server/pull-pages.ts';
import { type RestrictionPage, restrictionPage } from '#src/contract/sync/restriction.ts';
import type { RestrictionPorts } from './ports.ts';
import { keepPage, readCursor } from './store.ts';

export async function pullRestrictions(ports: RestrictionPorts, device: Device, signal: AbortSignal): Promise<void> {
  const { store, trail } = ports;
  const paged = {
    route: 'restrictionPages',
    kind: 'restrictions',
    schema: restrictionPage,
    itemsIn: (page: RestrictionPage) => page.entries,
    readCursor: () => readCursor(store),
    keep: (page: RestrictionPage) =>
      store.write((transaction) => {
        keepPage(transaction, page);
        const detail = { entries: page.entries.length };
        trail.append(transaction, { action: 'restriction.heard', actorId: null, subjectId: null, detail });
      }),
  } as const;
  if (await pullPages(ports, device, paged, signal)) ports.emit('restriction.changed', {});
}
