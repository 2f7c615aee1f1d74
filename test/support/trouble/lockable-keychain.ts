// A Secret Service of a test's own that can be locked like a session whose keyring nobody opened, while the bus and whoever uses it
// stay. Locking means a new daemon over the same keyring file, without its password or with another one.
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isUsable, startBus, startKeyringDaemon } from '#scripts/environment/secret-service.ts';

const answerWithinMs = 10_000;
/** A daemon that stays locked cannot be told from one that is not there yet, except by waiting. */
const settleMs = 500;

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

export class LockableKeychain {
  readonly #password: string;
  readonly #root: string;
  readonly #bus: ChildProcess;
  readonly #daemonEnv: NodeJS.ProcessEnv;
  #daemon: ChildProcess | null = null;

  private constructor(password: string, root: string, bus: ChildProcess, daemonEnv: NodeJS.ProcessEnv) {
    this.#password = password;
    this.#root = root;
    this.#bus = bus;
    this.#daemonEnv = daemonEnv;
    process.once('exit', () => {
      bus.kill('SIGKILL');
      this.#daemon?.kill('SIGKILL');
    });
  }

  /** Starts unlocked. */
  static async start(password: string): Promise<LockableKeychain> {
    const root = mkdtempSync(join(tmpdir(), 'countersign-lockable-'));
    const home = join(root, 'home');
    mkdirSync(home, { mode: 0o700 });
    const places = { HOME: home, XDG_RUNTIME_DIR: root, XDG_DATA_HOME: join(home, 'share'), XDG_CACHE_HOME: join(home, 'cache') };
    const env = { ...process.env, ...places };
    const { address, bus } = await startBus(env, root);
    const keychain = new LockableKeychain(password, root, bus, { ...env, DBUS_SESSION_BUS_ADDRESS: address });
    await keychain.unlock();
    return keychain;
  }

  /** Environment of a process that uses this keychain. */
  get env(): Readonly<Record<string, string>> {
    return { DBUS_SESSION_BUS_ADDRESS: this.#daemonEnv.DBUS_SESSION_BUS_ADDRESS ?? '', XDG_RUNTIME_DIR: this.#root };
  }

  async unlock(): Promise<void> {
    await this.#replaceDaemon(this.#password);
    const giveUpAt = Date.now() + answerWithinMs;
    while (!isUsable(this.#daemonEnv)) {
      if (Date.now() > giveUpAt) throw new Error('the keychain did not open');
      await sleep(100);
    }
  }

  /** @param password null: nobody gave one; a text: not the right one */
  async lock(password: string | null): Promise<void> {
    await this.#replaceDaemon(password);
    await sleep(settleMs);
    if (isUsable(this.#daemonEnv)) throw new Error('the keychain is still open');
  }

  async stop(): Promise<void> {
    if (this.#daemon !== null) await stopped(this.#daemon);
    await stopped(this.#bus);
    rmSync(this.#root, { recursive: true, force: true });
  }

  async #replaceDaemon(password: string | null): Promise<void> {
    if (this.#daemon !== null) await stopped(this.#daemon);
    this.#daemon = startKeyringDaemon(this.#daemonEnv, this.#root, password);
  }
}
