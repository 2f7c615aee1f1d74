// A token that a provider gives for a while (RFC 6749, 4.4). In memory only; whoever asks at the same time waits for the same one.
import type { Clock } from '#server/kernel/clock.ts';
import { compose } from './compose.ts';
import { exchange } from './exchange.ts';
import { failed, type NoAnswer } from './failure.ts';
import { type Placeholders, textAt } from './fill-template.ts';
import type { TokenDescription } from './gateways.ts';
import { readText } from './read-text.ts';

/** Of a token whose length of life is not told, and of one that is said to live longer than a day. */
const unsaidSeconds = 300;
const longestSeconds = 86_400;
/** It is not used in its last moments: the request is on its way too. */
const marginSeconds = 30;

export class TokenKeeper {
  readonly #description: TokenDescription;
  readonly #secrets: ReadonlyMap<string, string>;
  readonly #clock: Clock;
  #held: { readonly token: string; readonly untilMs: number } | null = null;
  #fetching: Promise<string | NoAnswer> | null = null;

  constructor(description: TokenDescription, secrets: ReadonlyMap<string, string>, clock: Clock) {
    this.#description = description;
    this.#secrets = secrets;
    this.#clock = clock;
  }

  get(known: Placeholders, signal: AbortSignal): Promise<string | NoAnswer> {
    if (this.#held !== null && this.#clock.nowMs() < this.#held.untilMs) return Promise.resolve(this.#held.token);
    this.#fetching ??= this.#fetch(known, signal).finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  /** The provider takes it no more. */
  forget(): void {
    this.#held = null;
  }

  async #fetch(known: Placeholders, signal: AbortSignal): Promise<string | NoAnswer> {
    const nowMs = this.#clock.nowMs();
    const reply = await exchange(compose(this.#description, known, this.#secrets), signal, nowMs);
    if ('answered' in reply) return reply.failure === 'refused' ? failed('token-refused') : reply;
    const { answer } = this.#description;
    const body = readText(reply, {});
    const token = textAt(body, answer.token) ?? '';
    // Whatever is no visible text of one line would not be a header.
    if (!/^[\x21-\x7e]{1,8192}$/u.test(token)) return failed('token-refused');
    const said = Number(answer.seconds === undefined ? unsaidSeconds : textAt(body, answer.seconds));
    const seconds = Number.isFinite(said) && said > 0 ? Math.min(said, longestSeconds) : unsaidSeconds;
    this.#held = { token, untilMs: nowMs + (seconds - Math.min(marginSeconds, seconds / 2)) * 1_000 };
    return token;
  }
}
