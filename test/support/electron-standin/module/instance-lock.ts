// The single-instance lock: a file in the data directory names the holder's process and a Unix socket on which later
// starts announce themselves. Creating the file exclusively decides who is first; a file of a dead process is stale.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';

const LOCK_FILE = 'standin-instance.lock';
const NOTIFY_TIMEOUT_MS = 5000;

interface Holder {
  readonly pid: number;
  readonly socket: string;
}

/** What a later start tells the first one. */
export interface Announcement {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/** True when a living process holds the lock of this data directory. */
export function isInstanceRunning(userDataDir: string): boolean {
  const holder = readHolder(userDataDir);
  return holder !== undefined && isAlive(holder.pid);
}

export class InstanceLock {
  readonly #onSecond: (announcement: Announcement) => void;
  #held: { readonly server: Server; readonly file: string; readonly socket: string } | undefined;

  constructor(onSecond: (announcement: Announcement) => void) {
    this.#onSecond = onSecond;
  }

  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** Takes the lock, or tells its holder about this start and answers false. */
  request(userDataDir: string, announcement: Announcement): boolean {
    if (this.#held) return true;
    mkdirSync(userDataDir, { recursive: true });
    const file = path.join(userDataDir, LOCK_FILE);
    const socket = path.join(os.tmpdir(), `electron-standin-${process.pid}-${Date.now().toString(36)}.sock`);
    if (!this.#create(file, { pid: process.pid, socket })) {
      const holder = readHolder(userDataDir);
      if (holder && isAlive(holder.pid) && notify(holder.socket, announcement)) return false;
      unlinkQuietly(file);
      if (holder) unlinkQuietly(holder.socket);
      if (!this.#create(file, { pid: process.pid, socket })) return false;
    }
    const server = createServer((connection) => {
      let text = '';
      connection.on('data', (chunk) => {
        text += String(chunk);
      });
      connection.on('end', () => {
        connection.end();
        this.#onSecond(JSON.parse(text) as Announcement);
      });
    });
    server.listen(socket).unref();
    this.#held = { server, file, socket };
    return true;
  }

  release(): void {
    if (!this.#held) return;
    this.#held.server.close();
    unlinkQuietly(this.#held.file);
    unlinkQuietly(this.#held.socket);
    this.#held = undefined;
  }

  #create(file: string, holder: Holder): boolean {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, JSON.stringify(holder));
      closeSync(handle);
      return true;
    } catch {
      return false;
    }
  }
}

function readHolder(userDataDir: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path.join(userDataDir, LOCK_FILE), 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** requestSingleInstanceLock is synchronous and sockets are not: a short child process does the talking. */
function notify(socket: string, announcement: Announcement): boolean {
  const script =
    "const s=require('net').connect(process.argv[1]);s.on('connect',()=>s.end(process.argv[2]));" +
    "s.on('error',()=>process.exit(3));s.on('data',()=>{});s.on('close',()=>process.exit(0))";
  try {
    execFileSync(process.execPath, ['-e', script, socket, JSON.stringify(announcement)], {
      stdio: 'ignore',
      timeout: NOTIFY_TIMEOUT_MS,
    });
    return true;
  } catch {
    return false;
  }
}

function unlinkQuietly(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    return;
  }
}
