// The parent's side of a workstation process.
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Client } from '#src/contract/ipc/define.ts';
import type { Calls } from '#src/contract/ipc/index.ts';
import { Gone } from '#test/crash/clerk/clerk.ts';
import type { FromStation, StationFolder, ToStation } from './station-process.ts';

const entry = join(import.meta.dirname, 'station-process.ts');

interface Asked {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class Station {
  readonly #child: ChildProcess;
  readonly #asked = new Map<number, Asked>();
  readonly #ended: Promise<void>;
  #next = 1;
  isDead = false;

  private constructor(child: ChildProcess) {
    this.#child = child;
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    this.#ended = new Promise((resolve) => {
      child.once('exit', () => {
        process.off('exit', kill);
        this.isDead = true;
        for (const { reject } of this.#asked.values()) reject(new Gone());
        this.#asked.clear();
        resolve();
      });
    });
    child.on('message', (message: FromStation) => {
      if ('loaded' in message) return;
      this.#asked.get(message.id)?.resolve(message.result);
      this.#asked.delete(message.id);
    });
  }

  /** Resolves when the process has loaded everything and waits for its folder. */
  static async load(): Promise<Station> {
    const child = fork(entry, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const station = new Station(child);
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', (code) => reject(new Error(`the workstation's process ended with ${code} while it loaded`)));
    });
    return station;
  }

  start(folder: StationFolder): void {
    this.#send({ start: folder });
  }

  /** The calls with the contract's types. A call of a process that ends is rejected with `Gone`. */
  get api(): Client<Calls> {
    const call = (name: string) => (input: unknown) => this.#ask((id) => ({ id, name, input }));
    return new Proxy({}, { get: (_target, name) => call(String(name)) }) as Client<Calls>;
  }

  async close(): Promise<void> {
    await this.#ask((id) => ({ id, close: true }));
    await this.#ended;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  #ask(message: (id: number) => ToStation): Promise<unknown> {
    if (this.isDead) return Promise.reject(new Gone());
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#send(message(id));
    });
  }

  /** What cannot be sent any more was sent to a process that is dying; its end tells everybody who waits. */
  #send(message: ToStation): void {
    this.#child.send(message, () => undefined);
  }
}
