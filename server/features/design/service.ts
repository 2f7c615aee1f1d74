// Publishing forms, notices and services, all of them or none (R1.4, R2.1, R2.2, R2.5, R2.6). The server gives the versions itself, judges
// by the same rules as the designer's screen, and signs the whole next configuration. Who, when, from where and what is recorded in the same transaction.
import type * as z from 'zod';
import { requireAdministrator } from '#server/kernel/access/administrator.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { publishRequest, publishResponse } from '#src/contract/sync/messages.ts';
import {
  catalogueOf,
  isNamedTwice,
  isSameItem,
  itemProblems,
  itemVersionIn,
  nextItemVersion,
  publishedItem,
  withItem,
} from '#src/domain/design/rules.ts';
import type { DesignItem } from '#src/domain/design/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { AmendableConfiguration, Designed } from './ports.ts';
import { insertPublished } from './store.ts';

type PublishRequest = z.output<typeof publishRequest>;
type PublishResponse = z.output<typeof publishResponse>;

export interface DesignService {
  /** @throws Refusal staff/…, access/denied, design/refused, design/overtaken */
  readonly publish: (request: PublishRequest, deviceId: string) => Promise<PublishResponse>;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: AmendableConfiguration;
}

function itemIn(configuration: Configuration, { kind, content }: DesignItem): DesignItem | null {
  return publishedItem(catalogueOf(configuration), kind, content.id);
}

/** What is not published already exactly so: the first answer may have been lost. @throws Refusal design/overtaken */
function freshItems({ items }: PublishRequest, newest: Configuration, history: readonly Configuration[]): readonly DesignItem[] {
  return items.flatMap(({ item, madeOn }) => {
    const published = itemIn(newest, item);
    if (isSameItem(published, item)) return [];
    const base = history.find((one) => one.version === madeOn);
    // Only this very item must still be what the draft was made on.
    if (base === undefined || !isSameItem(itemIn(base, item), published)) throw new Refusal('design/overtaken', {});
    return [item];
  });
}

/** What the configuration becomes. @throws Refusal design/refused */
function changed(
  request: PublishRequest,
  fresh: readonly DesignItem[],
  newest: Configuration,
  history: readonly Configuration[],
) {
  const catalogue = catalogueOf(newest);
  const problems = request.items.flatMap(({ item }, index) => {
    const found = fresh.includes(item) ? itemProblems(item, catalogue, fresh) : [];
    return found.map((one) => (index === 0 ? one : { ...one, item: index }));
  });
  if (problems.length > 0) throw new Refusal('design/refused', { problems });
  return fresh.reduce<Designed>((before, item) => withItem(before, item, nextItemVersion(item, history) ?? 1), newest);
}

export function createDesignService(dependencies: Dependencies): DesignService {
  const { audit, organisationId, configuration } = dependencies;
  return {
    publish: async (request, deviceId) => {
      const items = request.items.map(({ item }) => item);
      if (isNamedTwice(items)) throw new Refusal('internal/invalid-input', {});
      const member = await requireAdministrator(
        dependencies,
        (await configuration.newest()).body,
        request.administrator,
        'forms:design',
      );
      let fresh: readonly { readonly item: DesignItem; readonly itemVersion: number | null }[] = [];
      const published = await configuration.amend(
        (newest, history) => {
          const changes = freshItems(request, newest, history);
          fresh = changes.map((item) => ({ item, itemVersion: nextItemVersion(item, history) }));
          return changes.length === 0 ? null : changed(request, changes, newest, history);
        },
        async (transaction, version, at) => {
          for (const { item, itemVersion } of fresh) {
            const [staffId, kind, itemId] = [member.id, item.kind, item.content.id];
            const act = { version, staffId, deviceId, kind, itemId, itemVersion };
            await audit.append(transaction, at, { action: 'design.published', ...act });
            await insertPublished(transaction, {
              organisation_id: organisationId,
              version,
              published_at: at,
              staff_id: staffId,
              device_id: deviceId,
              item_kind: kind,
              item_id: itemId,
              item_version: itemVersion,
            });
          }
        },
      );
      return { configuration: published.document, itemVersions: items.map((item) => itemVersionIn(published.body, item)) };
    },
  };
}
