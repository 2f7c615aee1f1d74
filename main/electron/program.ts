// The one worker thread that runs the local program, seen from Electron's main thread. Calls go in as the screen made them and
// come back as Results. When the thread dies, the screens are told so in the program's own words (phase `trouble`) and can start it
// again: there is never a white page, and nothing on disk is touched from here.
import { Worker } from 'node:worker_threads';
import type { FromWorker, HostAct, StartOptions, ToWorker } from '#main/ports/worker-messages.ts';

const shutdownTimeoutMs = 8_000;

type Answer = (result: unknown) => void;
/** Does what the worker asks of this thread. */
export type DoAct = (act: HostAct, input: unknown) => Promise<unknown>;

export class Program {
  readonly #file: string;
  readonly #options: StartOptions;
  readonly #emit: (name: string, payload: unknown) => void;
  readonly #doAct: DoAct;
  readonly #pending = new Map<number, Answer>();
  #worker: Worker | null = null;
  #lastId = 0;
  #deaths = 0;
  #hasBegun = false;
  #isStopping = false;

  constructor(file: string, options: StartOptions, emit: (name: string, payload: unknown) => void, doAct: DoAct) {
    this.#file = file;
    this.#options = options;
    this.#emit = emit;
    this.#doAct = doAct;
  }

  start(): void {
    this.#hasBegun = true;
    const worker = new Worker(this.#file, { workerData: this.#options });
    worker.on('message', (message: FromWorker) => this.#receive(worker, message));
    // The error itself is in the program's local log when it could still write; its text may hold data and goes nowhere from here.
    worker.on('error', () => undefined);
    worker.once('exit', () => this.#died(worker));
    this.#worker = worker;
  }

  /** Passes a call on; the first one begins the program where nobody has. Never rejects. */
  call(name: string, input: unknown): Promise<unknown> {
    if (this.#isStopping) return Promise.resolve(this.#failure());
    if (!this.#hasBegun) this.start();
    if (this.#worker === null) return Promise.resolve(this.#answerWithoutProgram(name));
    return this.#send((id) => ({ id, name, input }));
  }

  /** Closes the store cleanly; gives up waiting after eight seconds. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const worker = this.#worker;
    if (worker === null) return;
    const expiry = Promise.withResolvers<void>();
    const timer = setTimeout(expiry.resolve, shutdownTimeoutMs);
    await Promise.race([this.#send((id) => ({ id, shutdown: true })), expiry.promise]);
    clearTimeout(timer);
    await worker.terminate();
  }

  #send(message: (id: number) => ToWorker): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.#pending.set(id, resolve);
    this.#worker?.postMessage(message(id));
    return promise;
  }

  #receive(worker: Worker, message: FromWorker): void {
    if ('ask' in message) {
      void this.#act(worker, message);
      return;
    }
    if ('event' in message) {
      this.#emit(message.event, message.payload);
      return;
    }
    this.#pending.get(message.id)?.(message.result);
    this.#pending.delete(message.id);
  }

  /** An act that fails here is answered with null: the worker says what that means. */
  async #act(worker: Worker, { ask, act, input }: Extract<FromWorker, { ask: number }>): Promise<void> {
    const value = await this.#doAct(act, input).catch(() => null);
    worker.postMessage({ answered: ask, value } satisfies ToWorker);
  }

  #died(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#deaths += 1;
    for (const answer of this.#pending.values()) answer(this.#failure());
    this.#pending.clear();
    if (this.#isStopping) return;
    // Whoever was signed in was so in that thread's memory.
    this.#emit('session.changed', {});
    this.#emit('startup.changed', {});
  }

  #trouble() {
    return { code: 'internal/unexpected', params: { correlationId: `program-${this.#deaths}` } };
  }
  #failure() {
    return { ok: false, error: this.#trouble() };
  }

  #status(phase: 'starting' | 'trouble') {
    return {
      phase,
      trouble: phase === 'trouble' ? this.#trouble() : null,
      isEvaluation: this.#options.keychain.isEvaluation,
      appVersion: this.#options.appVersion,
      organisation: null,
      branch: null,
      workstation: null,
    };
  }

  #answerWithoutProgram(name: string): unknown {
    switch (name) {
      case 'startup.status':
        return { ok: true, value: this.#status('trouble') };
      case 'startup.retry':
        this.start();
        return { ok: true, value: this.#status('starting') };
      case 'startup.diagnosis':
        return { ok: true, value: { text: this.#diagnosis() } };
      default:
        return this.#failure();
    }
  }

  #diagnosis(): string {
    const { platform, arch, versions } = process;
    return [
      `Countersign ${this.#options.appVersion}`,
      `the local program ended unexpectedly (${this.#deaths}×)`,
      `${platform} ${arch}, node ${versions.node}, electron ${versions.electron ?? '-'}`,
    ].join('\n');
  }
}
