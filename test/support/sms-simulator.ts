// A provider of SMS on this machine, for tests and demonstrations: it takes messages after realistic delays, signs what it says, and can be
// made to fail in every way a real one does. A test reads what a person would read on their telephone.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf, macUnder } from '#test/support/provider.ts';

/** `lost-answer`: the message is delivered, the answer is not. `blocked`: refused for good. */
export const smsFaults = [
  'timeout',
  'error',
  'garbage',
  'wrong-signature',
  'other-request',
  'cut',
  'busy',
  'refused',
  'lost-answer',
  'blocked',
] as const;
type SmsFault = (typeof smsFaults)[number];

interface Message {
  readonly phone: string;
  readonly text: string;
  readonly reference: string;
}

const secret = 'secret shared with the provider';
/** These happen before the provider has done anything. */
const undelivered: readonly SmsFault[] = ['timeout', 'error', 'busy', 'refused', 'blocked'];

const mac = macUnder(secret);

export class SmsSimulator {
  readonly secret = secret;
  /** On the telephones; the same request twice is one message. */
  readonly messages: Message[] = [];
  /** Used up one by one before it answers properly again. */
  faults: SmsFault[] = [];
  delayMs = 0;
  asked = 0;
  readonly #server = createServer((request, response) => {
    void this.#answer(request, response).catch(() => response.destroy());
  });

  static async start(): Promise<SmsSimulator> {
    const simulator = new SmsSimulator();
    await new Promise<void>((resolve) => simulator.#server.listen(0, '127.0.0.1', resolve));
    return simulator;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/sms/send`;
  }

  /** The newest code on this telephone. */
  code(phone: string): string {
    const texts = this.messages.filter((one) => one.phone === phone).map(({ text }) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0]);
    const code = texts.findLast((one) => one !== undefined);
    if (code === undefined) throw new Error('no code has arrived');
    return code;
  }

  /** How to ask it, as an administrator writes it down; the secret's file is the caller's. */
  description(name = 'sms', timeoutMs = 10_000): Record<string, unknown> {
    return {
      name,
      kind: 'sms',
      url: this.url,
      body: { mobile: '{{phone}}', content: '{{text}}', tpl: '{{templateId}}', seq: '{{reference}}', ts: '{{timestamp}}' },
      sign: { algorithm: 'hmac-sha256', secret: 'sms', header: 'x-sign', over: '{{method}}\n{{path}}\n{{body}}' },
      templates: {
        code: {
          id: 'T1',
          'zh-CN': '【示例通信】验证码 {{code}}，{{minutes}} 分钟内有效，请告知柜台工作人员。如非本人办理，请忽略。',
          en: '[Example Telecom] Your code is {{code}}, valid for {{minutes}} minutes. Tell it to the clerk at the counter.',
        },
        registered: {
          'zh-CN': '【示例通信】您的实名登记已办理。如非本人办理，请致电客服。',
          en: '[Example Telecom] Your registration was taken. If this was not you, please call us.',
        },
        'not-confirmed': {
          'zh-CN': '【示例通信】您的实名信息未通过核验，请携带证件到网点重新办理。',
          en: '[Example Telecom] Your registration was not confirmed. Please come to a branch with your document.',
        },
        restricted: {
          'zh-CN': '【示例通信】您的实名核验多次未通过，业务已受限，请携带证件到网点办理。',
          en: '[Example Telecom] Your identity could not be confirmed several times; services are restricted. Please come to a branch.',
        },
        released: {
          'zh-CN': '【示例通信】您的业务限制已解除。',
          en: '[Example Telecom] The restriction of your services was lifted.',
        },
        'request-answered': {
          'zh-CN': '【示例通信】您的查询或更正申请已有答复，请到网点或登录网页查看。',
          en: '[Example Telecom] Your request has an answer. Please come to a branch or look at the web page.',
        },
      },
      answer: {
        outcome: { at: '/code', sent: ['0'], undeliverable: ['1001', '1002'] },
        reason: { at: '/code', meanings: { '1001': 'number-unknown', '1002': 'number-blocked' } },
        reference: '/sid',
        echo: '/seq',
        signed: { algorithm: 'hmac-sha256', secret: 'sms', header: 'x-sign' },
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

  #deliver(message: Message): void {
    if (!this.messages.some(({ reference }) => reference === message.reference)) this.messages.push(message);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    if (request.headers['x-sign'] !== mac(`${request.method}\n${request.url}\n${text}`)) {
      response.writeHead(401).end();
      return;
    }
    const { mobile = '', content = '', seq = '' } = JSON.parse(text) as Record<string, string>;
    this.asked += 1;
    await sleep(this.delayMs);
    const fault = this.faults.shift();
    if (fault === undefined || !undelivered.includes(fault)) this.#deliver({ phone: mobile, text: content, reference: seq });
    if (fault === 'timeout') return;
    if (fault === 'cut' || fault === 'lost-answer') {
      response.writeHead(200, { 'content-length': '500' }).write('{"code":');
      response.destroy();
      return;
    }
    const status = { error: 500, busy: 429, refused: 403 }[fault as string] ?? 200;
    const answer = {
      code: fault === 'blocked' ? '1002' : '0',
      sid: `M${this.asked}`,
      seq: fault === 'other-request' ? 'another' : seq,
    };
    const said = fault === 'garbage' ? '<html>502</html>' : JSON.stringify(answer);
    response.writeHead(status, { 'x-sign': fault === 'wrong-signature' ? mac('other') : mac(said) }).end(said);
  }
}
