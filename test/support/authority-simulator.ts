// An identity authority on this machine, for tests and demonstrations: it knows some people, answers after realistic delays, signs what
// it says, and can be made to fail in every way a real one does. It remembers what it was asked, by the caller's own number.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf, macUnder } from '#test/support/provider.ts';

export const simulatorFaults = [
  'timeout',
  'error',
  'garbage',
  'wrong-signature',
  'other-request',
  'cut',
  'busy',
  'refused',
] as const;
export type SimulatorFault = (typeof simulatorFaults)[number];

interface Asked {
  readonly reference: string;
  readonly name: string;
  readonly number: string;
}

const secret = 'secret shared with the simulator';

const mac = macUnder(secret);

export class AuthoritySimulator {
  /** Document number → name. Anybody else is unknown to it. */
  readonly people = new Map<string, string>();
  /** Document number → hex SHA-256 of the portrait it knows. */
  readonly portraits = new Map<string, string>();
  /** Length in characters of every portrait that it was given, 0 for none. */
  readonly portraitLengths: number[] = [];
  /** Every request that reached it and was signed right, in order. */
  readonly asked: Asked[] = [];
  readonly secret = secret;
  /** Used up one by one before it answers properly again. */
  faults: SimulatorFault[] = [];
  delayMs = 0;
  readonly #server = createServer((request, response) => {
    void this.#answer(request, response).catch(() => response.destroy());
  });
  #numbers = 0;

  static async start(): Promise<AuthoritySimulator> {
    const simulator = new AuthoritySimulator();
    await new Promise<void>((resolve) => simulator.#server.listen(0, '127.0.0.1', resolve));
    return simulator;
  }

  /** Requests by the caller's number: one each, however often it was asked. */
  get distinct(): number {
    return new Set(this.asked.map(({ reference }) => reference)).size;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/compare`;
  }

  /** How to ask it, as an administrator writes it down; the secret's file is the caller's. */
  description(name: string, kind: string, timeoutMs = 2_000): Record<string, unknown> {
    return {
      name,
      kind,
      url: this.url,
      body: { xm: '{{name}}', sfzh: '{{documentNumber}}', lsh: '{{reference}}', sj: '{{timestamp}}' },
      sign: { algorithm: 'hmac-sha256', secret: 'simulator', header: 'x-sign', over: '{{method}}\n{{path}}\n{{body}}' },
      answer: {
        outcome: { at: '/data/result', confirmed: ['00'], refuted: ['01', '02', '03'], unanswerable: ['09'] },
        reason: { at: '/data/result', meanings: { '01': 'name-differs', '02': 'number-unknown', '03': 'portrait-differs' } },
        reference: '/data/serial',
        echo: '/data/lsh',
        signed: { algorithm: 'hmac-sha256', secret: 'simulator', header: 'x-sign' },
      },
      timeoutMs,
      circuit: { failures: 20, pauseMs: 1_000 },
    };
  }

  /** How to ask it with a portrait too. */
  portraitDescription(name: string, kind: string, portrait: Record<string, unknown>): Record<string, unknown> {
    const description = this.description(name, kind, 20_000);
    return { ...description, body: { ...(description.body as object), zp: '{{portrait}}' }, portrait };
  }

  #compare(name: string, number: string, portrait: string): string {
    const known = this.people.get(number);
    if (known === undefined) return '02';
    if (known !== name) return '01';
    if (portrait === '') return '00';
    const digest = createHash('sha256').update(Buffer.from(portrait, 'base64')).digest('hex');
    return digest === this.portraits.get(number) ? '00' : '03';
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    if (request.headers['x-sign'] !== mac(`${request.method}\n${request.url}\n${text}`)) {
      response.writeHead(401).end();
      return;
    }
    const { lsh = '', xm = '', sfzh = '', zp = '' } = JSON.parse(text) as Record<string, string>;
    this.asked.push({ reference: lsh, name: xm, number: sfzh });
    this.portraitLengths.push(zp.length);
    await sleep(this.delayMs);
    const fault = this.faults.shift();
    if (fault === 'timeout') return;
    if (fault === 'cut') {
      response.writeHead(200, { 'content-length': '500' }).write('{"data":');
      response.destroy();
      return;
    }
    const status = { error: 500, busy: 429, refused: 403 }[fault as string];
    const result = this.#compare(xm, sfzh, zp);
    this.#numbers += 1;
    const echo = fault === 'other-request' ? 'another' : lsh;
    const said =
      fault === 'garbage' ? '<html>502</html>' : JSON.stringify({ data: { result, serial: `S${this.#numbers}`, lsh: echo } });
    response.writeHead(status ?? 200, { 'x-sign': fault === 'wrong-signature' ? mac('other') : mac(said) }).end(said);
  }
}
