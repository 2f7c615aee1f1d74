// Keys of a server renewed in steps that may be interrupted anywhere (R4.2, R4.7): a new key is in the ring, durably, before anything is
// sealed to it, and an old one stays there for as long as something may be sealed to it. The same command again goes on.
import { instantFromMs } from '#src/base/instant.ts';
import { keySuccession } from '#src/domain/server-key/succession.ts';
import { draftOf, type Foundation, openOrganisation, resealStore } from './app/organisation.ts';
import { createAuditLog } from './kernel/audit/audit-log.ts';
import {
  beginDatabaseKey,
  databaseKeyId,
  finishDatabaseKey,
  openClassKeys,
  openOperationKeys,
  renewClassKeys,
  renewSigningKey,
} from './kernel/keys/file-key-ring.ts';
import type { KeyRing } from './kernel/keys/key-ring.ts';
import { rekeyStoreFile } from './kernel/store/rekey.ts';

const dayMs = 86_400_000;

export type RotationStep = (name: string) => void;

/** A new database key: in the ring beside the old one, then the store, then its sealed columns, then in the old one's place. */
export async function rotateDatabaseKey(
  foundation: Omit<Foundation, 'keyRing'>,
  passphrase: string,
  step: RotationStep = () => undefined,
): Promise<{ readonly keyId: string }> {
  const { layout, clock, randomness, databaseUrl } = foundation;
  const old = await openOperationKeys(layout, passphrase);
  const next = await beginDatabaseKey(layout, passphrase, randomness);
  step('begun');
  if (databaseUrl === undefined) rekeyStoreFile(layout.database, old.cipher, { from: old.databaseKey, to: next }, step);
  const keyId = databaseKeyId(next);
  const keyRing = { ...old, databaseKey: next, otherDatabaseKeys: [old.databaseKey, ...old.otherDatabaseKeys] };
  const { horizonDays } = await resealStore(
    { ...foundation, keyRing },
    { action: 'keys.rotated', kind: 'database', keyId, className: null },
    () => step('resealed'),
  );
  step('sealed');
  const nowMs = clock.nowMs();
  await finishDatabaseKey(layout, passphrase, { nowMs, keptSinceMs: nowMs - horizonDays * dayMs });
  step('finished');
  return { keyId };
}

/** New class keys: in the ring, then published. Workstations seal to them from the next configuration they take over. */
export async function rotateClassKeys(
  foundation: Foundation,
  classPassphrase: string,
  step: RotationStep = () => undefined,
): Promise<{ readonly version: number; readonly classes: Readonly<Record<string, string>> }> {
  const organisation = await openOrganisation(foundation);
  try {
    const { configuration } = organisation;
    const { body } = await configuration.newest();
    const published = Object.fromEntries(body.classes.map(({ name, sealTo }) => [name, sealTo.keyId]));
    const held = await openClassKeys(foundation.layout, classPassphrase);
    const isLeft = Object.entries(held.classes).some(([name, { keyId }]) => published[name] !== keyId);
    const ring = isLeft ? held : await renewClassKeys(foundation.layout, classPassphrase);
    step('begun');
    const fresh = Object.entries(ring.classes).map(([name, { keyId, publicKey }]) => [name, { keyId, key: publicKey }] as const);
    const audit = createAuditLog(organisation.organisationId);
    const { version } = await configuration.publish(
      draftOf(body),
      { classes: Object.fromEntries(fresh) },
      (transaction, _version, at) =>
        audit.during(transaction, at, async (add) => {
          for (const [className, { keyId }] of fresh) add({ action: 'keys.rotated', kind: 'class', keyId, className });
        }),
    );
    step('published');
    return { version, classes: Object.fromEntries(fresh.map(([name, { keyId }]) => [name, keyId])) };
  } finally {
    await organisation.close();
  }
}

function isLastOfKind({ successions }: KeyRing, isEmergency: boolean): boolean {
  const last = successions.at(-1);
  return last !== undefined && keySuccession.parse(JSON.parse(last.body)).isEmergency === isEmergency;
}

export interface RenewedSigningKey {
  readonly keyRing: KeyRing;
  /** The renewal had begun before, and this has ended it. */
  readonly wasLeft: boolean;
}

/**
 * A new signing key. It is the key from the moment it is in the ring, in one write with the statement that names it; the store follows,
 * now or when it is opened next.
 * @param isEmergency the old one is in wrong hands: no workstation follows by itself
 */
export async function rotateSigningKey(
  foundation: Omit<Foundation, 'keyRing'>,
  passphrase: string,
  isEmergency: boolean,
  step: RotationStep = () => undefined,
): Promise<RenewedSigningKey> {
  const old = await openOperationKeys(foundation.layout, passphrase);
  const organisation = await openOrganisation({ ...foundation, keyRing: old });
  const { organisationId, announcedNow } = organisation;
  await organisation.close();
  if (announcedNow > 0 && isLastOfKind(old, isEmergency)) return { keyRing: old, wasLeft: true };
  const at = instantFromMs(foundation.clock.nowMs());
  const keyRing = await renewSigningKey(foundation.layout, passphrase, { organisationId, at, isEmergency });
  step('begun');
  await (await openOrganisation({ ...foundation, keyRing })).close();
  step('announced');
  return { keyRing, wasLeft: false };
}
