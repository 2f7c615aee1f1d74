// The real server over the demonstration organisation, on either engine, with enrolled workstations: as a process of its own, or its
// services inside this one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Organisation, type OrganisationDraft, openOrganisation } from '#server/app/organisation.ts';
import { initialise } from '#server/commands/init.ts';
import { type AuditLog, createAuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import { systemClock, systemRandomness } from '#server/kernel/system.ts';
import { createDatabase, makeClusterFolder, startCluster } from '#server/test-bench-postgres.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { Configuration, PublicKey } from '#src/domain/organisation/schema.ts';
import { randomNonce } from '#src/node/crypto/random.ts';
import { generateSigningKey } from '#src/node/crypto/signing.ts';
import { demonstrationCustodians, randomSecrets, ServerProcess, type ServerSecrets } from '#test/support/server-process.ts';
import { familyMs, processMs } from './processor-time.ts';

/** A PostgreSQL server with everything durable, removed at the end; several subjects may share it. */
export interface Database {
  readonly newUrl: () => Promise<string>;
  /** Runs statements as superuser in the database of this address. */
  readonly admin: (url: string, sql: string) => Promise<readonly Record<string, unknown>[]>;
  /** The server's own, where it may read and write files. */
  readonly folder: string;
  readonly usedMs: () => number;
  readonly stop: () => void;
}

export async function startDatabase(settings: Readonly<Record<string, string>> = {}): Promise<Database> {
  const folder = makeClusterFolder();
  const cluster = await startCluster(folder, settings);
  const end = () => cluster.stop();
  process.once('exit', end);
  const postmaster = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  return {
    folder,
    newUrl: async () => cluster.url(await createDatabase(cluster)),
    admin: (url, sql) => cluster.admin(sql, new URL(url).pathname.slice(1)),
    usedMs: () => familyMs(postmaster),
    stop: () => {
      process.off('exit', end);
      cluster.stop();
    },
  };
}

export interface SimulatedDevice {
  readonly deviceId: string;
  readonly branchId: string;
  readonly privateKey: string;
}

/** An organisation on the disk, and its workstations. */
export interface Founded {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly secrets: ServerSecrets;
  readonly devices: readonly SimulatedDevice[];
}

export type Inside = Pick<
  Organisation,
  'organisationId' | 'store' | 'configuration' | 'attachments' | 'verification' | 'close'
> & {
  readonly audit: AuditLog;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly device: SimulatedDevice;
};

async function open({ folder, databaseUrl, secrets }: Omit<Founded, 'devices'>) {
  const layout = dataLayout(folder);
  const keyRing = await openOperationKeys(layout, secrets.keyPassphrase);
  const foundation = { layout, databaseUrl, keyRing, clock: systemClock, randomness: systemRandomness };
  return { keyRing, organisation: await openOrganisation(foundation) };
}

async function enrol(organisation: Organisation, count: number): Promise<readonly SimulatedDevice[]> {
  const branchId = (await organisation.configuration.newest()).body.branches[0]?.id ?? '';
  const enrolled: SimulatedDevice[] = [];
  while (enrolled.length < count) {
    const key = generateSigningKey();
    const { code } = await organisation.devices.issueCode(branchId, 60);
    const made = { name: `Counter ${enrolled.length + 1}`, nonce: randomNonce(), deviceKey: key.publicKey, appVersion: '0.1.0' };
    const { enrolment } = await organisation.devices.enrol({ ...made, code, protocol: protocolVersion });
    enrolled.push({ deviceId: JSON.parse(enrolment.body).deviceId, branchId, privateKey: key.privateKey });
  }
  return enrolled;
}

export interface Wish {
  readonly draft: OrganisationDraft;
  readonly devices: number;
  /** Null: the embedded store. */
  readonly database: Database | null;
}

export async function found(folder: string, { draft, devices, database }: Wish): Promise<Founded> {
  const secrets = randomSecrets();
  const databaseUrl = await database?.newUrl();
  const custodians = demonstrationCustodians.slice(1).map((id) => ({ id, passphrase: `custodian ${id} of the bench` }));
  await initialise(folder, { ...secrets, draft, custodians, databaseUrl });
  const { organisation } = await open({ folder, databaseUrl, secrets });
  const enrolled = await enrol(organisation, devices);
  await organisation.close();
  return { folder, databaseUrl, secrets, devices: enrolled };
}

/** Its services without a network, while no server runs over it. */
export async function openInside(founded: Founded): Promise<Inside> {
  const { keyRing, organisation } = await open(founded);
  const [device] = founded.devices;
  if (device === undefined) throw new Error('no workstation');
  return { ...organisation, audit: createAuditLog(organisation.organisationId), keyRing, clock: systemClock, device };
}

/** A running server. */
export interface Subject {
  readonly url: string;
  readonly serverKey: PublicKey;
  readonly configuration: Configuration;
  readonly devices: readonly SimulatedDevice[];
  /** Processor time so far, of the server's process and of the database beside it. */
  readonly usedMs: () => { readonly server: number; readonly database: number };
  readonly stop: () => Promise<void>;
}

export async function serve(founded: Founded, database: Database | null): Promise<Subject> {
  const { folder, databaseUrl, secrets, devices } = founded;
  const { keyRing, organisation } = await open(founded);
  const configuration = (await organisation.configuration.newest()).body;
  await organisation.close();
  const server = await ServerProcess.start(folder, secrets, 0, databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl });
  return {
    url: server.url,
    serverKey: keyRing.serverKey,
    configuration,
    devices,
    usedMs: () => ({ server: processMs(server.pid), database: database?.usedMs() ?? 0 }),
    stop: () => server.stop(),
  };
}
