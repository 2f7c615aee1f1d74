// Chrome DevTools Protocol over a pair of pipes: JSON messages separated by NUL.
// Promises that every command settles: with its answer, its error, or the end of the connection.
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

interface Pending {
  readonly method: string;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

/** One attached target, or the browser itself. */
export class CdpSession {
  readonly id: string | undefined;
  readonly #events = new EventEmitter();
  readonly #connection: CdpConnection;

  constructor(connection: CdpConnection, id: string | undefined) {
    this.#connection = connection;
    this.id = id;
    this.#events.setMaxListeners(0);
  }

  /** Sends a command; rejects with the protocol's message. */
  send<Result = unknown>(method: string, params: object = {}): Promise<Result> {
    return this.#connection.send<Result>(method, params, this.id);
  }

  /** Sends a command whose failure only means that the page is already gone. */
  sendQuietly(method: string, params: object = {}): void {
    this.send(method, params).catch(() => undefined);
  }

  on<Params>(event: string, listener: (params: Params) => void): void {
    this.#events.on(event, listener);
  }

  deliver(event: string, params: unknown): void {
    this.#events.emit(event, params);
  }
}

/** The pipe to one browser process. */
export class CdpConnection {
  readonly browser = new CdpSession(this, undefined);
  readonly #sessions = new Map<string, CdpSession>();
  readonly #pending = new Map<number, Pending>();
  readonly #write: Writable;
  #chunks: Buffer[] = [];
  #lastId = 0;
  #closed = false;

  constructor(write: Writable, read: Readable) {
    this.#write = write;
    write.on('error', () => this.close());
    read.on('data', (chunk: Buffer) => this.#read(chunk));
    read.on('close', () => this.close());
  }

  session(id: string): CdpSession {
    const known = this.#sessions.get(id);
    if (known) return known;
    const session = new CdpSession(this, id);
    this.#sessions.set(id, session);
    return session;
  }

  send<Result>(method: string, params: object, sessionId: string | undefined): Promise<Result> {
    if (this.#closed) return Promise.reject(new Error(`${method}: Chromium has exited`));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<Result>((resolve, reject) => {
      this.#pending.set(id, { method, resolve, reject });
      this.#write.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** Ends every waiting command; further commands are refused. */
  close(): void {
    this.#closed = true;
    for (const { method, reject } of this.#pending.values()) reject(new Error(`${method}: Chromium has exited`));
    this.#pending.clear();
  }

  #read(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0, start); end >= 0; end = chunk.indexOf(0, start)) {
      const text = Buffer.concat([...this.#chunks, chunk.subarray(start, end)]).toString();
      this.#chunks = [];
      this.#receive(JSON.parse(text) as Message);
      start = end + 1;
    }
    if (start < chunk.length) this.#chunks.push(chunk.subarray(start));
  }

  #receive(message: Message): void {
    if (message.id === undefined) {
      const session = message.sessionId === undefined ? this.browser : this.#sessions.get(message.sessionId);
      session?.deliver(message.method ?? '', message.params);
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (!pending) return;
    if (message.error) pending.reject(new Error(`${pending.method}: ${message.error.message}`));
    else pending.resolve(message.result as never);
  }
}
