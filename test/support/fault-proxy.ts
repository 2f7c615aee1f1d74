// A line at its worst, between workstation and server: requests and answers are lost, cut in the middle, doubled, delayed past later
// ones, or answered by somebody else. Seeded: the same requests in the same order meet the same faults.
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { Dice } from '#test/support/monkey/dice.ts';

const faults = [
  'request-lost',
  'request-cut',
  'request-doubled',
  'request-repeated-later',
  'answer-lost',
  'answer-cut',
  'answer-shortened',
  'delayed',
  'captive-portal',
  'redirected',
  'too-many-requests',
  'request-timeout',
  'server-error',
] as const;
export type LineFault = (typeof faults)[number];

interface Whole {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Given {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const foreign: Readonly<Partial<Record<LineFault, readonly [number, Record<string, string>, string]>>> = {
  'captive-portal': [200, { 'content-type': 'text/html' }, '<!doctype html><title>Welcome</title><p>Please accept the terms.'],
  redirected: [302, { location: 'http://127.0.0.1:1/login' }, ''],
  'too-many-requests': [429, { 'retry-after': '1', 'content-type': 'text/html' }, '<h1>Too many requests</h1>'],
  'request-timeout': [408, {}, ''],
  'server-error': [502, { 'content-type': 'text/html' }, '<h1>Bad gateway</h1>'],
};

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export class FaultProxy {
  /** How often each fault happened. */
  readonly happened = new Map<LineFault, number>();
  requests = 0;
  /** Bytes of request bodies that were passed on, whole or in part, by path; what this proxy doubled is not counted. */
  readonly passedBytes = new Map<string, number>();
  readonly #probability: number;
  #state: 'good' | 'faulty' | 'cut' = 'good';
  readonly #target: string;
  readonly #dice: Dice;
  readonly #kinds: readonly LineFault[];
  readonly #server: Server;
  #held: Whole | null = null;

  private constructor(target: string, { seed, probability, only = faults }: FaultOptions) {
    this.#target = target;
    this.#dice = new Dice(seed);
    this.#probability = probability;
    this.#kinds = only;
    this.#server = createServer((asked, answer) => void this.#handle(asked, answer).catch(() => answer.destroy()));
  }

  static async to(target: string, options: FaultOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(target, options);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  /** From now on the line has its faults. */
  begin(): void {
    this.#state = 'faulty';
  }

  /** Nothing goes through until the faults begin. */
  cut(): void {
    this.#state = 'cut';
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const path = asked.url ?? '/';
    const whole = { method: asked.method ?? 'GET', path, headers: asked.headers, body: await bodyOf(asked) };
    this.requests += 1;
    if (this.#state === 'cut') {
      answer.destroy();
      return;
    }
    const fault = this.#state === 'faulty' && this.#dice.chance(this.#probability) ? this.#dice.pick(this.#kinds) : null;
    if (fault === null) return this.#reply(answer, await this.#pass(whole));
    this.happened.set(fault, (this.happened.get(fault) ?? 0) + 1);
    const other = foreign[fault];
    if (other !== undefined) {
      const [status, headers, body] = other;
      answer.writeHead(status, headers).end(body);
      return;
    }
    await this.#spoil(fault, whole, answer);
  }

  async #spoil(fault: LineFault, whole: Whole, answer: ServerResponse): Promise<void> {
    switch (fault) {
      case 'request-lost':
        answer.destroy();
        return;
      case 'request-cut':
        await this.#passHalf(whole);
        answer.destroy();
        return;
      case 'request-doubled': {
        // Whichever comes back first: the other may be refused as a replay, and the workstation may be told just that.
        const both = [this.#pass(whole), this.#send(whole)] as const;
        const [first, second] = await Promise.all(both);
        this.#reply(answer, this.#dice.chance(0.5) ? first : second);
        return;
      }
      case 'request-repeated-later':
        this.#reply(answer, await this.#pass(whole));
        this.#held = whole;
        return;
      case 'answer-lost':
        await this.#pass(whole);
        answer.destroy();
        return;
      default:
        this.#spoilAnswer(fault, await this.#pass(whole), answer);
    }
  }

  #spoilAnswer(fault: LineFault, given: Given, answer: ServerResponse): void {
    const half = given.body.subarray(0, this.#dice.below(given.body.length + 1));
    if (fault === 'delayed') {
      setTimeout(() => this.#reply(answer, given), this.#dice.below(40));
    } else if (fault === 'answer-shortened') {
      answer.writeHead(given.status, { 'content-type': given.headers['content-type'], 'content-length': half.length }).end(half);
    } else {
      answer.writeHead(given.status, { 'content-type': given.headers['content-type'], 'content-length': given.body.length });
      answer.write(half, () => answer.destroy());
    }
  }

  #reply(answer: ServerResponse, { status, headers, body }: Given): void {
    answer.writeHead(status, { 'content-type': headers['content-type'], 'content-length': body.length }).end(body);
  }

  async #pass(whole: Whole): Promise<Given> {
    const held = this.#held;
    this.#held = null;
    const given = await this.#send(whole);
    // What was sent before arrives once more, after what was sent later.
    if (held !== null) await this.#send(held);
    this.#count(whole.path, whole.body.length);
    return given;
  }

  #send(whole: Whole): Promise<Given> {
    return new Promise((resolve, reject) => {
      const sent = this.#open(whole, (given) => {
        const { statusCode: status = 502, headers } = given;
        bodyOf(given).then((body) => resolve({ status, headers, body }), reject);
      });
      sent.on('error', reject);
      sent.end(whole.body);
    });
  }

  #passHalf(whole: Whole): Promise<void> {
    const half = whole.body.subarray(0, this.#dice.below(whole.body.length + 1));
    this.#count(whole.path, half.length);
    return new Promise((resolve) => {
      const sent = this.#open(whole, (given) => given.resume());
      sent.on('error', () => undefined);
      sent.on('close', () => resolve());
      sent.flushHeaders();
      sent.write(half, () => setTimeout(() => sent.destroy(), 2));
    });
  }

  #open({ method, path, headers }: Whole, given: (answer: IncomingMessage) => void) {
    return request(new URL(path, this.#target), { method, headers: { ...headers, connection: 'close' } }, given);
  }

  #count(path: string, bytes: number): void {
    const name = new URL(path, this.#target).pathname;
    this.passedBytes.set(name, (this.passedBytes.get(name) ?? 0) + bytes);
  }
}

export interface FaultOptions {
  readonly seed: number;
  /** Of a fault, per request. */
  readonly probability: number;
  readonly only?: readonly LineFault[];
}
