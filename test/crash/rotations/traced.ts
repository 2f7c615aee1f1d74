// Kills a process exactly before one of its changes to the disk: the tracer sends SIGKILL as the call begins.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What makes something of a key file or a store be there, be durable, or be gone. */
const calls = 'pwrite64,ftruncate,fsync,fdatasync,rename,link,unlink,copy_file_range';

/** The n-th call of this name in the process's first thread, which does all of this work. */
export interface Moment {
  readonly call: string;
  readonly nth: number;
}

interface Work {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

const tracing = (more: readonly string[], { args }: Work) => [
  '-f',
  '-qq',
  '-e',
  `trace=${calls}`,
  '-e',
  'signal=none',
  ...more,
  process.execPath,
  ...args,
];

/** Runs it to its end. @returns every moment at which it could have been killed */
export function recordMoments(work: Work, file: string): readonly Moment[] {
  const done = spawnSync('strace', tracing(['--seccomp-bpf', '-o', file], work), { env: work.env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`the recorded command failed: ${done.stderr.slice(-2_000)}`);
  const lines = readFileSync(file, 'latin1').split('\n');
  const [first = ''] = /^\d+/.exec(lines[0] ?? '') ?? [];
  const counts = new Map<string, number>();
  return lines.flatMap((line) => {
    const [, thread, call = ''] = /^(\d+)\s+(\w+)\(/.exec(line) ?? [];
    if (thread !== first) return [];
    const nth = (counts.get(call) ?? 0) + 1;
    counts.set(call, nth);
    return [{ call, nth }];
  });
}

/** @returns whether the kill came before the command was over */
export function runKilled(work: Work, { call, nth }: Moment): boolean {
  // Without --seccomp-bpf, with which no signal is sent.
  const inject = ['-o', '/dev/null', '-e', `inject=${call}:signal=SIGKILL:when=${nth}`];
  const { status, signal } = spawnSync('strace', tracing(inject, work), { env: work.env, stdio: 'ignore' });
  return signal === 'SIGKILL' || status === 128 + 9;
}
