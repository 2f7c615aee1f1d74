// A provider of SMS on this machine, for tests and demonstrations: a test reads what a person would read on their telephone.
import { Provider, providerFaults, type Question } from '#test/support/provider.ts';

export const smsFaults = [...providerFaults, 'lost-answer', 'blocked'] as const;
type SmsFault = (typeof smsFaults)[number];

interface Message {
  readonly phone: string;
  readonly text: string;
  readonly reference: string;
}

/** These happen before the provider has done anything. */
const undelivered: readonly SmsFault[] = ['timeout', 'error', 'busy', 'refused', 'blocked'];

export class SmsSimulator extends Provider<SmsFault> {
  override readonly secret = 'secret shared with the provider';
  protected override readonly asksForSignature = true;
  /** On the telephones; the same request twice is one message. */
  readonly messages: Message[] = [];
  asked = 0;

  static start(): Promise<SmsSimulator> {
    return new SmsSimulator().listen();
  }

  get url(): string {
    return `${this.origin}/sms/send`;
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

  #deliver(message: Message): void {
    if (!this.messages.some(({ reference }) => reference === message.reference)) this.messages.push(message);
  }

  protected override take(): void {
    this.asked += 1;
  }

  protected override work(
    { mobile = '', content = '', seq = '' }: Question,
    fault: SmsFault | undefined,
    echo: (own: string) => string,
  ) {
    if (fault === undefined || !undelivered.includes(fault)) this.#deliver({ phone: mobile, text: content, reference: seq });
    return { code: fault === 'blocked' ? '1002' : '0', sid: `M${this.asked}`, seq: echo(seq) };
  }
}
