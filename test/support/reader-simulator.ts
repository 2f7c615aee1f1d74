// A document reader's service as makers ship them: HTTP on this machine, JSON with their own names.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SimulatedCard {
  readonly name: string;
  readonly number: string;
  readonly address: string;
}

export class ReaderSimulator {
  /** What lies on the reader; null: nothing, and it waits. */
  card: SimulatedCard | null = null;
  readonly #server = createServer((_request, response) => {
    const { card } = this;
    if (card === null) return;
    const data = { xm: card.name, sfzh: card.number, zz: card.address };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
  });

  static async start(): Promise<ReaderSimulator> {
    const simulator = new ReaderSimulator();
    await new Promise<void>((resolve) => simulator.#server.listen(0, '127.0.0.1', resolve));
    return simulator;
  }

  /** The switches that tell a workstation of it. */
  get switches(): readonly string[] {
    const { port } = this.#server.address() as AddressInfo;
    return [
      `--reader-service=http://127.0.0.1:${port}/read`,
      '--reader-mapping=name:data.xm,documentNumber:data.sfzh,address:data.zz',
    ];
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
