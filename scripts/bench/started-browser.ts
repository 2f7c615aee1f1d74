// Starts a browser or the application as a person does, without a test driver, and tells from the page's own clock when something
// was there to see or to use.
import { type ChildProcess, spawn } from 'node:child_process';
import { DevTools, DevToolsPage } from './devtools.ts';

const limitMs = 60_000;

/** Milliseconds since the epoch, as finely as pages tell them. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export class StartedBrowser {
  readonly startedAt: number;
  readonly page: DevToolsPage;
  readonly #child: ChildProcess;
  readonly #devTools: DevTools;

  private constructor(startedAt: number, child: ChildProcess, devTools: DevTools, page: DevToolsPage) {
    this.startedAt = startedAt;
    this.#child = child;
    this.#devTools = devTools;
    this.page = page;
  }

  /** Starts it and attaches to the page whose address begins so, as soon as there is one. */
  static async start(command: Command, urlStart: string): Promise<StartedBrowser> {
    const startedAt = now();
    const child = spawn(command.file, [...command.args, '--remote-debugging-port=0'], {
      env: command.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    const limit = setTimeout(kill, limitMs);
    try {
      const devTools = await DevTools.connect(await addressOf(child));
      return new StartedBrowser(startedAt, child, devTools, await DevToolsPage.find(devTools, urlStart));
    } catch (error) {
      kill();
      throw error;
    } finally {
      clearTimeout(limit);
    }
  }

  /** Milliseconds from the start until the page was first painted. */
  async untilPainted(): Promise<number> {
    const at = await this.#seen(`new Promise((resolve) => {
      const told = (list) => {
        for (const { name, startTime } of list.getEntries()) {
          if (name === 'first-paint') resolve(performance.timeOrigin + startTime);
        }
      };
      new PerformanceObserver(told).observe({ type: 'paint', buffered: true });
    })`);
    return at - this.startedAt;
  }

  /** Milliseconds from the start until the field had the focus and that was painted. It is then proved to take a key. */
  async untilFieldTakesKeys(id: string, key: string): Promise<number> {
    const at = await this.#painted(`document.activeElement?.id === ${JSON.stringify(id)}`);
    await this.typeKeys(key);
    await this.expectIn(id, key);
    return at - this.startedAt;
  }

  /** Milliseconds from the start until an element was there and painted. */
  async untilThere(selector: string): Promise<number> {
    const at = await this.#painted(`document.querySelector(${JSON.stringify(selector)}) !== null`);
    return at - this.startedAt;
  }

  /** Real key events for whatever has the focus; a line's end is Enter. */
  async typeKeys(text: string): Promise<void> {
    for (const letter of text) {
      const key = letter === '\n' ? { key: 'Enter', text: '\r', windowsVirtualKeyCode: 13 } : { key: letter, text: letter };
      await this.page.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key });
      await this.page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key, text: undefined });
    }
  }

  async expectIn(id: string, expected: string): Promise<void> {
    const value = await this.page.evaluate<string>(`document.getElementById(${JSON.stringify(id)}).value`);
    if (value !== expected) throw new Error(`the field holds "${value}" instead of the keys`);
  }

  /** When this was true and its frame was painted, by the page's clock. */
  #painted(condition: string): Promise<number> {
    return this.#seen(`new Promise((resolve) => {
      const look = () => {
        if (!(${condition})) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
      };
      look();
    })`);
  }

  /** Asks again when the page asked was only the one before. */
  async #seen(expression: string): Promise<number> {
    for (;;) {
      try {
        return await this.page.evaluate<number>(expression);
      } catch (error) {
        if (!(error instanceof Error && /context/u.test(error.message))) throw error;
      }
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGTERM');
      const limit = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(limit);
    }
    this.#devTools.close();
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let words = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      words += chunk.toString();
      const address = /DevTools listening on (ws:\S+)/u.exec(words)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${words.trim().slice(-300)}`)));
  });
}
