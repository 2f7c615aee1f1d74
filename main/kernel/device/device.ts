// This workstation as it was enrolled (S7): its identity at the server, its signing key, and the server it is bound to.
import * as z from 'zod';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';

export interface Device {
  readonly deviceId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly branchId: string;
  /** Ed25519, PKCS#8 in base64url; leaves the store only to sign requests. */
  readonly privateKey: string;
  readonly publicKey: string;
  /** Base address without a trailing slash. */
  readonly serverAddress: string;
  /** The pinned identity: nothing is sent to a server that cannot sign with it. */
  readonly serverKey: PublicKey;
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
    enrolled_at: z.string(),
  })
  .transform(
    (device): Device => ({
      deviceId: device.device_id,
      name: device.name,
      organisationId: device.organisation_id,
      branchId: device.branch_id,
      privateKey: device.private_key,
      publicKey: device.public_key,
      serverAddress: device.server_address,
      serverKey: { keyId: device.server_key_id, key: device.server_key },
      enrolledAt: device.enrolled_at,
    }),
  );

/** Null before enrolment. */
export function loadDevice(store: ReadStore): Device | null {
  return store.one(row, 'SELECT * FROM device');
}

/** Once only: a second enrolment violates the table. */
export function saveDevice(transaction: WriteTransaction, device: Device): void {
  transaction.run(
    `INSERT INTO device (id, device_id, name, organisation_id, branch_id, private_key, public_key,
       server_address, server_key_id, server_key, enrolled_at) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    device.deviceId,
    device.name,
    device.organisationId,
    device.branchId,
    device.privateKey,
    device.publicKey,
    device.serverAddress,
    device.serverKey.keyId,
    device.serverKey.key,
    device.enrolledAt,
  );
}
