// One branch in small: the demonstration server, a link that can be cut, and an enrolled workstation opened by Playwright's own
// Electron launcher. The guided run and the end-to-end tests both stand on it.
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { CuttableLink } from '#test/support/cuttable-link.ts';
import { launchEnv, runtimeName } from '#test/support/runtime.ts';
import {
  initialiseServer,
  issueEnrolmentCode,
  randomSecrets,
  ServerProcess,
  type ServerSecrets,
} from '#test/support/server-process.ts';

const root = join(import.meta.dirname, '..', '..');
export const demonstrationBranch = 'main-street';

export interface WorkstationOptions {
  /** Folder of everything the workstation writes. */
  readonly dataDir: string;
  /** Environment of the keychain session. */
  readonly env: Readonly<Record<string, string>>;
  readonly keychainService: string;
  /** Further switches, e.g. the enrolment. */
  readonly args?: readonly string[];
}

export interface Workstation {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/** Opens the application. The production bundles run in whichever runtime this machine has. */
export async function openWorkstation(options: WorkstationOptions): Promise<Workstation> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...process.env, ...options.env, ...launchEnv() })) {
    if (value !== undefined) environment[name] = value;
  }
  const isRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    args: [
      ...(isRoot && runtimeName() === 'electron' ? ['--no-sandbox'] : []),
      root,
      `--user-data-dir=${options.dataDir}`,
      `--keychain-service=${options.keychainService}`,
      ...(options.args ?? []),
    ],
    env: environment,
  });
  return { app, page: await app.firstWindow() };
}

const closeLimitMs = 15_000;

/** Ends the application in the regular way: a window with an unfinished registration objects, and here nobody is left to answer. */
export async function closeWorkstation({ app, page }: Workstation): Promise<void> {
  if (page.isClosed()) return;
  const main = app.process();
  const silence = () => window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true });
  await page.evaluate(silence).catch(() => undefined);
  const limit = setTimeout(() => main.kill('SIGKILL'), closeLimitMs);
  await app.close().catch(() => undefined);
  clearTimeout(limit);
}

export interface Workplace extends Workstation {
  readonly server: ServerProcess;
  readonly serverDataDir: string;
  readonly secrets: ServerSecrets;
  readonly link: CuttableLink;
  readonly workstation: WorkstationOptions;
  close(): Promise<void>;
}

/** Server, link and workstation with its data in `dataDir/{server,workstation}`, the workstation enrolled through the link. */
export async function openWorkplace(options: {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
}): Promise<Workplace> {
  const serverDataDir = join(options.dataDir, 'server');
  const secrets = randomSecrets();
  await initialiseServer(serverDataDir, secrets);
  const server = await ServerProcess.start(serverDataDir, secrets);
  const link = await CuttableLink.to(server.url);
  const code = await issueEnrolmentCode(serverDataDir, secrets, demonstrationBranch);
  const workstation: WorkstationOptions = {
    dataDir: join(options.dataDir, 'workstation'),
    env: options.env,
    keychainService: `Countersign ${process.pid} ${secrets.keyPassphrase.slice(0, 6)}`,
    args: [`--enrol-server=${link.url}`, `--enrol-code=${code}`, '--enrol-name=Counter 1'],
  };
  const { app, page } = await openWorkstation(workstation);
  const close = async () => {
    await closeWorkstation({ app, page });
    await link.cut();
    await server.stop();
  };
  return { app, page, server, serverDataDir, secrets, link, workstation, close };
}
