// Publishing one form, notice or service (R1.4, R2.1, R2.2, R2.5, R2.6). The server gives the version itself, judges by the same rules as
// the designer's screen, and signs the whole next configuration. Who, when, from where and what is recorded in the same transaction.
import type * as z from 'zod';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { publishRequest, publishResponse } from '#src/contract/sync/messages.ts';
import { catalogueOf, isSameItem, itemProblems, nextItemVersion, publishedItem, withItem } from '#src/domain/design/rules.ts';
import type { DesignItem } from '#src/domain/design/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { AmendableConfiguration, Designed } from './ports.ts';
import { requireAdministrator } from './proof.ts';
import { insertPublication } from './store.ts';

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

/**
 * What the configuration becomes, or null when the item is published already exactly so: its first answer may have been lost.
 * @throws Refusal design/overtaken when the item itself was published anew since the draft was made
 */
function changed({ item, madeOn }: PublishRequest, newest: Configuration, history: readonly Configuration[]): Designed | null {
  const published = itemIn(newest, item);
  if (isSameItem(published, item)) return null;
  const base = history.find((one) => one.version === madeOn);
  if (base === undefined || !isSameItem(itemIn(base, item), published)) throw new Refusal('design/overtaken', {});
  const problems = itemProblems(item, catalogueOf(newest));
  if (problems.length > 0) throw new Refusal('design/refused', { problems: [...problems] });
  return withItem(newest, item, nextItemVersion(item, history) ?? 1);
}

function versionIn(configuration: Configuration, { kind, content }: DesignItem): number | null {
  if (kind === 'service') return null;
  const all = kind === 'form' ? configuration.forms : configuration.notices;
  return all.find((one) => one.id === content.id)?.version ?? null;
}

export function createDesignService(dependencies: Dependencies): DesignService {
  const { audit, organisationId, configuration } = dependencies;
  return {
    publish: async (request, deviceId) => {
      const { item } = request;
      const member = await requireAdministrator(dependencies, (await configuration.newest()).body, request.administrator);
      let itemVersion: number | null = null;
      const published = await configuration.amend(
        (newest, history) => {
          itemVersion = nextItemVersion(item, history);
          return changed(request, newest, history);
        },
        async (transaction, version, at) => {
          const [staffId, kind, itemId] = [member.id, item.kind, item.content.id];
          await audit.append(transaction, at, {
            action: 'design.published',
            version,
            staffId,
            deviceId,
            kind,
            itemId,
            itemVersion,
          });
          await insertPublication(transaction, {
            organisation_id: organisationId,
            version,
            published_at: at,
            staff_id: staffId,
            device_id: deviceId,
            item_kind: kind,
            item_id: itemId,
            item_version: itemVersion,
          });
        },
      );
      return { configuration: published.document, itemVersion: versionIn(published.body, item) };
    },
  };
}
