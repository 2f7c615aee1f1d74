// `npm start`: a server on its embedded store with the demonstration organisation, and the enrolled application at the sign-in
// screen. Everything lives in .demo/ and is found again at the next start; secrets lie apart from the data they open.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildIfStale } from '#scripts/environment/build-if-stale.ts';
import { ensureRuntime } from '#scripts/environment/electron-binary.ts';
import { ensureSecretService } from '#scripts/environment/secret-service.ts';
import { root } from '#scripts/environment/steps.ts';
import { browser, chineseFonts, ensureSystem, keychain } from '#scripts/environment/system-packages.ts';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { launchEnv } from '#test/support/runtime.ts';
import {
  initialiseServer,
  issueEnrolmentCode,
  randomSecrets,
  ServerProcess,
  type ServerSecrets,
} from '#test/support/server-process.ts';

const home = join(root, '.demo');
const secretsFile = join(home, 'secrets', 'server.json');
const serverData = join(home, 'server');
const portFile = join(home, 'port');

function loadSecrets(): ServerSecrets & { readonly keyringPassword: string } {
  if (!existsSync(secretsFile)) {
    mkdirSync(join(home, 'secrets'), { recursive: true, mode: 0o700 });
    writeFileSync(secretsFile, JSON.stringify({ ...randomSecrets(), keyringPassword: randomSecrets().keyPassphrase }));
    chmodSync(secretsFile, 0o600);
  }
  return JSON.parse(readFileSync(secretsFile, 'utf8'));
}

/** The workstation remembers the server's address, so the server comes back on the port of the first start. */
async function startServer(secrets: ServerSecrets): Promise<ServerProcess> {
  if (!existsSync(join(serverData, 'keys'))) await initialiseServer(serverData, secrets);
  const port = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0;
  const server = await ServerProcess.start(serverData, secrets, port);
  writeFileSync(portFile, new URL(server.url).port);
  return server;
}

function explainHeadless(debugPort: string): void {
  console.log(`
This machine has no display, so the window is drawn without one. To look at it:
  - the file ${join(home, 'screen.png')} shows the screen, renewed every five seconds;
  - a Chrome or Chromium of yours can open chrome://inspect and connect to 127.0.0.1:${debugPort} (forward the port if the machine is
    elsewhere): it shows the window and takes mouse and keyboard.
With a display (or under xvfb-run) the same command opens a real window.`);
}

/** Keeps a picture of the window on disk while it is open. */
async function keepPicture(debugPort: string): Promise<void> {
  const { chromium } = await import('@playwright/test');
  for (;;) {
    try {
      const connection = await chromium.connectOverCDP(`http://127.0.0.1:${debugPort}`);
      const page = connection.contexts().flatMap((context) => context.pages())[0];
      await page?.screenshot({ path: join(home, 'screen.png') });
      await connection.close();
    } catch {
      // The window is not there yet, or is closing: the next round tells.
    }
    await sleep(5_000);
  }
}

const unmet = ensureSystem([browser, keychain, chineseFonts]);
const runtime = ensureRuntime();
if (runtime === 'standin' && unmet.includes(browser)) process.exit(1);
await buildIfStale();
mkdirSync(home, { recursive: true, mode: 0o700 });
const secrets = loadSecrets();

const isEvaluation = unmet.includes(keychain);
const keyring = isEvaluation ? null : await ensureSecretService(join(home, 'keyring'), secrets.keyringPassword);
if (keyring?.isPrivate === true)
  console.log('No keychain answers in this session: a private one was started for the demonstration (.demo/keyring).');

const server = await startServer(secrets);
const code = await issueEnrolmentCode(serverData, secrets, 'main-street');
console.log(`Server: ${server.url} (embedded encrypted store in .demo/server)`);
console.log('Sign in as one of the demonstration staff:');
for (const person of demonstrationStaff)
  console.log(`  ${person.number}  ${person.passphrase}  ${person.role}${person.remark === null ? '' : ` (${person.remark})`}`);

const isHeadless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
const debugPort = process.env.COUNTERSIGN_DEBUG_PORT ?? '9223';
const args = [
  join(root, 'node_modules', 'electron', 'cli.js'),
  ...(isHeadless ? [`--remote-debugging-port=${debugPort}`] : []),
  ...(runtime === 'electron' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  root,
  `--user-data-dir=${join(home, 'workstation')}`,
  '--keychain-service=Countersign demonstration',
  ...(isEvaluation ? [`--evaluation-keychain=${join(home, 'evaluation-keychain')}`] : []),
  `--enrol-server=${server.url}`,
  `--enrol-code=${code}`,
  '--enrol-name=示范柜台 1',
];
const application = spawn(process.execPath, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...keyring?.env, ...launchEnv() },
});
if (isHeadless) {
  explainHeadless(debugPort);
  void keepPicture(debugPort);
}
console.log('The application is open. Ctrl+C ends it and the server.');

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => application.kill(signal));
application.once('exit', async (exitCode) => {
  await server.stop();
  keyring?.stop();
  process.exit(exitCode ?? 0);
});
