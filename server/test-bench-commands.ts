// For tests only: the server's commands as an administrator types them, each a process of its own that is given nothing of the
// test's environment but where programs lie and what Node compiled before.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { keyPassphrase } from './test-bench.ts';

export const entry = join(import.meta.dirname, 'main.ts');

type Environment = Readonly<Record<string, string | undefined>>;

const operationPassphrase: Environment = { COUNTERSIGN_KEY_PASSPHRASE: keyPassphrase };

const { PATH, NODE_COMPILE_CACHE } = process.env;

/** It ends with its test. */
export function startCommand(args: readonly string[], env: Environment = operationPassphrase): ChildProcess {
  const options: SpawnOptions = { env: { PATH, NODE_COMPILE_CACHE, ...env }, stdio: ['pipe', 'pipe', 'pipe'] };
  const child = spawn(process.execPath, [entry, ...args], options);
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Of its one sentence. */
  readonly code: string | undefined;
}

export async function ended(child: ChildProcess): Promise<Ended> {
  const status = new Promise<number | null>((resolve) => child.once('close', resolve));
  if (child.stdout === null || child.stderr === null) throw new Error('the child has no output');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, stdout, stderr, code: /\[([a-z/-]+)\]\n$/.exec(stderr)?.[1] };
}

export function runCommand(args: readonly string[], env: Environment = operationPassphrase, input = ''): Promise<Ended> {
  const child = startCommand(args, env);
  child.stdin?.end(input);
  return ended(child);
}

export interface Serving {
  readonly url: string;
  readonly pid: number;
  readonly stdout: readonly string[];
  /** What it wrote to stderr by now. */
  readonly log: () => string;
  /** @returns its exit code, null when the signal ended it */
  readonly end: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => Promise<number | null>;
}

/** Resolves when it listens. */
export async function serve(data: string, args: readonly string[] = [], env: Environment = {}): Promise<Serving> {
  const child = startCommand(['serve', '--data', data, '--port', '0', ...args], { ...operationPassphrase, ...env });
  const stdout: string[] = [];
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const line = await new Promise<string>((resolve, reject) => {
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on('line', (one) => {
        stdout.push(one);
        resolve(one);
      });
    }
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const { listening } = JSON.parse(line);
  const isOver = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const end = (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => {
    child.kill(signal);
    return isOver;
  };
  return { url: listening, pid: child.pid ?? 0, stdout, log: () => log, end };
}
