// The real server as its own process, over the demonstration organisation: for the guided run, `npm start` and the tests.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const serverEntry = join(import.meta.dirname, '..', '..', 'server', 'main.ts');
const run = promisify(execFile);

/** Passphrases of the server's two key files. They never touch the data folder. */
export interface ServerSecrets {
  readonly keyPassphrase: string;
  readonly classPassphrase: string;
}

export function randomSecrets(): ServerSecrets {
  return { keyPassphrase: randomBytes(24).toString('base64url'), classPassphrase: randomBytes(24).toString('base64url') };
}

function environment(secrets: ServerSecrets): NodeJS.ProcessEnv {
  return {
    ...process.env,
    COUNTERSIGN_KEY_PASSPHRASE: secrets.keyPassphrase,
    COUNTERSIGN_CLASS_PASSPHRASE: secrets.classPassphrase,
  };
}

/** Creates keys, database and the demonstration organisation in an empty folder. */
export async function initialiseServer(dataDir: string, secrets: ServerSecrets): Promise<void> {
  await run(process.execPath, [serverEntry, 'init', '--data', dataDir, '--demo'], { env: environment(secrets) });
}

export async function issueEnrolmentCode(dataDir: string, secrets: ServerSecrets, branchId: string): Promise<string> {
  const args = [serverEntry, 'enrolment-code', '--data', dataDir, '--branch', branchId];
  const { stdout } = await run(process.execPath, args, { env: environment(secrets) });
  return stdout.trim();
}

export class ServerProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** Resolves when the server listens. @param port 0 for a free one */
  static async start(dataDir: string, secrets: ServerSecrets, port = 0): Promise<ServerProcess> {
    const child = spawn(process.execPath, [serverEntry, 'serve', '--data', dataDir, '--port', String(port)], {
      env: environment(secrets),
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
    process.once('exit', () => child.kill('SIGKILL'));
    return new ServerProcess(child, url);
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill(signal);
    await ended;
  }
}
