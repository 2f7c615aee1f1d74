// Following the server from key to key (S7, R4.7). In order each key names the next, so that a workstation that was away for several
// renewals walks them one by one, whoever brings the statements; a key that names itself after a theft waits for a person.
import * as z from 'zod';
import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import { type Device, loadDevice, saveServerKeys } from '#main/kernel/device/device.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { ReadStore, Store, WriteTransaction } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import { type SuccessionDocument, successions } from '#src/crypto/succession-document.ts';
import { formatFingerprint, parseFingerprint } from '#src/domain/devices/enrolment-code.ts';
import { isNextLink, type KeySuccession, type KnownServerKeys, renewed } from '#src/domain/server-key/succession.ts';
import { keyFingerprint, keyIdOf } from '#src/node/crypto/signing.ts';
import { openSuccession } from '#src/node/crypto/successions.ts';

interface ServerKeysPorts {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly emit: Emit;
}

const offerRow = z.object({ documents: z.string() });

function loadOffer(store: ReadStore): readonly SuccessionDocument[] {
  const row = store.one(offerRow, 'SELECT documents FROM server_key_offer');
  return row === null ? [] : successions.parse(JSON.parse(row.documents));
}

function saveOffer(transaction: WriteTransaction, documents: readonly SuccessionDocument[]): void {
  transaction.run('DELETE FROM server_key_offer');
  if (documents.length === 0) return;
  transaction.run('INSERT INTO server_key_offer (id, documents) VALUES (1, ?)', JSON.stringify(documents));
}

/** What the statements say that hold for this organisation, those after the pinned key only. */
function readable(device: Device, documents: readonly SuccessionDocument[]): readonly KeySuccession[] {
  return documents.flatMap((document) => {
    const body = openSuccession(document, device.organisationId);
    return body === null || body.serial <= device.serverKeySerial ? [] : [body];
  });
}

/** Walks from the pinned key as far as each key names the next. */
function walk(
  device: Device,
  statements: readonly KeySuccession[],
): { readonly keys: KnownServerKeys; readonly isStuck: boolean } {
  let keys: KnownServerKeys = device;
  for (const next of statements) {
    if (next.isEmergency) return { keys, isStuck: true };
    if (isNextLink(keys, next)) keys = renewed(keys, next);
  }
  return { keys, isStuck: false };
}

export class ServerKeys {
  readonly #ports: ServerKeysPorts;

  constructor(ports: ServerKeysPorts) {
    this.#ports = ports;
  }

  /** Takes over what holds. @returns this workstation with the key it pins then */
  follow(device: Device, documents: readonly SuccessionDocument[]): Device {
    const statements = readable(device, documents);
    if (statements.length === 0) return device;
    const { store, emit } = this.#ports;
    const { keys, isStuck } = walk(device, statements);
    const isRenewed = keys.serverKeySerial > device.serverKeySerial;
    // A server that reaches its workstation by a key it follows has nothing to offer any more.
    const offer = isStuck ? documents : [];
    const isOfferNew = JSON.stringify(offer) !== JSON.stringify(loadOffer(store));
    if (!isRenewed && !isOfferNew) return device;
    store.write((transaction) => {
      if (isRenewed) this.#save(transaction, device, keys, null);
      saveOffer(transaction, offer);
    });
    emit('sync.changed', {});
    return isRenewed ? { ...device, ...keys } : device;
  }

  /** The server has proved itself by the pinned key: whatever was offered beside it came from somebody else. */
  proved(): void {
    const { store, emit } = this.#ports;
    if (loadOffer(store).length === 0) return;
    store.write((transaction) => saveOffer(transaction, []));
    emit('sync.changed', {});
  }

  /** The newest key that waits for a person; null: none does. */
  offered(device: Device): { readonly keyId: string; readonly at: string } | null {
    const last = readable(device, loadOffer(this.#ports.store)).at(-1);
    return last === undefined ? null : { keyId: last.to.keyId, at: last.at };
  }

  /**
   * A person compared the fingerprint: this key is the server's, whatever the former ones signed.
   * @throws Refusal server-key/none-offered, server-key/fingerprint-malformed, server-key/fingerprint-wrong
   */
  confirm(device: Device, typed: string, actorId: string): { readonly keyId: string; readonly fingerprint: string } {
    const documents = loadOffer(this.#ports.store);
    const statements = readable(device, documents);
    if (statements.length === 0) throw new Refusal('server-key/none-offered', {});
    const fingerprint = parseFingerprint(typed);
    if (fingerprint === null) throw new Refusal('server-key/fingerprint-malformed', {});
    const known = new Set([device.serverKey, ...device.formerServerKeys].map(({ key }) => key));
    const meant = statements.find(
      ({ to }) => keyFingerprint(to.key) === fingerprint && keyIdOf(to.key) === to.keyId && !known.has(to.key),
    );
    if (meant === undefined) throw new Refusal('server-key/fingerprint-wrong', {});
    const keys = renewed(device, { ...meant, isEmergency: true });
    const { store, emit } = this.#ports;
    store.write((transaction) => {
      this.#save(transaction, device, keys, actorId);
      saveOffer(transaction, []);
    });
    emit('sync.changed', {});
    // Renewals in order after the theft are followed as ever.
    this.follow({ ...device, ...keys }, documents);
    return { keyId: meant.to.keyId, fingerprint: formatFingerprint(fingerprint) };
  }

  #save(transaction: WriteTransaction, device: Device, keys: KnownServerKeys, actorId: string | null): void {
    // Two attempts may have followed at once; who comes second has followed already.
    if (loadDevice(transaction)?.serverKey.key !== device.serverKey.key) return;
    saveServerKeys(transaction, keys);
    this.#ports.trail.append(transaction, {
      action: actorId === null ? 'server-key.followed' : 'server-key.confirmed',
      actorId,
      subjectId: device.deviceId,
      detail: { serial: keys.serverKeySerial, keyId: keys.serverKey.keyId },
    });
  }
}
