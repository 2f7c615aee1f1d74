// One station's line to the server in this process: cut for a while, or losing, doubling and repeating what goes over it. Its throws
// follow the order of the station's own requests, so that a seed gives the same faults again.
import type { FastifyInstance } from 'fastify';
import type { LinkAnswer, LinkRequest, ServerLink } from '#main/ports/server-link.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import type { Dice } from '#test/support/monkey/dice.ts';

type Sent = Result<LinkAnswer, 'unreachable'>;

export class SimulatedLine implements ServerLink {
  isCut = false;
  /** Of a fault, per request. */
  faults = 0;
  /** One line per request: what was asked and what became of it. */
  readonly told: string[] = [];
  readonly #server: FastifyInstance;
  readonly #dice: Dice;
  readonly #address: string;
  #held: LinkRequest | null = null;

  /** @param address the station's own: limits of requests are counted by it */
  constructor(server: FastifyInstance, dice: Dice, address: string) {
    this.#server = server;
    this.#dice = dice;
    this.#address = address;
  }

  async send(request: LinkRequest): Promise<Sent> {
    const fate = this.#fate();
    this.told.push(`${new URL(request.url).pathname} ${fate}`);
    if (fate === 'cut' || fate === 'request-lost') return fail('unreachable');
    if (this.#held !== null) await this.#pass(this.#held);
    this.#held = fate === 'repeated-later' ? request : null;
    const answer = await this.#pass(request);
    if (fate === 'doubled') return this.#pass(request);
    if (fate === 'captive-portal') return ok({ status: 200, body: '<!doctype html><title>Welcome</title>' });
    return fate === 'answer-lost' ? fail('unreachable') : answer;
  }

  #fate() {
    if (this.isCut) return 'cut';
    const kinds = ['request-lost', 'answer-lost', 'doubled', 'repeated-later', 'captive-portal'] as const;
    return this.#dice.chance(this.faults) ? this.#dice.pick(kinds) : 'passed';
  }

  async #pass({ method, url, headers, body }: LinkRequest): Promise<Sent> {
    const { pathname, search, host } = new URL(url);
    const answer = await this.#server.inject({
      method,
      url: `${pathname}${search}`,
      headers: { ...headers, host },
      remoteAddress: this.#address,
      ...(method === 'POST' ? { payload: body } : {}),
    });
    return ok({ status: answer.statusCode, body: answer.body });
  }
}
