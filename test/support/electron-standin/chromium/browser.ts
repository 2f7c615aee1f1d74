// The Chromium behind the stand-in: started on a pipe, so that it ends with this process however that ends
// (SIGKILL included) and needs no TCP port unless a driver asked for one.
// All pages are off the record (a context of their own, or an incognito window on a display): Chromium keeps their content, history and form values in memory only.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { type Launch, switchValue } from '../launch.ts';
import { browserFlags, FORWARDED_SWITCHES, findBrowser } from './browser-flags.ts';
import { CdpConnection, type CdpSession } from './cdp-connection.ts';

const PROFILE_FOLDER = 'standin-chromium';
const EXIT_GRACE_MS = 3000;

interface TargetInfo {
  readonly targetId: string;
  readonly url: string;
  readonly openerId?: string;
  /** Chromium's name for the profile the page belongs to. */
  readonly browserContextId?: string;
}

/** A page target, paused before it has loaded anything. */
export interface AttachedPage {
  readonly session: CdpSession;
  readonly info: TargetInfo;
}

interface Running {
  readonly process: ChildProcess;
  readonly connection: CdpConnection;
  readonly userDataDir: string;
  readonly flags: readonly string[];
  readonly exited: Promise<void>;
  /** Resolves with the off-the-record context for headless pages. */
  readonly ready: Promise<string>;
}

export class Browser {
  readonly headless: boolean;
  readonly #launch: Launch;
  readonly #env: NodeJS.ProcessEnv;
  #running: Running | undefined;
  #extraSwitches: string[] = [];
  #listeningLine: string | undefined;
  #showListeningLine = false;
  #stopping = false;
  #onPage: (page: AttachedPage) => void = () => undefined;
  #onGone: () => void = () => undefined;

  constructor(launch: Launch, env: NodeJS.ProcessEnv) {
    this.#launch = launch;
    this.#env = env;
    this.headless = env.ELECTRON_STANDIN_HEADLESS === '1' || (process.platform === 'linux' && !env.DISPLAY);
  }

  /** Starts Chromium for this data directory, or restarts it there if it runs elsewhere. */
  start(userDataDir: string): void {
    const previous = this.#running;
    if (previous?.userDataDir === userDataDir) return;
    if (previous) this.#discard(previous);
    this.#running = this.#spawn(userDataDir);
  }

  /** Hands a switch of FORWARDED_SWITCHES on. False: Chromium already runs without it. */
  forwardSwitch(name: string, value: string): boolean {
    if (this.#running) return false;
    this.#extraSwitches.push(value === '' ? `--${name}` : `--${name}=${value}`);
    return true;
  }

  /** Who is told of every new page, and who is told when Chromium ends by itself. */
  attend(onPage: (page: AttachedPage) => void, onGone: () => void): void {
    this.#onPage = onPage;
    this.#onGone = onGone;
  }

  /** Resolves when pages can be opened. From here on a driver sees the DevTools address on stderr. */
  async ready(): Promise<void> {
    await this.#current().ready;
    this.#showListeningLine = true;
    this.#printListeningLine();
  }

  send<Result = unknown>(method: string, params: object = {}): Promise<Result> {
    return this.#current().connection.browser.send<Result>(method, params);
  }

  /** A session that Chromium attached below a page, such as a worker's. */
  session(id: string): CdpSession {
    return this.#current().connection.session(id);
  }

  /** Opens an about:blank page without a visible frame; resolves with its target id. */
  async openHeadlessPage(width: number, height: number): Promise<string> {
    const browserContextId = await this.#current().ready;
    const created = await this.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      browserContextId,
      width,
      height,
    });
    return created.targetId;
  }

  /** Opens a real window without browser controls; its page is recognised by `mark` in its first address. */
  openAppWindow(mark: string, width: number, height: number): void {
    const running = this.#current();
    const flags = running.flags.filter((flag) => !/^--(remote-debugging|no-startup-window)/.test(flag));
    const window = [`--app=data:text/html,${mark}`, '--incognito', `--window-size=${width},${height}`];
    spawn(findBrowser(this.#env), [...flags, ...window], { stdio: 'ignore' }).on('error', () => undefined);
  }

  /** Ends Chromium; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const running = this.#running;
    if (!running || running.process.exitCode !== null) return;
    running.connection.browser.sendQuietly('Browser.close');
    const timer = setTimeout(() => running.process.kill('SIGKILL'), EXIT_GRACE_MS);
    await running.exited;
    clearTimeout(timer);
  }

  #current(): Running {
    if (!this.#running) throw new Error('Chromium has not been started');
    return this.#running;
  }

  #discard(running: Running): void {
    running.process.removeAllListeners('exit');
    running.process.kill('SIGKILL');
    running.connection.close();
    running.ready.catch(() => undefined);
    const remove = () => rmSync(path.join(running.userDataDir, PROFILE_FOLDER), { recursive: true, force: true, maxRetries: 5 });
    // A dying process can still make a file after the folder has gone, so it is removed again when the process has ended.
    running.process.once('exit', remove);
    remove();
    this.#listeningLine = undefined;
  }

  #spawn(userDataDir: string): Running {
    const profileDir = path.join(userDataDir, PROFILE_FOLDER);
    mkdirSync(profileDir, { recursive: true });
    const flags = browserFlags({
      profileDir,
      headless: this.headless,
      noSandbox: process.getuid?.() === 0 || this.#launch.argv.includes('--no-sandbox'),
      debuggingPort: this.#launch.debuggingPort,
      forwarded: [...this.#argvSwitches(), ...this.#extraSwitches],
    });
    const child = spawn(findBrowser(this.#env), flags, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
    child.stderr?.on('data', (chunk: Buffer) => {
      // A discarded browser's last words must not reach a driver.
      if (this.#running === undefined || this.#running.process === child) this.#readStderr(String(chunk));
    });
    const connection = new CdpConnection(child.stdio[3] as Writable, child.stdio[4] as Readable);
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => {
        connection.close();
        if (!this.#stopping) this.#onGone();
        resolve();
      });
      child.once('error', () => resolve());
    });
    return { process: child, connection, userDataDir, flags, exited, ready: this.#prepare(connection) };
  }

  #argvSwitches(): string[] {
    return [...FORWARDED_SWITCHES].flatMap((name) => {
      if (this.#launch.argv.includes(`--${name}`)) return [`--${name}`];
      const value = switchValue(this.#launch.argv, name);
      return value === undefined ? [] : [`--${name}=${value}`];
    });
  }

  async #prepare(connection: CdpConnection): Promise<string> {
    const { browser } = connection;
    browser.on<{ sessionId: string; targetInfo: TargetInfo }>('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      this.#onPage({ session: connection.session(sessionId), info: targetInfo });
    });
    browser.on<{ sessionId: string }>('Target.detachedFromTarget', ({ sessionId }) => {
      connection.session(sessionId).deliver('detached', {});
    });
    const [context] = await Promise.all([
      browser.send<{ browserContextId: string }>('Target.createBrowserContext', { disposeOnDetach: true }),
      browser.send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
        filter: [{ type: 'page' }],
      }),
    ]);
    return context.browserContextId;
  }

  #readStderr(text: string): void {
    const line = /^DevTools listening on .*$/m.exec(text)?.[0];
    if (line !== undefined) {
      this.#listeningLine = line;
      this.#printListeningLine();
    }
    if (this.#env.ELECTRON_ENABLE_LOGGING) process.stderr.write(text);
  }

  #printListeningLine(): void {
    if (!this.#showListeningLine || this.#listeningLine === undefined) return;
    process.stderr.write(`\n${this.#listeningLine}\n`);
    this.#listeningLine = undefined;
  }
}
