// Tells the server of this workstation's closed days and hears of the branch's, in passing of an attempt. What cannot be exchanged now
// is exchanged at a later attempt; it fails none.
import type { Device } from '#main/kernel/device/device.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import type { DaysQuestion } from '#src/contract/sync/days.ts';
import { routes } from '#src/contract/sync/index.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { daysQuestionOf, takePage } from './hear-days.ts';
import type { ReconciliationPorts } from './ports.ts';

const timeoutMs = 15_000;
/** Without news of its own a workstation asks this often. */
const repeatMs = 60_000;
const mostRounds = 20;

function gistOf({ businessDay, unclosed, documents }: DaysQuestion): string {
  return JSON.stringify([businessDay, unclosed, documents.map(({ document }) => sha256Hex(document.body))]);
}

export class DayExchange {
  readonly #ports: ReconciliationPorts;
  #told: { readonly atMs: number; readonly gist: string } | null = null;

  constructor(ports: ReconciliationPorts) {
    this.#ports = ports;
  }

  async run(device: Device, signal: AbortSignal): Promise<void> {
    for (let round = 0; round < mostRounds; round++) {
      const question = daysQuestionOf(this.#ports);
      if (round === 0 && !this.#isDue(question)) return;
      if (!(await this.#ask(device, question, signal))) return;
    }
  }

  #isDue(question: DaysQuestion): boolean {
    const told = this.#told;
    if (told === null || told.gist !== gistOf(question)) return true;
    return this.#ports.clock.monotonicMs() - told.atMs >= repeatMs;
  }

  /** @returns whether there is more to tell or to hear */
  async #ask(device: Device, question: DaysQuestion, signal: AbortSignal): Promise<boolean> {
    const { path, response } = routes.days;
    const body = JSON.stringify({ protocol: protocolVersion, ...question });
    const answer = await askAsDevice(this.#ports, device, { method: 'POST', path, body, timeoutMs, signal }, response);
    if (signal.aborted) return false;
    // A server that does not know the route is not asked at every attempt.
    const isAnswered = answer.ok || answer.error.kind === 'refused';
    if (!isAnswered) return false;
    const page = answer.ok ? takePage(this.#ports, answer.value.page) : null;
    const next = daysQuestionOf(this.#ports);
    this.#told = { atMs: this.#ports.clock.monotonicMs(), gist: gistOf(next) };
    if (page === null) return false;
    return page.isMore || (next.documents.length > 0 && gistOf(next) !== gistOf(question));
  }
}
