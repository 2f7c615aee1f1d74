// What is started to be measured: the application, an application of one empty page in the same runtime, and the bare browser.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#scripts/environment/steps.ts';
import { browserFlags, findBrowser } from '#test/support/electron-standin/chromium/browser-flags.ts';
import { launchEnv, runtimeName } from '#test/support/runtime.ts';
import type { Command } from './started-browser.ts';

export const emptyPage = 'data:text/html,<title>empty</title><body style="background:%23eee"><input autofocus>';

const isRoot = process.getuid?.() === 0;

function runtimeExecutable(): string {
  const standin = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (standin !== undefined) return join(standin, 'electron');
  const name = { win32: 'electron.exe', darwin: join('Electron.app', 'Contents', 'MacOS', 'Electron') }[
    process.platform as string
  ];
  return join(root, 'node_modules', 'electron', 'dist', name ?? 'electron');
}

function runtimeCommand(app: string, args: readonly string[], env: Readonly<Record<string, string>>): Command {
  const launch = launchEnv();
  const sandbox = isRoot && runtimeName() === 'electron' ? ['--no-sandbox'] : [];
  // A packaged program has no such cache; the stand-in sets its own, in place of Electron's compiled code.
  const uncached = { ...process.env, NODE_COMPILE_CACHE: undefined };
  return { file: runtimeExecutable(), args: [...sandbox, app, ...args], env: { ...uncached, ...env, ...launch } };
}

/** The application itself, on this data. */
export function applicationCommand(args: readonly string[], env: Readonly<Record<string, string>>): Command {
  return runtimeCommand(root, args, env);
}

/** The same runtime with a main script that opens one empty page: what the runtime costs whatever the application does. */
export function emptyApplicationCommand(folder: string): Command {
  const app = join(folder, 'empty-application');
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, 'package.json'), '{"name":"empty","main":"main.cjs"}');
  const script = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadURL(${JSON.stringify(emptyPage)}));
app.on('window-all-closed', () => app.quit());`;
  writeFileSync(join(app, 'main.cjs'), script);
  return runtimeCommand(app, [`--user-data-dir=${join(folder, 'empty-data')}`], {});
}

/**
 * The browser alone showing an empty page, with the flags the runtime gives it. Electron's own browser cannot be started without
 * Electron: there it is the empty application.
 */
export function bareBrowserCommand(folder: string): Command {
  if (runtimeName() === 'electron') return emptyApplicationCommand(folder);
  const profileDir = join(folder, 'bare-profile');
  mkdirSync(profileDir, { recursive: true });
  const headless = process.platform === 'linux' && process.env.DISPLAY === undefined;
  const flags = browserFlags({ profileDir, headless, noSandbox: isRoot, debuggingPort: undefined, forwarded: [] });
  const own = flags.filter((flag) => flag !== '--no-startup-window' && flag !== '--remote-debugging-pipe');
  return { file: findBrowser(process.env), args: [...own, '--window-size=1366,768', emptyPage], env: process.env };
}
