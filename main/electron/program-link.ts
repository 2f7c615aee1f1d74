// The worker that runs the local program, seen from Electron's main thread: calls go in, answers and events come out. When the
// worker dies every open call is answered with a refusal, the screens are told, and a new worker starts on the next retry.
import { Worker } from 'node:worker_threads';
import type { FromWorker, StartOptions, ToWorker } from '#main/ports/worker-messages.ts';

type Answer = (result: unknown) => void;

const unexpected = { ok: false, error: { code: 'internal/unexpected', params: { correlationId: 'worker' } } };
/** What the screens see when the program itself is gone: the same page as for every other trouble. */
const stopped = {
  phase: 'trouble',
  trouble: { code: 'internal/unexpected', params: { correlationId: 'worker' } },
  isEvaluation: false,
  organisation: null,
  branch: null,
  workstation: null,
};

export class ProgramLink {
  readonly #entry: string;
  readonly #options: StartOptions;
  readonly #onEvent: (event: string, payload: unknown) => void;
  readonly #open = new Map<number, Answer>();
  #worker: Worker | null = null;
  #lastId = 0;

  constructor(entry: string, options: StartOptions, onEvent: (event: string, payload: unknown) => void) {
    this.#entry = entry;
    this.#options = options;
    this.#onEvent = onEvent;
  }

  start(): void {
    const worker = new Worker(this.#entry, { workerData: this.#options });
    worker.on('message', (message: FromWorker) => this.#receive(message));
    worker.on('error', (error: unknown) =>
      process.stderr.write(`program stopped: ${error instanceof Error ? error.name : 'error'}\n`),
    );
    worker.once('exit', () => this.#lose(worker));
    this.#worker = worker;
  }

  call(name: string, input: unknown): Promise<unknown> {
    if (this.#worker === null) {
      if (name === 'startup.status')
        return Promise.resolve({ ok: true, value: { ...stopped, appVersion: this.#options.appVersion } });
      if (name !== 'startup.retry') return Promise.resolve(unexpected);
      this.start();
    }
    return this.#ask({ id: this.#nextId(), name, input });
  }

  /** Closes the store cleanly; gives up waiting after the limit, because a durable store survives that too. */
  async stop(limitMs: number): Promise<void> {
    const worker = this.#worker;
    if (worker === null) return;
    worker.removeAllListeners('exit');
    const answered = this.#ask({ id: this.#nextId(), shutdown: true });
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, limitMs))]);
    this.#worker = null;
    await worker.terminate();
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #ask(message: ToWorker): Promise<unknown> {
    return new Promise((resolve) => {
      this.#open.set(message.id, resolve);
      this.#worker?.postMessage(message);
    });
  }

  #receive(message: FromWorker): void {
    if ('event' in message) {
      this.#onEvent(message.event, message.payload);
      return;
    }
    this.#open.get(message.id)?.(message.result);
    this.#open.delete(message.id);
  }

  #lose(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const answer of this.#open.values()) answer(unexpected);
    this.#open.clear();
    this.#onEvent('startup.changed', {});
  }
}
