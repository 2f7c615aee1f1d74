// An identity authority on this machine, for tests and demonstrations: it knows some people, and remembers what it was asked, by the
// caller's own number.
import { createHash } from 'node:crypto';
import { Provider, type Question } from '#test/support/provider.ts';

interface Asked {
  readonly reference: string;
  readonly name: string;
  readonly number: string;
}

export class AuthoritySimulator extends Provider {
  override readonly secret = 'secret shared with the simulator';
  protected override readonly asksForSignature = true;
  /** Document number → name. Anybody else is unknown to it. */
  readonly people = new Map<string, string>();
  /** Document number → hex SHA-256 of the portrait it knows. */
  readonly portraits = new Map<string, string>();
  /** Length in characters of every portrait that it was given, 0 for none. */
  readonly portraitLengths: number[] = [];
  /** Every request that reached it and was signed right, in order. */
  readonly asked: Asked[] = [];
  #numbers = 0;

  static start(): Promise<AuthoritySimulator> {
    return new AuthoritySimulator().listen();
  }

  /** Requests by the caller's number: one each, however often it was asked. */
  get distinct(): number {
    return new Set(this.asked.map(({ reference }) => reference)).size;
  }

  get url(): string {
    return `${this.origin}/compare`;
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

  protected override take({ lsh = '', xm = '', sfzh = '', zp = '' }: Question): void {
    this.asked.push({ reference: lsh, name: xm, number: sfzh });
    this.portraitLengths.push(zp.length);
  }

  protected override work({ lsh, xm = '', sfzh = '', zp = '' }: Question, _fault: unknown, echo: (own?: string) => string) {
    this.#numbers += 1;
    return { data: { result: this.#compare(xm, sfzh, zp), serial: `S${this.#numbers}`, lsh: echo(lsh) } };
  }
}
