// Every command that renews keys, killed before one of its writes: the server opens with what is there, the record of before is there with
// its receipt and can be read, and the same command goes on to its end (R4.2, R4.7).
import { execFile } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { openOrganisation } from '#server/app/organisation.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { findClassKey, openClassKeys, openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { findServerKey } from '#server/kernel/keys/sign-anew.ts';
import { systemClock, systemRandomness } from '#server/kernel/system.ts';
import {
  classPassphrase,
  enrolWorkstation,
  keyPassphrase,
  openBench,
  openReceipt,
  push,
  sealRecord,
} from '#server/test-bench.ts';
import { signedReceipt } from '#src/crypto/signed.ts';
import { openEnvelopeClass } from '#src/node/crypto/sealing.ts';
import { Dice } from '#test/support/monkey/dice.ts';
import { serverEntry } from '#test/support/server-process.ts';
import { type Moment, recordMoments, runKilled } from './traced.ts';

const newPassphrase = 'another passphrase for tests';
const commands = {
  signing: ['rotate-keys', 'signing'],
  emergency: ['rotate-keys', 'signing', '--emergency'],
  classes: ['rotate-class-keys'],
  database: ['rotate-database-key'],
  passphrase: ['change-passphrase', '--ring', 'operation'],
  'class-passphrase': ['change-passphrase', '--ring', 'classes'],
} as const;
export type RotationCommand = keyof typeof commands;
export const rotationCommands = Object.keys(commands) as RotationCommand[];

export interface RotationsRun {
  readonly seed: number;
  /** Of all commands together, each in its turn. */
  readonly kills: number;
  readonly template: string;
  readonly folder: string;
  readonly only?: readonly RotationCommand[];
}

export interface RotationsReport {
  /** Runs that were ended by the kill; the others were over before it. */
  readonly kills: number;
  /** Moments at which each command could be killed. */
  readonly moments: ReadonlyMap<RotationCommand, number>;
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** The first of the passphrases that opens it. */
async function opened<T>(open: (passphrase: string) => Promise<T>, first: string): Promise<T> {
  return open(first).catch(() => open(newPassphrase));
}

/** What has to hold after every kill and after every end. @throws Error */
async function check(root: string, envelope: string): Promise<void> {
  const layout = dataLayout(root);
  const keyRing = await opened((passphrase) => openOperationKeys(layout, passphrase), keyPassphrase);
  const classKeys = await opened((passphrase) => openClassKeys(layout, passphrase), classPassphrase);
  const organisation = await openOrganisation({ layout, keyRing, clock: systemClock, randomness: systemRandomness });
  try {
    const { body, document } = await organisation.configuration.newest();
    if (document.keyId !== keyRing.serverKey.keyId) throw new Error('the configuration is not given out under the key of today');
    const rows = await organisation.store.selectFrom('record').select(['envelope', 'receipt']).execute();
    const [row] = rows;
    if (rows.length !== 1 || row?.envelope !== envelope) throw new Error(`${rows.length} records, or another one`);
    const receipt = signedReceipt.parse(JSON.parse(row.receipt));
    const signer = findServerKey(keyRing, receipt.keyId);
    if (signer === null) throw new Error('the key of the receipt is forgotten');
    openReceipt(receipt, signer);
    const { keyId } = JSON.parse(envelope).classes.identity;
    const key = findClassKey(classKeys, 'identity', keyId);
    if (key === null) throw new Error('the class key of the record is forgotten');
    await openEnvelopeClass(envelope, 'identity', key);
    const published = body.classes.find(({ name }) => name === 'identity')?.sealTo.keyId ?? '';
    if (findClassKey(classKeys, 'identity', published) === null) throw new Error('a published class key is not in the ring');
    await checkLog(organisation, keyRing.serverKeySerial);
  } finally {
    await organisation.close();
  }
}

type Opened = Awaited<ReturnType<typeof openOrganisation>>;

async function checkLog({ store, audit }: Opened, serial: number): Promise<void> {
  await audit.checkpoint();
  const rows = await store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  const leaves = rows.map(({ content }) => JSON.parse(content));
  if (leaves.some((leaf, index) => leaf.sequence !== index)) throw new Error('the log has a gap');
  const renewals = leaves.filter(({ action }) => action === 'server-key.renewed').map((leaf) => leaf.serial);
  const wanted = Array.from({ length: serial }, (_, index) => index + 1);
  if (String(renewals) !== String(wanted)) throw new Error(`renewals ${renewals} in the log, ${serial} in the ring`);
}

/** A server with one record of before. @returns its data directory and the record */
async function prepare(template: string, folder: string): Promise<{ readonly root: string; readonly envelope: string }> {
  const bench = await openBench({ template });
  const workstation = await enrolWorkstation(bench);
  const sealed = await sealRecord((await bench.organisation.configuration.newest()).body, workstation);
  const { outcomes } = (await push(bench, workstation, [sealed.text])).json();
  if (outcomes[0]?.outcome !== 'accepted') throw new Error('the record was not taken in');
  await bench.organisation.close();
  const root = join(folder, 'prepared');
  cpSync(bench.layout.root, root, { recursive: true });
  rmSync(dirname(bench.layout.root), { recursive: true });
  return { root, envelope: sealed.text };
}

function workOf(command: RotationCommand, root: string) {
  const env = {
    PATH: process.env.PATH,
    COUNTERSIGN_KEY_PASSPHRASE: keyPassphrase,
    COUNTERSIGN_CLASS_PASSPHRASE: classPassphrase,
    COUNTERSIGN_NEW_PASSPHRASE: newPassphrase,
  };
  return { args: [serverEntry, ...commands[command], '--data', root], env };
}

/** Kills it once, and runs it again. @returns whether the kill met it, and what did not hold */
async function trial(command: RotationCommand, prepared: Awaited<ReturnType<typeof prepare>>, moment: Moment, root: string) {
  cpSync(prepared.root, root, { recursive: true });
  try {
    const work = workOf(command, root);
    const isKilled = runKilled(work, moment);
    await check(root, prepared.envelope);
    await promisify(execFile)(process.execPath, work.args, { env: work.env });
    await check(root, prepared.envelope);
    return { isKilled, fault: null };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { isKilled: true, fault: `${command}, killed at ${moment.call} ${moment.nth}: ${said}` };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export async function runRotations({ seed, kills, template, folder, only }: RotationsRun): Promise<RotationsReport> {
  const from = performance.now();
  const dice = new Dice(seed);
  const prepared = await prepare(template, folder);
  const chosen = only ?? rotationCommands;
  const moments = new Map<RotationCommand, readonly Moment[]>();
  for (const command of chosen) {
    const root = join(folder, `recorded-${command}`);
    cpSync(prepared.root, root, { recursive: true });
    moments.set(command, recordMoments(workOf(command, root), join(folder, 'trace')));
    rmSync(root, { recursive: true });
  }
  const faults: string[] = [];
  let killed = 0;
  for (let kill = 0; kill < kills; kill++) {
    const command = chosen[kill % chosen.length] ?? 'signing';
    const moment = dice.pick(moments.get(command) ?? []);
    const { isKilled, fault } = await trial(command, prepared, moment, join(folder, `trial-${kill}`));
    if (isKilled) killed += 1;
    if (fault !== null) faults.push(fault);
  }
  const counts = new Map([...moments].map(([command, list]) => [command, list.length]));
  return { kills: killed, moments: counts, faults, seconds: (performance.now() - from) / 1_000 };
}
