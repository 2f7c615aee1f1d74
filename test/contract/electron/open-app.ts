// Opens the fixture app: once per worker for specs that only look, afresh for specs that end it or change its state.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { launchEnv, runtimeName } from '#test/support/runtime.ts';

/** What the fixture app's main process keeps for the specs (app/main.cjs). */
export interface Seen {
  readonly blocked: string[];
  readonly events: string[];
  readonly permissions: {
    readonly permission: string;
    readonly requestingUrl: string;
    readonly mediaTypes?: readonly string[];
    readonly hasContents: boolean;
  }[];
  readonly downloads: string[];
  readonly requests: string[];
  readonly sent: unknown[][];
  readonly secondInstances: { readonly argv: string[]; readonly workingDirectory: string; readonly data: unknown }[];
}

/** What the fixture app's preload exposes (app/preload.cjs). */
interface ContractApi {
  call(channel: string, value?: unknown): Promise<unknown>;
  send(...values: unknown[]): void;
  on(channel: string, listener: (...values: unknown[]) => void): () => void;
  once(channel: string, listener: (...values: unknown[]) => void): void;
  readonly text: string;
  readonly nested: {
    readonly list: readonly unknown[];
    readonly date: Date;
    readonly map: Map<string, string>;
    readonly bytes: Uint8Array;
  };
  readonly counter: { count: number; increment?: () => void };
  readonly cyclic: { readonly self: unknown };
  readonly promise: Promise<string>;
  fails(): void;
  throwsText(): void;
  rejects(): Promise<void>;
  describe(value: unknown): string;
  callBack(listener: (value: unknown) => unknown): unknown;
  result(): { changeable: number };
  weak(): unknown;
  sandbox(): Record<string, unknown>;
  exposeAgain(): string;
  exposeOver(name: string): string;
  sendFunction(): Promise<string>;
  pageSecret(): string;
}

declare global {
  interface Window {
    readonly contract: ContractApi;
  }
  var seen: Seen;
  var grantPermissions: boolean;
  var refuseClose: boolean;
  var savePath: string;
}

export interface OpenedApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataDir: string;
}

const appDir = path.join(import.meta.dirname, 'app');

/** The fixture app on a data directory, with Chromium's test camera, for any way of starting it. */
export function appArguments(dataDir: string): string[] {
  return [appDir, `--user-data-dir=${dataDir}`, '--use-fake-device-for-media-stream'];
}

/** Launches the fixture app on a data directory. The caller closes it. */
export async function launchApp(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<OpenedApp> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const app = await _electron.launch({
    args: appArguments(dataDir),
    env: { ...Object.fromEntries(inherited), ...launchEnv(), ...env },
    // Playwright would otherwise impose 'light' on every page.
    colorScheme: null,
  });
  const page = await app.firstWindow();
  await page.locator('html[data-ready=yes]').waitFor();
  await app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    return new Promise<void>((resolve) => (window?.isVisible() ? resolve() : window?.once('show', resolve)));
  });
  return { app, page, dataDir };
}

export function newDataDir(): string {
  return mkdtempSync(path.join(tmpdir(), 'contract-'));
}

interface WorkerFixtures {
  readonly sharedApp: OpenedApp;
}
interface TestFixtures {
  /** The shared app, showing a fresh index page. */
  readonly opened: OpenedApp;
  readonly page: Page;
  /** An app of the spec's own. */
  readonly ownApp: OpenedApp;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  sharedApp: [
    // Playwright insists on a pattern as first parameter even where nothing is needed.
    async ({ browserName: _unused }, use) => {
      const opened = await launchApp(newDataDir());
      await use(opened);
      await opened.app.close();
      rmSync(opened.dataDir, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  opened: async ({ sharedApp }, use) => {
    await sharedApp.app.evaluate(({ BrowserWindow }) => {
      for (const list of Object.values(globalThis.seen)) list.length = 0;
      return BrowserWindow.getAllWindows()[0]?.loadURL('app://bundle/index.html');
    });
    await sharedApp.page.locator('html[data-ready=yes]').waitFor();
    await sharedApp.app.evaluate(() => {
      for (const list of Object.values(globalThis.seen)) list.length = 0;
    });
    await use(sharedApp);
  },
  page: async ({ opened }, use) => use(opened.page),
  ownApp: async ({ browserName: _unused }, use) => {
    const opened = await launchApp(newDataDir());
    await use(opened);
    await opened.app.close().catch(() => undefined);
    rmSync(opened.dataDir, { recursive: true, force: true, maxRetries: 5 });
  },
});

export const isStandin = runtimeName() === 'standin';

/** The fixture app's memory. */
export function seenBy(app: ElectronApplication): Promise<Seen> {
  return app.evaluate(() => globalThis.seen);
}
