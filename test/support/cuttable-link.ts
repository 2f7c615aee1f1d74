// A TCP link between workstation and server that can be cut and restored, for the guided run and the tests. Cut means what a
// pulled cable means to a program: nothing listens, and what was open is gone.
import { connect, createServer, type Server, type Socket } from 'node:net';

export class CuttableLink {
  readonly #target: { readonly host: string; readonly port: number };
  readonly #open = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;

  private constructor(target: { readonly host: string; readonly port: number }) {
    this.#target = target;
  }

  /** Listens on a free loopback port and passes every connection to the target, e.g. `http://127.0.0.1:8443`. */
  static async to(targetUrl: string): Promise<CuttableLink> {
    const { hostname, port } = new URL(targetUrl);
    const link = new CuttableLink({ host: hostname, port: Number(port) });
    await link.restore();
    return link;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async restore(): Promise<void> {
    if (this.#server !== null) return;
    const server = createServer((client) => this.#pass(client));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.#port = address.port;
    this.#server = server;
  }

  async cut(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    for (const socket of this.#open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }

  #pass(client: Socket): void {
    const upstream = connect(this.#target);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#open.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#open.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }
}
