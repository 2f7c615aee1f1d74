// The stand-in's executable. Order matters: Chromium is started first (running.ts) and loads in parallel; the
// inspector line goes out before anything waits for it; `electron` resolves to the stand-in before -r modules and
// the app are loaded; ready comes after the app's main script has run, as in Electron.
import inspector from 'node:inspector';
import Module, { createRequire, registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { browser, entry, launch } from './running.ts';

const MODULE_NAMES = new Set(['electron', 'electron/main', 'electron/common']);
const moduleUrl = new URL('./electron-module.ts', import.meta.url).href;

if (launch.inspectorPort !== undefined) inspector.open(launch.inspectorPort, '127.0.0.1', launch.inspectorWaits);

registerHooks({
  resolve: (specifier, context, next) =>
    MODULE_NAMES.has(specifier) ? { url: moduleUrl, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
});

const require = createRequire(path.join(process.cwd(), 'noop.js'));

/** Gives `process` the members Electron's main process has. */
function presentAsElectron(): void {
  const { version } = require(require.resolve('electron/package.json', { paths: [import.meta.dirname] })) as { version: string };
  const members = {
    argv: [path.join(import.meta.dirname, 'dist', 'electron'), ...launch.argv],
    versions: { ...process.versions, electron: version, chrome: '0.0.0.0' },
    type: 'browser',
    resourcesPath: path.join(import.meta.dirname, 'dist', 'resources'),
    defaultApp: true,
  };
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(process, name, { value, configurable: true, enumerable: true, writable: true });
  }
}

process.on('uncaughtException', (error) => {
  if (process.listenerCount('uncaughtException') > 1) return;
  console.error('A JavaScript error occurred in the main process\n', error);
  process.exit(1);
});

presentAsElectron();
const { announceReady, electron } = await import('./electron-module.ts');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => electron.app.quit());
for (const preload of launch.preloads) require(preload);
if (entry?.isModule) {
  await import(pathToFileURL(entry.file).href);
} else if (entry) {
  (Module as unknown as { _load(file: string, parent: null, isMain: boolean): unknown })._load(entry.file, null, true);
}
await announceReady().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  void browser.stop().finally(() => process.exit(1));
});
