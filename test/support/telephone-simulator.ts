// A telephone system on this machine, for tests: it knows the calls it is given.
import { Provider, type Question } from '#test/support/provider.ts';

interface Call {
  readonly phone: string;
  readonly at: string;
  readonly seconds: number;
}

export class TelephoneSimulator extends Provider {
  override readonly secret = 'secret shared with the telephone system';
  protected override readonly asksForSignature = false;
  readonly calls: Call[] = [];
  readonly asked: Question[] = [];
  /** Records of that time are gone: it can say nothing. */
  isPurged = false;

  static start(): Promise<TelephoneSimulator> {
    return new TelephoneSimulator().listen();
  }

  /** How to ask it, as an administrator writes it down. */
  description(timeoutMs = 20_000): Record<string, unknown> {
    return {
      name: 'pbx',
      kind: 'telephone-record',
      url: `${this.origin}/calls/find`,
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

  protected override take(question: Question): void {
    this.asked.push(question);
  }

  protected override work(
    { callee, from = '', until = '', seq: own }: Question,
    _fault: unknown,
    echo: (own?: string) => string,
  ) {
    const seq = echo(own);
    if (this.isPurged) return { result: 'PURGED', seq };
    const index = this.calls.findIndex(({ phone, at }) => phone === callee && at >= from && at <= until);
    const call = this.calls[index];
    return call === undefined ? { result: 'NONE', seq } : { result: 'FOUND', seconds: call.seconds, cdr: `C${index + 1}`, seq };
  }
}
