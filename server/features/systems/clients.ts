// The organisation's own systems as clients (R7.3): each has a secret that was shown once, and scopes. Of the secret a verifier is kept;
// it is 256 random bits, so that a plain hash gives nobody a chance.
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import { Stop } from '#server/kernel/stop.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { clientName, type SystemScope, systemScope } from '#src/domain/systems/schema.ts';
import { isSameSecret, sha256Hex } from '#src/node/crypto/hash.ts';

export interface SystemClient {
  readonly clientId: string;
  readonly scopes: readonly SystemScope[];
}

interface ListedClient extends SystemClient {
  readonly name: string;
  readonly addedAt: string;
  readonly revokedAt: string | null;
}

export interface SystemClients {
  /** @returns the token, which is never shown again. @throws Stop system-client/name */
  readonly add: (
    name: string,
    scopes: readonly SystemScope[],
    actorId: string,
  ) => Promise<SystemClient & { readonly token: string }>;
  readonly list: () => Promise<readonly ListedClient[]>;
  /** Twice changes nothing. @throws Stop system-client/unknown */
  readonly revoke: (clientId: string, actorId: string) => Promise<void>;
  /** Whose token this is; null for every other text. */
  readonly prove: (token: string) => Promise<SystemClient | null>;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly audit: AuditLog;
  readonly organisationId: string;
}

const verifierOf = (secret: string) => sha256Hex(`countersign/system-client/${secret}`);
const scopesIn = (text: string) => systemScope.array().parse(JSON.parse(text));

/** Client id and secret. */
const tokenShape = /^([0-9a-f-]{36})\.([\w-]{43})$/;

export function createSystemClients({ store, clock, randomness, audit, organisationId }: Dependencies): SystemClients {
  const now = () => instantFromMs(clock.nowMs());
  return {
    add: async (name, scopes, actorId) => {
      if (!clientName.safeParse(name).success) {
        throw new Stop('system-client/name', 'Name a client by small letters, digits and dashes, beginning with a letter.');
      }
      const clientId = randomness.id();
      const secret = Buffer.from(randomness.bytes(32)).toString('base64url');
      const addedAt = now();
      await store.transaction().execute(async (transaction) => {
        const row = { client_id: clientId, name, verifier: verifierOf(secret), scopes: JSON.stringify(scopes) };
        await transaction
          .insertInto('system_client')
          .values({
            organisation_id: organisationId,
            ...row,
            added_at: addedAt,
            added_by: actorId,
            revoked_at: null,
            revoked_by: null,
          })
          .execute();
        await audit.append(transaction, addedAt, { action: 'system.client-added', clientId, actorId });
      });
      return { clientId, scopes, token: `${clientId}.${secret}` };
    },

    list: async () => {
      const rows = await store
        .selectFrom('system_client')
        .select(['client_id', 'name', 'scopes', 'added_at', 'revoked_at'])
        .where('organisation_id', '=', organisationId)
        .orderBy('added_at')
        .orderBy('client_id')
        .execute();
      return rows.map((row) => ({
        clientId: row.client_id,
        name: row.name,
        scopes: scopesIn(row.scopes),
        addedAt: row.added_at,
        revokedAt: row.revoked_at,
      }));
    },

    revoke: (clientId, actorId) =>
      store.transaction().execute(async (transaction) => {
        const own = transaction
          .updateTable('system_client')
          .where('organisation_id', '=', organisationId)
          .where('client_id', '=', clientId);
        const revokedAt = now();
        const { numUpdatedRows } = await own
          .set({ revoked_at: revokedAt, revoked_by: actorId })
          .where('revoked_at', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows === 1n) {
          await audit.append(transaction, revokedAt, { action: 'system.client-revoked', clientId, actorId });
          return;
        }
        // Changes nothing and tells whether it is there.
        const there = await own.set((set) => ({ revoked_by: set.ref('revoked_by') })).executeTakeFirst();
        if (there.numUpdatedRows === 0n) throw new Stop('system-client/unknown', 'There is no such client. List them first.');
      }),

    prove: async (token) => {
      const [, clientId = '', secret = ''] = tokenShape.exec(token) ?? [];
      if (clientId === '') return null;
      const row = await store
        .selectFrom('system_client')
        .select(['verifier', 'scopes', 'revoked_at'])
        .where('organisation_id', '=', organisationId)
        .where('client_id', '=', clientId)
        .executeTakeFirst();
      if (row === undefined || !isSameSecret(verifierOf(secret), row.verifier) || row.revoked_at !== null) return null;
      return { clientId, scopes: scopesIn(row.scopes) };
    },
  };
}
