// This workstation as it was enrolled (S7): its identity at the server, its signing key, and the server it is bound to.
import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import type { FormerServerKey, KnownServerKeys } from '#src/domain/server-key/succession.ts';

/** `serverKey` is the pinned identity: nothing is sent to a server that cannot sign with it. */
export interface Device extends KnownServerKeys {
  readonly deviceId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly branchId: string;
  /** Ed25519, PKCS#8 in base64url; leaves the store only to sign requests. */
  readonly privateKey: string;
  readonly publicKey: string;
  /** Base address without a trailing slash. */
  readonly serverAddress: string;
  readonly enrolledAt: string;
}

const row = z
  .object({
    device_id: z.string(),
    name: z.string(),
    organisation_id: z.string(),
    branch_id: z.string(),
    private_key: z.string(),
    public_key: z.string(),
    server_address: z.string(),
    server_key_id: z.string(),
    server_key: z.string(),
    server_key_serial: z.int(),
    enrolled_at: z.string(),
  })
  .transform(
    (device): Omit<Device, 'formerServerKeys'> => ({
      deviceId: device.device_id,
      name: device.name,
      organisationId: device.organisation_id,
      branchId: device.branch_id,
      privateKey: device.private_key,
      publicKey: device.public_key,
      serverAddress: device.server_address,
      serverKey: { keyId: device.server_key_id, key: device.server_key },
      serverKeySerial: device.server_key_serial,
      enrolledAt: device.enrolled_at,
    }),
  );

const formerRow = z
  .object({ serial: z.int(), key_id: z.string(), key: z.string(), retired_at: z.string(), is_distrusted: z.int() })
  .transform(
    ({ serial, key, ...rest }): FormerServerKey => ({
      serial,
      keyId: rest.key_id,
      key,
      retiredAt: rest.retired_at,
      isDistrusted: rest.is_distrusted === 1,
    }),
  );

/** Null before enrolment. */
export function loadDevice(store: ReadStore): Device | null {
  const device = store.one(row, 'SELECT * FROM device');
  if (device === null) return null;
  return { ...device, formerServerKeys: store.all(formerRow, 'SELECT * FROM former_server_key ORDER BY serial') };
}

/** The pinned key and the former ones, after a renewal. */
export function saveServerKeys(
  transaction: WriteTransaction,
  { serverKey, serverKeySerial, formerServerKeys }: KnownServerKeys,
): void {
  transaction.run(
    'UPDATE device SET server_key_id = ?, server_key = ?, server_key_serial = ?',
    serverKey.keyId,
    serverKey.key,
    serverKeySerial,
  );
  for (const { serial, keyId, key, retiredAt, isDistrusted } of formerServerKeys) {
    transaction.run(
      `INSERT INTO former_server_key (serial, key_id, key, retired_at, is_distrusted) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (serial) DO UPDATE SET is_distrusted = max(is_distrusted, excluded.is_distrusted)`,
      serial,
      keyId,
      key,
      retiredAt,
      isDistrusted ? 1 : 0,
    );
  }
}

/** Once only: a second enrolment violates the table. */
export function saveDevice(transaction: WriteTransaction, device: Omit<Device, 'formerServerKeys'>): void {
  transaction.run(
    `INSERT INTO device (id, device_id, name, organisation_id, branch_id, private_key, public_key,
       server_address, server_key_id, server_key, server_key_serial, enrolled_at) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    device.deviceId,
    device.name,
    device.organisationId,
    device.branchId,
    device.privateKey,
    device.publicKey,
    device.serverAddress,
    device.serverKey.keyId,
    device.serverKey.key,
    device.serverKeySerial,
    device.enrolledAt,
  );
}
