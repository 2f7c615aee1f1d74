// A Secret Service keychain for this process and its children. The session's own is used where it answers; otherwise a private
// D-Bus daemon and gnome-keyring are started and end with this process. The private keyring is encrypted with the given password.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { removeFolder } from './remove-folder.ts';

export interface SecretService {
  /** Environment to give to a process that uses the keychain. */
  readonly env: Readonly<Record<string, string>>;
  readonly isPrivate: boolean;
  stop(): void;
}

/** True when a Secret Service with an unlocked default collection answers on the bus of this environment. */
export function isUsable(env: NodeJS.ProcessEnv): boolean {
  if (env.DBUS_SESSION_BUS_ADDRESS === undefined) return false;
  const attributes = ['service', 'countersign-probe', 'account', String(process.pid)];
  const options = { env, timeout: 5_000, input: 'probe' };
  const isStored = spawnSync('secret-tool', ['store', '--label=Countersign probe', ...attributes], options).status === 0;
  if (isStored) spawnSync('secret-tool', ['clear', ...attributes], options);
  return isStored;
}

/** A bus that starts no services by itself: otherwise the first question would bring up a second, locked keyring daemon. */
function busConfiguration(runtime: string): string {
  // An address escapes every other byte as %XX (D-Bus specification, server addresses); XML has nothing left to escape then.
  const path = Buffer.from(join(runtime, 'bus')).reduce((text, byte) => {
    const character = String.fromCharCode(byte);
    return text + (/[-0-9A-Za-z_/.]/u.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`);
  }, '');
  return `<busconfig><type>session</type><listen>unix:path=${path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;
}

/** @param runtime private folder for the bus's own files */
export function startBus(env: NodeJS.ProcessEnv, runtime: string): Promise<{ address: string; bus: ChildProcess }> {
  const configuration = join(runtime, 'bus.conf');
  writeFileSync(configuration, busConfiguration(runtime));
  const bus = spawn('dbus-daemon', [`--config-file=${configuration}`, '--nofork', '--print-address=1'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve, reject) => {
    bus.once('error', reject);
    bus.stdout.once('data', (line: Buffer) => resolve({ address: line.toString().trim(), bus }));
    bus.once('exit', (code) => reject(new Error(`dbus-daemon ended with ${code}`)));
  });
}

/** Starts the keyring daemon on the bus of `env`. @param password opens the keyring of the home in `env`; null leaves it locked */
export function startKeyringDaemon(env: NodeJS.ProcessEnv, runtime: string, password: string | null): ChildProcess {
  const unlocking = password === null ? [] : ['--unlock'];
  const args = ['--foreground', ...unlocking, '--components=secrets', `--control-directory=${runtime}/keyring`];
  const daemon = spawn('gnome-keyring-daemon', args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
  daemon.stdin.end(password ?? '');
  return daemon;
}

/**
 * Starts a private keychain.
 * @param home folder for the keyring files; kept, so that the same password opens it again
 * @param password encrypts the keyring; an empty one would leave the keys in plain text and is refused
 */
export async function startPrivateSecretService(home: string, password: string): Promise<SecretService> {
  if (password === '') throw new Error('a keyring without a password is not encrypted');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const runtime = mkdtempSync(join(tmpdir(), 'countersign-run-'));
  chmodSync(runtime, 0o700);
  const base = {
    ...process.env,
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: join(home, 'share'),
    XDG_CACHE_HOME: join(home, 'cache'),
  };
  const { address, bus } = await startBus(base, runtime);
  const env = { ...base, DBUS_SESSION_BUS_ADDRESS: address };
  const daemon = startKeyringDaemon(env, runtime, password);
  const stop = () => {
    daemon.kill();
    bus.kill();
    removeFolder(runtime);
  };
  process.once('exit', stop);
  const giveUpAt = Date.now() + 10_000;
  while (Date.now() < giveUpAt) {
    if (isUsable(env)) {
      return { env: { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime }, isPrivate: true, stop };
    }
    await sleep(100);
  }
  stop();
  throw new Error('the private keychain did not answer');
}

/** The session's keychain if it is usable, otherwise a private one. */
export async function ensureSecretService(home: string, password: string): Promise<SecretService> {
  if (process.platform !== 'linux') return { env: {}, isPrivate: false, stop: () => undefined };
  if (isUsable(process.env)) return { env: {}, isPrivate: false, stop: () => undefined };
  return startPrivateSecretService(home, password);
}
