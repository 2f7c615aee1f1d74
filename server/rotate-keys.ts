// Keys of a server renewed in steps that may be interrupted anywhere (R4.2, R4.7): a new key is in the ring, durably, before anything is
// sealed to it, and an old one stays there for as long as something may be sealed to it. The same command again goes on.
import { draftOf, type Foundation, openOrganisation, resealStore } from './app/organisation.ts';
import { createAuditLog } from './kernel/audit/audit-log.ts';
import {
  beginDatabaseKey,
  databaseKeyId,
  finishDatabaseKey,
  openClassKeys,
  openOperationKeys,
  renewClassKeys,
} from './kernel/keys/file-key-ring.ts';
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
