// electron.app: life cycle, paths, single instance. Keeps Electron's order of events:
// ready; before-quit, close of every window, will-quit, quit. `exit` skips everything but quit.

import type { AppEntry } from '../app-entry.ts';
import type { Browser } from '../chromium/browser.ts';
import type { Launch } from '../launch.ts';
import { ApiEmitter, electronEvent } from './api-emitter.ts';
import { AppPaths } from './app-paths.ts';
import { CommandLine } from './command-line.ts';
import { InstanceLock } from './instance-lock.ts';
import { refuseUnknownMembers } from './refuse-unknown.ts';

/** What quitting needs of a window. */
export interface QuittableWindow {
  close(): void;
  destroy(): void;
  /** True when the window's `close` event was prevented. */
  readonly refusedClose: boolean;
  readonly whenClosed: Promise<void>;
}

const EVENTS = [
  'will-finish-launching',
  'ready',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'second-instance',
  'browser-window-created',
  'web-contents-created',
  'render-process-gone',
  'child-process-gone',
];

/** Events of real Electron that nothing here can cause. Listening is fine; they are never emitted. */
const SILENT_EVENTS = [
  'activate',
  'accessibility-support-changed',
  'browser-window-blur',
  'browser-window-focus',
  'certificate-error',
  'gpu-info-update',
  'login',
  'open-file',
  'open-url',
  'select-client-certificate',
];

type PathName = Parameters<Electron.App['getPath']>[0];

export class App extends ApiEmitter {
  readonly commandLine: CommandLine;
  readonly #browser: Browser;
  readonly #entry: AppEntry;
  readonly #paths: AppPaths;
  readonly #lock: InstanceLock;
  readonly #windows: ReadonlySet<QuittableWindow>;
  readonly #whenReady = Promise.withResolvers<void>();
  #name: string;
  #ready = false;
  #quitting = false;

  constructor(launch: Launch, entry: AppEntry, browser: Browser, windows: ReadonlySet<QuittableWindow>) {
    super('app', [...EVENTS, ...SILENT_EVENTS]);
    this.#browser = browser;
    this.#entry = entry;
    this.#windows = windows;
    this.#name = entry.name;
    this.commandLine = new CommandLine(launch, browser);
    this.#paths = new AppPaths(process.argv[0] ?? process.execPath, launch.userDataDir, () => this.#name);
    this.#lock = new InstanceLock(({ argv, workingDirectory, additionalData }) => {
      this.emit('second-instance', electronEvent(), argv, workingDirectory, additionalData);
    });
  }

  get isPackaged(): boolean {
    return false;
  }
  get name(): string {
    return this.#name;
  }
  set name(name: string) {
    this.#name = name;
  }
  getName(): string {
    return this.#name;
  }
  setName(name: string): void {
    this.#name = name;
  }
  getVersion(): string {
    return this.#entry.version;
  }
  getAppPath(): string {
    return this.#entry.appPath;
  }
  getLocale(): string {
    return this.#ready ? this.commandLine.getSwitchValue('lang') || 'en-US' : '';
  }
  getSystemLocale(): string {
    return 'en-US';
  }
  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }
  getPath(name: PathName): string {
    return this.#paths.get(name);
  }
  setPath(name: PathName, folder: string): void {
    this.#paths.set(name, folder);
  }

  whenReady(): Promise<void> {
    return this.#whenReady.promise;
  }
  isReady(): boolean {
    return this.#ready;
  }
  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }
  setAppUserModelId(_id: string): void {}

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    const announcement = { argv: process.argv, workingDirectory: process.cwd(), additionalData: additionalData ?? null };
    return this.#lock.request(this.getPath('userData'), announcement);
  }
  hasSingleInstanceLock(): boolean {
    return this.#lock.isHeld;
  }
  releaseSingleInstanceLock(): void {
    this.#lock.release();
  }

  /** True from an accepted quit on; the last window then no longer asks whether to quit. */
  get isQuitting(): boolean {
    return this.#quitting;
  }

  quit(): void {
    if (this.#quitting) return;
    const event = electronEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    // Electron answers app.quit() at once and closes afterwards.
    setImmediate(() => void this.#closeAndExit());
  }

  /** A page's beforeunload objected: the app stays. */
  quitRefused(): void {
    this.#quitting = false;
  }

  exit(code = 0): void {
    this.#quitting = true;
    for (const window of this.#windows) window.destroy();
    this.emit('quit', electronEvent(), code);
    void this.#leave(code);
  }

  /** Starts Chromium where the app wants its data, then announces ready. Called once the main script has run. */
  async becomeReady(): Promise<void> {
    if (this.#quitting) return;
    this.#browser.start(this.getPath('userData'));
    await this.#browser.ready();
    this.#ready = true;
    this.emit('will-finish-launching');
    this.emit('ready', electronEvent(), {});
    this.#whenReady.resolve();
  }

  async #closeAndExit(): Promise<void> {
    for (const window of [...this.#windows]) {
      window.close();
      if (window.refusedClose) {
        this.#quitting = false;
        return;
      }
    }
    await Promise.all([...this.#windows].map((window) => window.whenClosed));
    if (!this.#quitting) return;
    const event = electronEvent();
    this.emit('will-quit', event);
    if (event.defaultPrevented) {
      this.#quitting = false;
      return;
    }
    this.emit('quit', electronEvent(), 0);
    await this.#leave(0);
  }

  async #leave(code: number): Promise<void> {
    await this.#browser.stop();
    this.#lock.release();
    process.exit(code);
  }
}

refuseUnknownMembers('app', App);
