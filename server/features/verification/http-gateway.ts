// Asks one source over HTTP as its description says. Whatever is no answer leaves the check open, and it is asked again later.
import type { Clock } from '#server/kernel/clock.ts';
import { macOf } from '#src/node/crypto/mac.ts';
import type { Answer, AskFailure } from './agent-messages.ts';
import { Circuit } from './circuit.ts';
import { fillTemplate, fillText, type Placeholders } from './fill-template.ts';
import type { GatewayDescription } from './gateways.ts';
import { type Reply, readAnswer } from './read-answer.ts';

/** Longer answers are no answers. */
const largestAnswerBytes = 64 * 1_024;

/** What is compared, in the clear: it exists in the agent's process only, while one request is made. */
export interface ComparedValues {
  readonly name: string;
  readonly documentType: string | null;
  readonly documentNumber: string;
}

function noAnswer(failure: AskFailure, waitMs: number | null = null): Answer {
  return { answered: false, failure, waitMs };
}

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

export class HttpGateway {
  readonly description: GatewayDescription;
  readonly #secrets: ReadonlyMap<string, string>;
  readonly #clock: Clock;
  readonly #circuit: Circuit;

  constructor(description: GatewayDescription, secrets: ReadonlyMap<string, string>, clock: Clock) {
    this.description = description;
    this.#secrets = secrets;
    this.#clock = clock;
    this.#circuit = new Circuit(description, clock);
  }

  /** @param checkId goes to the source as our number of the request, the same each time this check is asked */
  async ask(checkId: string, values: ComparedValues): Promise<Answer> {
    const { documentTypes, name } = this.description;
    if (documentTypes !== undefined && !documentTypes.includes(values.documentType ?? '')) {
      return { answered: true, source: name, reference: null, outcome: 'unanswerable', reason: 'document-unsupported' };
    }
    const permission = this.#circuit.ask();
    if (!permission.isOpen) return noAnswer(permission.why, permission.waitMs);
    const answer = await this.#exchange(checkId, values).then(
      (reply) => this.#read(reply, checkId),
      (error: unknown) => noAnswer(failureOf(error)),
    );
    if (answer.answered) this.#circuit.answered();
    else this.#circuit.failed();
    return answer;
  }

  async #exchange(checkId: string, values: ComparedValues): Promise<Reply> {
    const { description } = this;
    const known = this.#placeholders(checkId, values);
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

  #placeholders(checkId: string, { name, documentType, documentNumber }: ComparedValues): Placeholders {
    const timestamp = String(this.#clock.nowMs());
    const plain = { name, documentType: documentType ?? '', documentNumber, reference: checkId, timestamp };
    const secrets = [...this.#secrets].map(([secret, value]): [string, string] => [`secret:${secret}`, value]);
    return new Map([...Object.entries(plain), ...secrets]);
  }

  #body(known: Placeholders): string | null {
    const { method, body, format } = this.description;
    if (method === 'GET' || body === undefined) return null;
    const filled = fillTemplate(body, known);
    if (format === 'json') return JSON.stringify(filled);
    const members = typeof filled === 'object' && filled !== null ? Object.entries(filled) : [];
    return new URLSearchParams(members.map(([key, value]): [string, string] => [key, String(value)])).toString();
  }

  #read(reply: Reply, checkId: string): Answer {
    const read = readAnswer(reply, this.description.answer, this.#secrets, checkId);
    return typeof read === 'string' ? noAnswer(read) : { answered: true, source: this.description.name, ...read };
  }
}

/** In an address a value is a part of it and nothing else. */
function encoded(known: Placeholders): Placeholders {
  return new Map([...known].map(([key, value]) => [key, encodeURIComponent(value)]));
}
