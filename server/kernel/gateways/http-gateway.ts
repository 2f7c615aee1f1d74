// Asks one source over HTTP as its description says. Whatever is no answer leaves the question open, and it is asked again later.
import type { Clock } from '#server/kernel/clock.ts';
import { macOf } from '#src/node/crypto/mac.ts';
import type { Circuit } from './circuit.ts';
import { type AskFailure, failed, type NoAnswer } from './failure.ts';
import { fillTemplate, fillText, type Placeholders } from './fill-template.ts';
import type { GatewayDescription } from './gateways.ts';
import { type Meanings, type ReadAnswer, type Reply, readAnswer } from './read-answer.ts';

/** Longer answers are no answers. */
const largestAnswerBytes = 64 * 1_024;

/** Answers of one kind of source; outcome and reason in our own words. */
export type SourceAnswer<O extends string, R extends string> =
  | ({ readonly answered: true; readonly source: string } & ReadAnswer<O, R>)
  | NoAnswer;

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > largestAnswerBytes) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function failureOf(error: unknown): AskFailure {
  return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable';
}

export class HttpGateway<D extends GatewayDescription = GatewayDescription> {
  readonly description: D;
  readonly #secrets: ReadonlyMap<string, string>;
  readonly #clock: Clock;
  readonly #circuit: Circuit;

  constructor(description: D, secrets: ReadonlyMap<string, string>, clock: Clock, circuit: Circuit) {
    this.description = description;
    this.#secrets = secrets;
    this.#clock = clock;
    this.#circuit = circuit;
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
    const answer = await this.#exchange(reference, values).then(
      (reply) => this.#read(reply, reference, meanings),
      (error: unknown) => failed(failureOf(error)),
    );
    if (answer.answered) this.#circuit.answered();
    else this.#circuit.failed();
    return answer;
  }

  async #exchange(reference: string, values: Readonly<Record<string, string>>): Promise<Reply> {
    const { description } = this;
    const known = this.#placeholders(reference, values);
    const url = new URL(fillText(description.url, encoded(known)));
    const body = this.#body(known);
    const headers = new Headers(
      Object.entries(description.headers).map(([header, text]): [string, string] => [header, fillText(text, known)]),
    );
    if (body !== null) {
      headers.set('content-type', description.format === 'json' ? 'application/json' : 'application/x-www-form-urlencoded');
    }
    headers.set('accept', 'application/json');
    const { sign } = description;
    if (sign !== undefined) {
      const path = url.pathname + url.search;
      const signed = fillText(
        sign.over,
        new Map([...known, ['method', description.method], ['path', path], ['body', body ?? '']]),
      );
      headers.set(sign.header, macOf(sign, this.#secrets.get(sign.secret) ?? '', signed));
    }
    const signal = AbortSignal.timeout(description.timeoutMs);
    const response = await fetch(url, { method: description.method, headers, body, signal, redirect: 'error' });
    const signature = description.answer.signed === undefined ? null : response.headers.get(description.answer.signed.header);
    return { status: response.status, text: await readText(response), signature };
  }

  #placeholders(reference: string, values: Readonly<Record<string, string>>): Placeholders {
    const timestamp = String(this.#clock.nowMs());
    const secrets = [...this.#secrets].map(([secret, value]): [string, string] => [`secret:${secret}`, value]);
    return new Map([...Object.entries({ ...values, reference, timestamp }), ...secrets]);
  }

  #body(known: Placeholders): string | null {
    const { method, body, format } = this.description;
    if (method === 'GET' || body === undefined) return null;
    const filled = fillTemplate(body, known);
    if (format === 'json') return JSON.stringify(filled);
    const members = typeof filled === 'object' && filled !== null ? Object.entries(filled) : [];
    return new URLSearchParams(members.map(([key, value]): [string, string] => [key, String(value)])).toString();
  }

  #read<O extends string, R extends string>(reply: Reply, reference: string, meanings: Meanings<O, R>): SourceAnswer<O, R> {
    const read = readAnswer(reply, this.description.answer, meanings, this.#secrets, reference);
    return typeof read === 'string' ? failed(read) : { answered: true, source: this.description.name, ...read };
  }
}

/** In an address a value is a part of it and nothing else. */
function encoded(known: Placeholders): Placeholders {
  return new Map([...known].map(([key, value]) => [key, encodeURIComponent(value)]));
}
