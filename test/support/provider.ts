// What simulated providers have in common: each listens on this machine, answers after realistic delays, signs what it says, and can be
// made to fail in every way a real one does.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** `lost-answer`: all is done, the answer is not heard. `blocked`: refused for good. Each provider names those it has. */
type Fault =
  | 'timeout'
  | 'error'
  | 'garbage'
  | 'wrong-signature'
  | 'other-request'
  | 'cut'
  | 'busy'
  | 'refused'
  | 'lost-answer'
  | 'blocked';

/** What any of them can fail in. */
export const providerFaults = [
  'timeout',
  'error',
  'garbage',
  'wrong-signature',
  'other-request',
  'cut',
  'busy',
  'refused',
] as const satisfies readonly Fault[];
type ProviderFault = (typeof providerFaults)[number];

export type Question = Readonly<Record<string, string>>;

export abstract class Provider<F extends Fault = ProviderFault> {
  abstract readonly secret: string;
  /** Whether it answers nobody who does not sign. */
  protected abstract readonly asksForSignature: boolean;
  /** Used up one by one before it answers properly again. */
  faults: F[] = [];
  delayMs = 0;
  readonly #server = createServer((request, response) => {
    void this.#answer(request, response).catch(() => response.destroy());
  });

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  protected get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A proper question has come. */
  protected abstract take(question: Question): void;
  /** Does what is asked, or not, and says what came of it; `echo` is the number it answers to. */
  protected abstract work(question: Question, fault: F | undefined, echo: (own: string | undefined) => string): object;

  #mac(text: string): string {
    return createHmac('sha256', this.secret).update(text, 'utf8').digest('hex');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    if (this.asksForSignature && request.headers['x-sign'] !== this.#mac(`${request.method}\n${request.url}\n${text}`)) {
      response.writeHead(401).end();
      return;
    }
    const question: Question = JSON.parse(text);
    this.take(question);
    await sleep(this.delayMs);
    const fault = this.faults.shift();
    const said = JSON.stringify(this.work(question, fault, (own = '') => (fault === 'other-request' ? 'another' : own)));
    if (fault === 'timeout') return;
    if (fault === 'cut' || fault === 'lost-answer') {
      response.writeHead(200, { 'content-length': '500' }).write(said.slice(0, 8));
      response.destroy();
      return;
    }
    const status = { error: 500, busy: 429, refused: 403 }[fault as string] ?? 200;
    const body = fault === 'garbage' ? '<html>502</html>' : said;
    response.writeHead(status, { 'x-sign': this.#mac(fault === 'wrong-signature' ? 'other' : body) }).end(body);
  }
}
