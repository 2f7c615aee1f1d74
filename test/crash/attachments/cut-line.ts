// A line that breaks on purpose, under HTTP: so many bytes a second, and every connection cut after so long or so much.
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface CutLineOptions {
  /** As fast as it goes when absent. */
  readonly bytesPerSecond?: number;
  readonly everyMs?: number;
  readonly everyBytes?: number;
}

export class CutLine {
  /** Towards the server, whatever became of it. */
  sentBytes = 0;
  cuts = 0;
  readonly #options: CutLineOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #timer: NodeJS.Timeout | null;
  #nextCutAt: number;

  private constructor(target: URL, options: CutLineOptions) {
    this.#options = options;
    this.#nextCutAt = options.everyBytes ?? Number.POSITIVE_INFINITY;
    this.#server = createServer((client) => this.#join(client, connect(Number(target.port), target.hostname)));
    this.#timer = options.everyMs === undefined ? null : setInterval(() => this.#cut(), options.everyMs);
  }

  static async to(url: string, options: CutLineOptions): Promise<CutLine> {
    const line = new CutLine(new URL(url), options);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #join(client: Socket, server: Socket): void {
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
    server.pipe(client);
    client.on('data', (bytes) => this.#pass(client, server, bytes));
    client.on('end', () => server.end());
  }

  #pass(client: Socket, server: Socket, bytes: Buffer): void {
    this.sentBytes += bytes.length;
    if (this.sentBytes >= this.#nextCutAt) {
      this.#nextCutAt = this.sentBytes + (this.#options.everyBytes ?? 0);
      this.#cut();
      return;
    }
    client.pause();
    const waitMs = (1_000 * bytes.length) / (this.#options.bytesPerSecond ?? Number.POSITIVE_INFINITY);
    server.write(bytes, () => setTimeout(() => client.resume(), waitMs));
  }

  #cut(): void {
    if (this.#sockets.size === 0) return;
    this.cuts += 1;
    for (const socket of this.#sockets) socket.destroy();
  }
}
