// Backups of the serving process (R4.5): when one is due, the `backup` command runs as a process of its own, so that copying and comparing
// delay no request and its crash ends nothing. What failed is in the log, in the audit log and in `/healthz`.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import type { Organisation } from '#server/app/organisation.ts';

const askEveryMs = 60_000;
const entry = join(import.meta.dirname, '..', 'main.ts');

export interface ScheduleOptions {
  readonly backups: Organisation['backups'];
  readonly folder: string;
  readonly dataRoot: string;
  readonly log: FastifyBaseLogger;
  readonly passphrase: string;
}

/** What the backup needs of the environment, and no passphrase of anything: its own it reads from a descriptor. */
function environmentOfBackup(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^COUNTERSIGN_.*(PASSPHRASE|TOKEN)/.test(name));
  return { ...Object.fromEntries(kept), COUNTERSIGN_KEY_PASSPHRASE_FD: '3' };
}

export function scheduleBackups({ backups, folder, dataRoot, log, passphrase }: ScheduleOptions): {
  readonly stop: () => void;
} {
  let running: ChildProcess | null = null;
  const start = (): void => {
    const child = spawn(process.execPath, [entry, 'backup', '--data', dataRoot, '--to', folder], {
      env: environmentOfBackup(),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    running = child;
    const handing = child.stdio[3] as Writable;
    // Gone before it read: its end tells why.
    handing.on('error', () => undefined);
    handing.end(passphrase);
    let told = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      // One sentence with a code; never more than that of it.
      told = (told + text).slice(-1_000);
    });
    child.stdout?.resume();
    child.once('error', (error) => {
      running = null;
      log.error({ code: error.name }, 'the backup could not be started');
    });
    child.once('close', (status) => {
      running = null;
      if (status === 0) log.info({ told: told.trim() }, 'a backup was made and verified');
      else log.error({ status, told: told.trim() }, 'the backup failed');
    });
  };
  const ask = async (): Promise<void> => {
    try {
      if (running === null && (await backups.status()).isDue) start();
    } catch {
      log.error('whether a backup is due could not be found out');
    }
  };
  const timer = setInterval(() => void ask(), askEveryMs);
  void ask();
  return {
    stop: () => {
      clearInterval(timer);
      running?.kill();
    },
  };
}
