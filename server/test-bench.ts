// For tests only: a real server on real files in a temporary directory, a clock that stands still until it is moved, and
// workstations that speak the protocol. Nothing is faked but the time.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { instantFromMs } from '#src/base/instant.ts';
import { enrolment } from '#src/contract/sync/messages.ts';
import type { SignedReceipt } from '#src/crypto/signed.ts';
import type { Configuration, PublicKey } from '#src/domain/organisation/schema.ts';
import { type FieldValues, type RecordHeader, recordHeader } from '#src/domain/registration/schema.ts';
import { type Receipt, receipt } from '#src/domain/sync/receipt.ts';
import { randomId, randomNonce } from '#src/node/crypto/random.ts';
import { sealEnvelope } from '#src/node/crypto/sealing.ts';
import { generateSigningKey, openDocument, type PrivateKeyText } from '#src/node/crypto/signing.ts';
import { signRequest } from '#src/node/http/signed-requests.ts';
import type { Organisation, OrganisationDraft } from './app/organisation.ts';
import { buildServer, type ServerOptions } from './app.ts';
import { initialise } from './commands/init.ts';
import { demonstrationOrganisation } from './demo/organisation.ts';
import { type ActHandler, type Agent, agentGone, answering } from './kernel/agent/act.ts';
import { type DataLayout, dataLayout } from './kernel/data-layout.ts';
import { readyAct } from './kernel/gateways/ready-act.ts';
import { openOperationKeys } from './kernel/keys/file-key-ring.ts';
import type { KeyRing } from './kernel/keys/key-ring.ts';
import { systemRandomness } from './kernel/system.ts';
import { createDatabase, sharedCluster } from './test-bench-postgres.ts';
import { diskVariable, onceInFolder, testDisk } from './test-bench-run.ts';

export const keyPassphrase = 'operation passphrase for tests';
export const classPassphrase = 'class passphrase for tests';
export const custodians = ['one', 'two', 'three'].map((id) => ({ id, passphrase: `custodian ${id} for tests` }));

/** Every test over a bench runs once on each engine (vitest.config.ts). */
export const isOnPostgres = process.env.COUNTERSIGN_TEST_ENGINE === 'postgresql';

async function found(root: string, given?: OrganisationDraft): Promise<void> {
  const draft = given ?? (await demonstrationOrganisation(Date.now()));
  const database = isOnPostgres ? await createDatabase(await sharedCluster()) : null;
  const databaseUrl = database === null ? undefined : (await sharedCluster()).url(database);
  await initialise(root, { draft, keyPassphrase, classPassphrase, custodians, databaseUrl });
  if (database !== null) writeFileSync(databaseNote(root), database);
}

/** A founded organisation (the demonstration's, if none is given) that tests copy instead of making their own: its keys take seconds. */
export async function makeTemplate(given?: OrganisationDraft): Promise<string> {
  const root = join(mkdtempSync(join(testDisk(), 'countersign-template-')), 'data');
  await found(root, given);
  return root;
}

/** The demonstration's organisation, founded once in a test run: it is copied, never opened, changed or removed. */
export async function sharedTemplate(): Promise<string> {
  const run = process.env[diskVariable];
  if (run === undefined) throw new Error('there is no test run');
  const engine = isOnPostgres ? 'postgresql' : 'sqlite';
  const root = join(run, engine, 'data');
  await onceInFolder(run, engine, () => found(root));
  return root;
}

/** Beside a template on PostgreSQL lies the name of its database. */
function databaseNote(template: string): string {
  return join(template, '..', 'database');
}

/** It goes with its cluster: to drop it would cost a checkpoint. @returns its address, or undefined on SQLite */
export async function copyDatabase(template: string): Promise<string | undefined> {
  if (!isOnPostgres) return undefined;
  const cluster = await sharedCluster();
  return cluster.url(await createDatabase(cluster, readFileSync(databaseNote(template), 'utf8')));
}

export function copyTemplate(template: string): DataLayout {
  const root = join(mkdtempSync(join(testDisk(), 'countersign-server-')), 'data');
  cpSync(template, root, { recursive: true });
  return dataLayout(root);
}

function removeData(root: string): void {
  rmSync(join(root, '..'), { recursive: true, force: true });
}

interface MovableClock {
  readonly nowMs: () => number;
  readonly advance: (ms: number) => void;
}

function movableClock(startMs: number): MovableClock {
  let now = startMs;
  return {
    nowMs: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}

export interface Bench {
  readonly layout: DataLayout;
  /** Undefined on SQLite. */
  readonly databaseUrl: string | undefined;
  readonly app: FastifyInstance;
  readonly organisation: Organisation;
  readonly keyRing: KeyRing;
  readonly clock: MovableClock;
  readonly logged: string[];
  readonly close: () => Promise<void>;
}

interface BenchOptions extends Pick<ServerOptions, 'inspectorToken' | 'agent' | 'online'> {
  /** What is served a copy of; the demonstration's organisation when absent. */
  readonly template?: string;
}

export async function openBench({ template: given, ...options }: BenchOptions = {}): Promise<Bench> {
  const template = given ?? (await sharedTemplate());
  const layout = copyTemplate(template);
  const keyRing = await openOperationKeys(layout, keyPassphrase);
  const clock = movableClock(Date.now());
  const logged: string[] = [];
  const log = { write: (line: string) => logged.push(line) };
  const databaseUrl = await copyDatabase(template);
  const foundation = { layout, databaseUrl, keyRing, clock, randomness: systemRandomness };
  const { app, organisation } = await buildServer({ ...options, ...foundation, log, tls: null });
  const close = async () => {
    await app.close();
    removeData(layout.root);
  };
  return { layout, databaseUrl, app, organisation, keyRing, clock, logged, close };
}

export interface Workstation {
  readonly deviceId: string;
  readonly branchId: string;
  readonly key: PrivateKeyText;
  readonly serverKey: PublicKey;
}

export function enrolBody(code: string, key: PrivateKeyText): Record<string, unknown> {
  return { protocol: 1, code, nonce: randomNonce(), deviceKey: key.publicKey, name: 'Counter 1', appVersion: '0.1.0' };
}

export async function enrolWorkstation({ app, organisation, keyRing }: Bench, branchId = 'main-street'): Promise<Workstation> {
  const key = generateSigningKey();
  const { code } = await organisation.devices.issueCode(branchId, 60);
  const answer = await app.inject({ method: 'POST', url: '/v1/enrol', payload: enrolBody(code, key) });
  if (answer.statusCode !== 200) throw new Error(`enrolment failed: ${answer.body}`);
  const opened = openDocument('enrolment', answer.json().enrolment, keyRing.serverKey, enrolment);
  if (!opened.ok) throw new Error('the enrolment does not open');
  return { deviceId: opened.value.deviceId, branchId, key, serverKey: opened.value.serverKey };
}

/** Headers and text of a request as its workstation signs it. */
export async function signFor(
  workstation: Workstation,
  clock: { readonly nowMs: () => number },
  request: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string; readonly nonce?: string },
): Promise<Record<string, string>> {
  const body = request.body ?? '';
  const headers = await signRequest(
    { method: request.method, url: `http://server${request.path}`, body },
    {
      deviceId: workstation.deviceId,
      privateKey: workstation.key.privateKey,
      createdAtMs: clock.nowMs(),
      nonce: request.nonce ?? randomNonce(),
    },
  );
  return body === '' ? headers : { ...headers, 'content-type': 'application/json' };
}

export interface Sealed {
  readonly recordId: string;
  readonly text: string;
  readonly contentHash: string;
}

export interface SealChoice {
  readonly header?: Partial<Record<keyof RecordHeader, unknown>>;
  readonly values?: FieldValues;
  /** Values of other classes than identity. */
  readonly groups?: Readonly<Record<string, FieldValues>>;
  readonly classes?: Readonly<Record<string, PublicKey>>;
}

/** A sealed registration as a workstation makes it. */
export async function sealRecord(
  configuration: Configuration,
  workstation: Workstation,
  choice: SealChoice = {},
): Promise<Sealed> {
  const at = instantFromMs(Date.UTC(2026, 10, 24, 8));
  const [service] = configuration.services;
  const [form] = configuration.forms;
  const [notice] = configuration.notices;
  const header = recordHeader.parse({
    organisationId: configuration.organisation.id,
    branchId: workstation.branchId,
    deviceId: workstation.deviceId,
    recordId: randomId(),
    revision: 1,
    serviceId: service?.id,
    form: { id: form?.id, version: form?.version },
    language: 'zh-CN',
    notice: { noticeId: notice?.id, noticeVersion: notice?.version, language: 'zh-CN', channel: 'screen', acceptedAt: at },
    consents: [],
    capturedBy: 'staff-1001',
    review: { reviewedBy: 'staff-1001', reviewedAt: at, checks: ['document-valid'] },
    submittedAt: at,
    ...choice.header,
  });
  const published = Object.fromEntries(configuration.classes.map((one) => [one.name, one.sealTo]));
  const groups = { identity: choice.values ?? { name: '王小明', documentNumber: '110101199003071057' }, ...choice.groups };
  const sealed = await sealEnvelope({ header, groups, classKeys: { ...published, ...choice.classes } });
  return { recordId: header.recordId, ...sealed };
}

/** Sends envelopes as one signed batch with sequences 1, 2, 3 …; by itself as a client of the first protocol does. */
export async function push(
  bench: Bench,
  workstation: Workstation,
  envelopes: readonly string[],
  wish: { readonly receipts?: 'together' } = {},
): Promise<LightMyRequestResponse> {
  const records = envelopes.map((envelope, index) => ({ sequence: index + 1, envelope }));
  const body = JSON.stringify({ protocol: 1, records, ...wish });
  const headers = await signFor(workstation, bench.clock, { method: 'POST', path: '/v1/records', body });
  return bench.app.inject({ method: 'POST', url: '/v1/records', headers, payload: body });
}

/** An agent in this process. */
export function localAgent(handlers: readonly ActHandler[]): Agent {
  return {
    ask: async (act, input) => {
      const handler = handlers.find((one) => one.act.name === act.name);
      const output = await handler?.answer(JSON.parse(JSON.stringify(input))).catch(() => undefined);
      return output === undefined ? agentGone : act.output.parse(output);
    },
  };
}

/** Says of every source that it may be asked. */
export const readySource = answering(readyAct, async () => ({ ready: true as const, takesPortrait: false }));

/** Opens a receipt as a workstation does. @throws Error when the server did not sign it */
export function openReceipt(document: SignedReceipt, serverKey: PublicKey): Receipt {
  const opened = openDocument('receipt', document, serverKey, receipt);
  if (!opened.ok) throw new Error(`the receipt does not open: ${opened.error}`);
  return opened.value;
}
