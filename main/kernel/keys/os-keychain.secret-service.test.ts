// The operating system's keychain for real: a private D-Bus session with gnome-keyring, unlocked, locked, without a service, and
// without a bus. What the library says in each case is what the startup troubles rest on.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
let home: string;
let env: NodeJS.ProcessEnv;
let bus: ChildProcess;

const busConfiguration = `<busconfig><type>session</type><listen>unix:tmpdir=${tmpdir()}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'keychain-'));
  chmodSync(home, 0o700);
  mkdirSync(join(home, 'run'), { mode: 0o700 });
  writeFileSync(join(home, 'bus.conf'), busConfiguration);
  const base = { ...process.env, HOME: home, XDG_RUNTIME_DIR: join(home, 'run'), XDG_DATA_HOME: join(home, 'share') };
  bus = spawn('dbus-daemon', [`--config-file=${join(home, 'bus.conf')}`, '--nofork', '--print-address=1'], {
    env: base,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    bus.once('error', reject);
    bus.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim()));
  });
  env = { ...base, DBUS_SESSION_BUS_ADDRESS: address };
});
afterAll(() => {
  bus.kill();
  rmSync(home, { recursive: true, force: true });
});

/** Starts the keyring daemon. @param password null leaves the keyring locked */
async function startKeyring(password: string | null): Promise<() => Promise<void>> {
  const unlock = password === null ? [] : ['--unlock'];
  const flags = ['--foreground', '--components=secrets', `--control-directory=${join(home, 'run', 'keyring')}`, ...unlock];
  const daemon = spawn('gnome-keyring-daemon', flags, { env, stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = new Promise<void>((resolve) => daemon.once('exit', () => resolve()));
  daemon.stdin?.end(password ?? undefined);
  for (let tries = 0; tries < 100 && (await ask('read', 'probe', env)) === 'absent'; tries++) await sleep(100);
  return async () => {
    daemon.kill();
    await ended;
  };
}

/** Asks the keychain in a process of its own, because the library binds to the bus of its process. */
function ask(action: 'read' | 'write', account: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const script = `
    import { osKeychain } from '#main/kernel/keys/os-keychain.ts';
    import { KeyStoreFailure } from '#main/ports/key-store.ts';
    const [action, account] = process.argv.slice(1);
    const keychain = osKeychain('Countersign test', 4_000);
    try {
      if (action === 'write') await keychain.write(account, new Uint8Array(32).fill(7));
      const secret = action === 'read' ? await keychain.read(account) : null;
      process.stdout.write(action === 'write' ? 'written' : secret === null ? 'none' : Buffer.from(secret).toString('hex'));
    } catch (error) {
      process.stdout.write(error instanceof KeyStoreFailure ? error.problem : String(error));
    }
    process.exit();`;
  const flags = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', script, action, account];
  const child = spawn(process.execPath, flags, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.once('close', () => resolve(text));
  });
}

test('no bus is no keychain', async () => {
  const { DBUS_SESSION_BUS_ADDRESS: _bus, ...without } = env;
  const nowhere = { ...without, XDG_RUNTIME_DIR: join(home, 'nowhere') };
  expect(await ask('read', 'a', nowhere)).toBe('absent');
  expect(await ask('write', 'a', nowhere)).toBe('absent');
});

test('a bus on which nobody keeps secrets is no keychain', async () => {
  expect(await ask('read', 'a', env)).toBe('absent');
});

describe('a keyring', () => {
  test('gives back what was stored, and says when it holds nothing', async () => {
    const stop = await startKeyring('a password');
    expect(await ask('read', 'key 1', env)).toBe('none');
    expect(await ask('write', 'key 1', env)).toBe('written');
    expect(await ask('read', 'key 1', env)).toBe('07'.repeat(32));
    await stop();
  });

  test('that is locked is not an empty one', async () => {
    const stop = await startKeyring(null);
    expect(await ask('read', 'key 1', env)).toBe('locked');
    expect(await ask('write', 'key 2', env)).toBe('locked');
    await stop();
  });

  test('opens again with its password and still has the key', async () => {
    const stop = await startKeyring('a password');
    expect(await ask('read', 'key 1', env)).toBe('07'.repeat(32));
    await stop();
  });
});
