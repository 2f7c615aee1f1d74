// For tests only: the server's side of "as this person". It knows who proved themselves, forgets them when told, and gives a test's own
// answers to what they ask.
import type { LinkAnswer } from '#main/ports/server-link.ts';
import { sessionRequest, staffRequest } from '#src/contract/sync/staff.ts';

export class FakePersons {
  /** Tokens that hold, with the number of the person. */
  readonly sessions = new Map<string, string>();
  /** Answers of a path to the parsed body; a test puts them in. */
  readonly answers = new Map<string, (body: never) => unknown>();
  /** Refuses what is asked at a path. */
  readonly refusals = new Map<string, { readonly code: string; readonly params: unknown }>();
  /** Refuses the next proofs with this code while set. */
  refuseProof: string | null = null;
  #made = 0;

  /** @returns null: not a path of theirs */
  answer(path: string, body: string): LinkAnswer | null {
    if (path === '/v1/staff/session') return this.#begin(body);
    if (path === '/v1/staff/session/end') {
      this.sessions.delete(staffRequest.parse(JSON.parse(body)).session);
      return json(200, {});
    }
    const own = this.answers.get(path);
    if (own === undefined) return null;
    if (!this.sessions.has(staffRequest.parse(JSON.parse(body)).session)) return refused(401, 'access/proof-needed');
    const refusal = this.refusals.get(path);
    if (refusal !== undefined) return json(403, { error: refusal });
    return json(200, own(JSON.parse(body) as never));
  }

  #begin(body: string): LinkAnswer {
    const { person } = sessionRequest.parse(JSON.parse(body));
    if (this.refuseProof !== null) return refused(403, this.refuseProof);
    this.#made += 1;
    const session = `token-${this.#made}`.padEnd(43, '-');
    this.sessions.set(session, person.number);
    return json(200, { session, endsAt: '2026-11-24T08:15:00.000Z' });
  }
}

function json(status: number, body: unknown): LinkAnswer {
  return { status, body: JSON.stringify(body) };
}

function refused(status: number, code: string): LinkAnswer {
  return json(status, { error: { code, params: {} } });
}
