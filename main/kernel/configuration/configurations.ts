// The organisation's signed configurations as this workstation holds them. Versions only grow; the signature is checked before one
// is stored and again when it is read, with the pinned server key. A registration in progress keeps the version it was begun with.
import * as z from 'zod';
import { type Device, loadDevice } from '#main/kernel/device/device.ts';
import { openArriving, openStored } from '#main/kernel/server-key/open-from-server.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import type { Result } from '#src/base/result.ts';
import { type SignedDocument, signedDocument } from '#src/crypto/signed.ts';
import { type Configuration, configuration } from '#src/domain/organisation/schema.ts';

/** Reads a signed configuration that arrives. */
export function openConfiguration(
  document: SignedDocument,
  keys: Pick<Device, 'serverKey' | 'formerServerKeys'>,
): Result<Configuration, 'signature' | 'shape'> {
  return openArriving('configuration', document, keys, configuration, (body) => body.issuedAt);
}

const versionRow = z.object({ version: z.int().nullable() });
const documentRow = z.object({ document: z.string() });

export class Configurations {
  readonly #store: ReadStore;
  /** Parsed configurations by version; what is stored under a version never changes. */
  readonly #opened = new Map<number, Configuration>();

  constructor(store: ReadStore) {
    this.#store = store;
  }

  /** The newest one, or null before enrolment. */
  current(): Configuration | null {
    const newest = this.#store.one(versionRow, 'SELECT max(version) AS version FROM configuration');
    return newest?.version == null ? null : this.byVersion(newest.version);
  }

  byVersion(version: number): Configuration | null {
    const known = this.#opened.get(version);
    if (known !== undefined) return known;
    const found = this.#store.one(documentRow, 'SELECT document FROM configuration WHERE version = ?', version);
    const device = loadDevice(this.#store);
    if (found === null || device === null) return null;
    const opened = openStored('configuration', signedDocument.parse(JSON.parse(found.document)), device, configuration);
    if (!opened.ok) throw new Error(`the stored configuration does not verify: ${opened.error}`);
    this.#opened.set(version, opened.value);
    return opened.value;
  }

  /**
   * Stores a configuration whose signature was verified, and drops older ones that no open registration was begun with and
   * no record still open here was captured with: they hold passphrase verifiers that may have been replaced for a reason.
   */
  apply(transaction: WriteTransaction, document: SignedDocument, version: number, appliedAt: string): void {
    transaction.run(
      'INSERT INTO configuration (version, document, applied_at) VALUES (?, ?, ?)',
      version,
      JSON.stringify(document),
      appliedAt,
    );
    transaction.run(
      `DELETE FROM configuration WHERE version < ?
         AND version NOT IN (SELECT configuration_version FROM registration WHERE state <> 'submitted')
         AND version NOT IN (SELECT configuration_version FROM outbox INDEXED BY outbox_closing WHERE stage = 'open')
         AND version NOT IN (SELECT configuration_version FROM outbox INDEXED BY outbox_by_state
           WHERE state IN ('waiting', 'quarantined') AND stage = 'held')`,
      version,
    );
  }
}
