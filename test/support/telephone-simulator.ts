// A telephone system on this machine, for tests: it knows the calls it is given, signs what it says, and can be made to fail in every way a
// real one does.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf, macUnder } from '#test/support/provider.ts';

export const telephoneFaults = [
  'timeout',
  'error',
  'garbage',
  'wrong-signature',
  'other-request',
  'cut',
  'busy',
  'refused',
] as const;
type TelephoneFault = (typeof telephoneFaults)[number];

interface Call {
  readonly phone: string;
  readonly at: string;
  readonly seconds: number;
}

const secret = 'secret shared with the telephone system';

const mac = macUnder(secret);

export class TelephoneSimulator {
  readonly secret = secret;
  readonly calls: Call[] = [];
  readonly asked: Record<string, string>[] = [];
  /** Used up one by one before it answers properly again. */
  faults: TelephoneFault[] = [];
  delayMs = 0;
  /** Records of that time are gone: it can say nothing. */
  isPurged = false;
  readonly #server = createServer((request, response) => {
    void this.#answer(request, response).catch(() => response.destroy());
  });

  static async start(): Promise<TelephoneSimulator> {
    const simulator = new TelephoneSimulator();
    await new Promise<void>((resolve) => simulator.#server.listen(0, '127.0.0.1', resolve));
    return simulator;
  }

  /** How to ask it, as an administrator writes it down. */
  description(timeoutMs = 20_000): Record<string, unknown> {
    return {
      name: 'pbx',
      kind: 'telephone-record',
      url: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/calls/find`,
      body: {
        callee: '{{phone}}',
        from: '{{from}}',
        until: '{{until}}',
        site: '{{branch}}',
        desk: '{{workstation}}',
        seq: '{{reference}}',
      },
      leastSeconds: 10,
      answer: {
        outcome: { at: '/result', confirmed: ['FOUND'], refuted: ['NONE'], unanswerable: ['PURGED'] },
        seconds: '/seconds',
        reference: '/cdr',
        echo: '/seq',
        signed: { algorithm: 'hmac-sha256', secret: 'pbx', header: 'x-sign' },
      },
      timeoutMs,
      circuit: { failures: 20, pauseMs: 1_000 },
    };
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #find({ callee, from = '', until = '', seq }: Record<string, string>) {
    if (this.isPurged) return { result: 'PURGED', seq };
    const index = this.calls.findIndex(({ phone, at }) => phone === callee && at >= from && at <= until);
    const call = this.calls[index];
    return call === undefined ? { result: 'NONE', seq } : { result: 'FOUND', seconds: call.seconds, cdr: `C${index + 1}`, seq };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const question = JSON.parse(await bodyOf(request)) as Record<string, string>;
    this.asked.push(question);
    await sleep(this.delayMs);
    const fault = this.faults.shift();
    if (fault === 'timeout') return;
    if (fault === 'cut') {
      response.writeHead(200, { 'content-length': '500' }).write('{"result":');
      response.destroy();
      return;
    }
    const status = { error: 500, busy: 429, refused: 403 }[fault as string] ?? 200;
    const answer = { ...this.#find(question), ...(fault === 'other-request' ? { seq: 'another' } : {}) };
    const said = fault === 'garbage' ? '<html>502</html>' : JSON.stringify(answer);
    response.writeHead(status, { 'x-sign': mac(fault === 'wrong-signature' ? 'other' : said) }).end(said);
  }
}
