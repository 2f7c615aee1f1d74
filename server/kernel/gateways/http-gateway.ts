// Asks one source over HTTP as its description says. Whatever is no answer leaves the question open, and it is asked again later.
import type { Clock } from '#server/kernel/clock.ts';
import { randomNonce } from '#src/node/crypto/random.ts';
import type { Circuit, Permission } from './circuit.ts';
import { compose } from './compose.ts';
import { exchange } from './exchange.ts';
import { failed, type NoAnswer } from './failure.ts';
import type { Placeholders } from './fill-template.ts';
import type { GatewayDescription } from './gateways.ts';
import { commonValues } from './placeholders.ts';
import { type Meanings, type ReadAnswer, readAnswer } from './read-answer.ts';
import { TokenKeeper } from './token.ts';

/** Answers of one kind of source; outcome and reason in our own words. */
export type SourceAnswer<O extends string, R extends string> =
  | ({ readonly answered: true; readonly source: string } & ReadAnswer<O, R>)
  | NoAnswer;

export class HttpGateway<D extends GatewayDescription = GatewayDescription> {
  readonly description: D;
  readonly #secrets: ReadonlyMap<string, string>;
  readonly #clock: Clock;
  readonly #circuit: Circuit;
  readonly #token: TokenKeeper | null;

  constructor(description: D, secrets: ReadonlyMap<string, string>, clock: Clock, circuit: Circuit) {
    this.description = description;
    this.#secrets = secrets;
    this.#clock = clock;
    this.#circuit = circuit;
    this.#token = description.token === undefined ? null : new TokenKeeper(description.token, secrets, clock);
  }

  /** Whether it may be asked now; nothing is counted. */
  look(): Permission {
    return this.#circuit.look();
  }

  /**
   * @param reference goes to the source as our number of the request, the same each time this is asked
   * @param values in the clear: they exist in the agent's process only, while one request is made
   */
  async ask<O extends string, R extends string>(
    reference: string,
    values: Readonly<Record<string, string>>,
    meanings: Meanings<O, R>,
  ): Promise<SourceAnswer<O, R>> {
    const permission = this.#circuit.ask();
    if (!permission.isOpen) return failed(permission.why, permission.waitMs);
    // What cannot be composed as described is not asked.
    const answer = await this.#exchange(reference, values, meanings).catch(() => failed('not-configured'));
    if (answer.answered) {
      this.#circuit.answered();
      return answer;
    }
    this.#circuit.failed();
    // A provider may say in any way that it takes this token no more.
    this.#token?.forget();
    return answer;
  }

  async #exchange<O extends string, R extends string>(
    reference: string,
    values: Readonly<Record<string, string>>,
    meanings: Meanings<O, R>,
  ): Promise<SourceAnswer<O, R>> {
    const { description } = this;
    const signal = AbortSignal.timeout(description.timeoutMs);
    const common = this.#common(reference);
    const token = this.#token === null ? '' : await this.#token.get(common, signal);
    if (typeof token !== 'string') return token;
    const known = new Map([...common, ...Object.entries(values), ['token', token] as const]);
    const reply = await exchange(compose(description, known, this.#secrets), signal, this.#clock.nowMs());
    if ('answered' in reply) return reply;
    const read = readAnswer(reply, description.answer, meanings, this.#secrets, reference);
    return typeof read === 'string' ? failed(read) : { answered: true, source: description.name, ...read };
  }

  #common(reference: string): Placeholders {
    const secrets = [...this.#secrets].map(([secret, value]): [string, string] => [`secret:${secret}`, value]);
    return new Map([...Object.entries(commonValues(reference, this.#clock.nowMs(), randomNonce())), ...secrets]);
  }
}
