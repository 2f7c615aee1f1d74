// One branch in small: the demonstration server, a link that can be cut, and an enrolled workstation opened by Playwright's own
// Electron launcher. The guided run and the end-to-end tests both stand on it.
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { AgentProcess } from '#test/support/agent-process.ts';
import type { AuthoritySimulator } from '#test/support/authority-simulator.ts';
import { CuttableLink } from '#test/support/cuttable-link.ts';
import { foundServer } from '#test/support/founded-server.ts';
import { launchEnv, runtimeName } from '#test/support/runtime.ts';
import { type OrganisationChange, publishChange, ServerProcess, type ServerSecrets } from '#test/support/server-process.ts';
import type { SmsSimulator } from '#test/support/sms-simulator.ts';
import type { TelephoneSimulator } from '#test/support/telephone-simulator.ts';

const root = join(import.meta.dirname, '..', '..');

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
  /** Kept from the opening: once the application has ended, it cannot be asked for its process any more. */
  readonly main: ChildProcess;
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
      // A camera that is always there and always shows the same.
      '--use-fake-device-for-media-stream',
      ...(options.args ?? []),
    ],
    env: environment,
  });
  return { app, page: await app.firstWindow(), main: app.process() };
}

const closeLimitMs = 15_000;

/**
 * Ends the application in the regular way. About an unfinished registration it asks a person; here the answer is to leave it.
 * One that does not end, or cannot be asked any more, is killed: nothing that was opened stays behind.
 */
export async function closeWorkstation({ app, main }: Workstation): Promise<void> {
  if (main.exitCode !== null || main.signalCode !== null) return;
  const limit = setTimeout(() => main.kill('SIGKILL'), closeLimitMs);
  const answer = app.evaluate(({ dialog }) => {
    dialog.showMessageBoxSync = () => 1;
  });
  await answer.catch(() => undefined);
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

export interface WorkplaceOptions {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  /** What the organisation decides differently from the demonstration. */
  readonly change?: OrganisationChange | undefined;
  /** Further switches of the workstation. */
  readonly args?: readonly string[];
  /** Who answers for the authorities; nobody is asked without one. */
  readonly authority?: AuthoritySimulator | undefined;
  /** Who takes messages; none is sent without one. */
  readonly sms?: SmsSimulator | undefined;
  readonly telephone?: TelephoneSimulator | undefined;
  /** What is done to the server before it serves. */
  readonly before?: ((serverDataDir: string, secrets: ServerSecrets) => Promise<unknown>) | undefined;
}

/** Server, link and workstation with its data in `dataDir/{server,workstation}`, the workstation enrolled through the link. */
export async function openWorkplace(options: WorkplaceOptions): Promise<Workplace> {
  const serverDataDir = join(options.dataDir, 'server');
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const { secrets, code } = await foundServer(serverDataDir);
    if (options.change !== undefined) await publishChange(serverDataDir, secrets, options.change);
    await options.before?.(serverDataDir, secrets);
    const agent =
      options.authority === undefined && options.sms === undefined
        ? null
        : await AgentProcess.start({ serverDataDir, secrets, folder: join(options.dataDir, 'agent') }, options);
    if (agent !== null) opened.push(() => agent.stop());
    const serverArgs = agent === null ? [] : ['--agent-socket', agent.socket];
    const server = await ServerProcess.start(serverDataDir, secrets, 0, {}, serverArgs);
    opened.push(() => server.stop());
    const link = await CuttableLink.to(server.url);
    opened.push(() => link.cut());
    const workstation: WorkstationOptions = {
      dataDir: join(options.dataDir, 'workstation'),
      env: options.env,
      keychainService: `Countersign ${randomUUID()}`,
      args: [`--enrol-server=${link.url}`, `--enrol-code=${code}`, '--enrol-name=Counter 1', ...(options.args ?? [])],
    };
    const opening = await openWorkstation(workstation);
    opened.push(() => closeWorkstation(opening));
    return { ...opening, server, serverDataDir, secrets, link, workstation, close };
  } catch (error) {
    await close();
    throw error;
  }
}
