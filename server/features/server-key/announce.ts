// A renewal of the signing key is in the ring first, with its statement, and the store follows: row and leaf in one transaction, whoever
// opens the store next (R4.7, R10.4). So a renewal that was interrupted ends by itself, and is written down once.
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import { Stop } from '#server/kernel/stop.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { SuccessionDocument } from '#src/crypto/succession-document.ts';
import type { KeySuccession } from '#src/domain/server-key/succession.ts';
import { openSuccession } from '#src/node/crypto/successions.ts';
import type { LeapingConfiguration } from './ports.ts';

interface Dependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: LeapingConfiguration;
}

/** Another process wrote it down in between. */
class AlreadyAnnounced extends Error {
  override readonly name = 'AlreadyAnnounced';
}

function otherKeys(): Stop {
  return new Stop(
    'keys/not-of-this-store',
    'The key file is older than the store, or of another one: the signing key was renewed since. Nothing was changed; put the newest key file in its place.',
  );
}

/** @returns the newest renewal the store knows of; 0: none @throws Stop keys/not-of-this-store */
async function announcedSerial({ store, keyRing, organisationId }: Dependencies, keyIds: readonly string[]): Promise<number> {
  const rows = await store
    .selectFrom('server_key')
    .select(['serial', 'key_id'])
    .where('organisation_id', '=', organisationId)
    .orderBy('serial')
    .execute();
  if (rows.some(({ serial, key_id: keyId }) => serial > keyRing.serverKeySerial || keyIds[serial - 1] !== keyId))
    throw otherKeys();
  return rows.at(-1)?.serial ?? 0;
}

async function write(
  { audit, organisationId }: Dependencies,
  transaction: Store,
  at: string,
  { body, document }: { readonly body: KeySuccession; readonly document: SuccessionDocument },
): Promise<void> {
  const { serial, from, to, isEmergency } = body;
  const row = { organisation_id: organisationId, serial, key_id: to.keyId, document: JSON.stringify(document) };
  const added = await transaction
    .insertInto('server_key')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organisation_id', 'serial']).doNothing())
    .returning('serial')
    .executeTakeFirst();
  if (added === undefined) throw new AlreadyAnnounced();
  const act = { action: 'server-key.renewed', serial, formerKeyId: from.keyId, keyId: to.keyId, isEmergency } as const;
  await audit.append(transaction, at, act);
}

/**
 * Writes down what the ring has and the store has not.
 * @returns how many renewals that were
 * @throws Stop keys/not-of-this-store when it is the store that knows more
 */
export async function announceServerKeys(dependencies: Dependencies): Promise<number> {
  const { store, keyRing, clock, organisationId, configuration } = dependencies;
  const known = keyRing.successions.map((document) => {
    const body = openSuccession(document, organisationId);
    if (body === null) throw otherKeys();
    return { body, document };
  });
  const serial = await announcedSerial(
    dependencies,
    known.map(({ body }) => body.to.keyId),
  );
  let announced = 0;
  for (const one of known.slice(serial)) {
    const note = (transaction: Store) => write(dependencies, transaction, instantFromMs(clock.nowMs()), one);
    try {
      // After a theft whoever has the key can have signed a next version, too: the true one is far beyond it.
      if (one.body.isEmergency) await configuration.leap(note);
      else await store.transaction().execute(note);
      announced += 1;
    } catch (error) {
      if (!(error instanceof AlreadyAnnounced)) throw error;
    }
  }
  return announced;
}
