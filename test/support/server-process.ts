// The real server as its own process, over the demonstration organisation: for the guided run, `npm start` and the tests.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { OrganisationDraft } from '#server/app/organisation.ts';

export const serverEntry = join(import.meta.dirname, '..', '..', 'server', 'main.ts');

/** Runs one server command to its end; its own words are the error. It never outlives this process. */
async function run(args: readonly string[], secrets: ServerSecrets): Promise<string> {
  const running = promisify(execFile)(process.execPath, [serverEntry, ...args], { env: serverEnvironment(secrets) });
  const end = () => running.child.kill('SIGKILL');
  process.once('exit', end);
  try {
    return (await running).stdout.trim();
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw words === '' ? error : new Error(words);
  } finally {
    process.off('exit', end);
  }
}

/** Passphrases of the server's two key files. They never touch the data folder. */
export interface ServerSecrets {
  readonly keyPassphrase: string;
  readonly classPassphrase: string;
}

export function randomSecrets(): ServerSecrets {
  return { keyPassphrase: randomBytes(24).toString('base64url'), classPassphrase: randomBytes(24).toString('base64url') };
}

/** Whose shares a demonstration server's init makes. */
export const demonstrationCustodians = ['custodian-1', 'custodian-2', 'custodian-3'] as const;

export function serverEnvironment(secrets: ServerSecrets): NodeJS.ProcessEnv {
  return {
    ...process.env,
    COUNTERSIGN_KEY_PASSPHRASE: secrets.keyPassphrase,
    COUNTERSIGN_CLASS_PASSPHRASE: secrets.classPassphrase,
    ...Object.fromEntries(
      demonstrationCustodians.map((id, index) => [
        `COUNTERSIGN_${id.toUpperCase().replaceAll('-', '_')}_PASSPHRASE`,
        `${secrets.classPassphrase} of custodian ${index + 1}`,
      ]),
    ),
  };
}

/** Creates keys, database and the demonstration organisation in an empty folder. */
export async function initialiseServer(dataDir: string, secrets: ServerSecrets): Promise<void> {
  await run(['init', '--data', dataDir, '--demo'], secrets);
}

/** @param minutes how long it enrols */
export function issueEnrolmentCode(dataDir: string, secrets: ServerSecrets, branchId: string, minutes = 60): Promise<string> {
  return run(['enrolment-code', '--data', dataDir, '--branch', branchId, '--minutes', String(minutes)], secrets);
}

/** What two custodians do with a workstation's request. @returns the file of their answer */
export async function answerRecovery(
  place: { readonly serverDataDir: string; readonly secrets: ServerSecrets; readonly folder: string },
  asked: { readonly request: string; readonly fingerprint: string },
): Promise<string> {
  const { serverDataDir, secrets, folder } = place;
  const files = {
    request: join(folder, 'request.json'),
    journal: join(folder, 'journal.jsonl'),
    out: join(folder, 'answer.json'),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(files.request, asked.request);
  const shares = [demonstrationCustodians[0], demonstrationCustodians[2]].flatMap((id) => [
    '--share',
    join(serverDataDir, 'recovery-shares', `${id}.share`),
  ]);
  const named = Object.entries(files).flatMap(([name, file]) => [`--${name}`, file]);
  await run(['recover', ...named, '--fingerprint', asked.fingerprint, ...shares], secrets);
  return files.out;
}

/** The workstations of which a copy has reported; or a person's decision that whichever reports next is the one. */
export function copies(dataDir: string, secrets: ServerSecrets, accept?: string): Promise<string> {
  return run(['copies', '--data', dataDir, ...(accept === undefined ? [] : ['--accept', accept])], secrets);
}

/** Renews the server's signing key; the server is stopped. @returns the fingerprint that is read to administrators */
export async function renewSigningKey(dataDir: string, secrets: ServerSecrets, isEmergency: boolean): Promise<string> {
  const args = ['rotate-keys', 'signing', '--data', dataDir, ...(isEmergency ? ['--emergency'] : [])];
  return JSON.parse(await run(args, secrets)).fingerprint;
}

/** One of the organisation's own systems as a client, also while the server runs. @returns its token, shown this once */
export async function addSystemClient(dataDir: string, secrets: ServerSecrets, by: string): Promise<string> {
  const scopes = ['subjects:ask', 'subjects:list', 'business:write'].flatMap((scope) => ['--scope', scope]);
  return JSON.parse(await run(['system-client', 'add', '--data', dataDir, '--name', 'till', '--by', by, ...scopes], secrets))
    .token;
}

/** Changes the organisation file as the server prints it. */
export type OrganisationChange = (file: OrganisationDraft) => void;

/** Publishes the next version of the configuration with a change to the newest one. */
export async function publishChange(dataDir: string, secrets: ServerSecrets, change: OrganisationChange): Promise<void> {
  const file: OrganisationDraft = JSON.parse(await run(['configuration', '--data', dataDir], secrets));
  change(file);
  const path = `${dataDir}-organisation.json`;
  writeFileSync(path, JSON.stringify(file));
  await run(['configuration', '--data', dataDir, '--file', path], secrets);
}

/** Writes the newest signed configuration to a file, as an administrator carries it to a branch without a network. */
export async function exportConfiguration(dataDir: string, secrets: ServerSecrets, out: string): Promise<void> {
  await run(['configuration-export', '--data', dataDir, '--out', out], secrets);
}

/** Takes a medium of a branch in and writes the receipts for the way back. @returns the command's line */
export function importMedium(dataDir: string, secrets: ServerSecrets, file: string, receipts: string): Promise<string> {
  return run(['import-file', '--data', dataDir, '--file', file, '--receipts-out', receipts], secrets);
}

export class ServerProcess {
  readonly url: string;
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #logged: readonly Buffer[];
  readonly #kill = () => this.#child.kill('SIGKILL');

  private constructor(child: ChildProcess, url: string, logged: readonly Buffer[]) {
    this.#child = child;
    this.#logged = logged;
    this.pid = child.pid ?? 0;
    this.url = url;
    process.once('exit', this.#kill);
    child.once('exit', () => process.off('exit', this.#kill));
  }

  /** Resolves when the server listens. @param port 0 for a free one */
  static async start(
    dataDir: string,
    secrets: ServerSecrets,
    port = 0,
    env: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ): Promise<ServerProcess> {
    const child = spawn(process.execPath, [serverEntry, 'serve', '--data', dataDir, '--port', String(port), ...args], {
      env: { ...serverEnvironment(secrets), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const complaints: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    const url = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const message: unknown = line.startsWith('{') ? JSON.parse(line) : null;
        if (message !== null && typeof message === 'object' && 'listening' in message) resolve(String(message.listening));
      });
      child.once('error', reject);
      child.once('exit', (code) =>
        reject(new Error(`the server ended with ${code}: ${Buffer.concat(complaints).toString().trim()}`)),
      );
    });
    return new ServerProcess(child, url, complaints);
  }

  /** All that it wrote to stderr by now. */
  log(): string {
    return Buffer.concat(this.#logged).toString('utf8');
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (!this.isRunning) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill(signal);
    await ended;
  }
}
