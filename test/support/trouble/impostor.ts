// Whatever else may answer at the server's address: a captive portal, or a proxy that writes down what it was asked and can keep
// the answers to itself.
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';

type Answering = (asked: IncomingMessage, answer: ServerResponse) => void;

export class Impostor {
  /** Method and path of every request, in order. */
  readonly requests: string[] = [];
  readonly #server: Server;

  private constructor(answering: Answering) {
    this.#server = createServer((asked, answer) => {
      this.requests.push(`${asked.method} ${new URL(asked.url ?? '/', 'http://server').pathname}`);
      answering(asked, answer);
    });
  }

  /** Says yes to everything, in HTML. @param url the address it takes over, which nobody may be listening on */
  static captivePortal(url: string): Promise<Impostor> {
    const page = '<!doctype html><title>Welcome</title><p>Please accept the terms of this network.';
    return Impostor.#listen(url, (asked, answer) => {
      asked.resume();
      answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    });
  }

  /**
   * Passes requests on to another server.
   * @param keepsAnswer the server gets and does what such a path asks, but its answer never arrives
   */
  static proxy(url: string, targetUrl: string, keepsAnswer: (path: string) => boolean = () => false): Promise<Impostor> {
    return Impostor.#listen(url, (asked, answer) => {
      const { method, headers } = asked;
      const passed = request(new URL(asked.url ?? '/', targetUrl), { method, headers }, (given) => {
        if (keepsAnswer(asked.url ?? '/')) {
          given.resume();
          return;
        }
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer);
      });
      passed.on('error', () => answer.destroy());
      answer.on('close', () => passed.destroy());
      asked.pipe(passed);
    });
  }

  static async #listen(url: string, answering: Answering): Promise<Impostor> {
    const impostor = new Impostor(answering);
    await new Promise<void>((resolve, reject) => {
      impostor.#server.once('error', reject);
      impostor.#server.listen(Number(new URL(url).port), '127.0.0.1', resolve);
    });
    return impostor;
  }

  count(request: string): number {
    return this.requests.filter((made) => made === request).length;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
