import type { Emit } from '#main/ports/emit.ts';
import type { Session } from '#src/domain/staff/schema.ts';

/** Who is signed in. Lives in memory only: a restart signs everyone out (S6). */
export class SessionHolder {
  readonly #emit: Emit;
  #session: Session | null = null;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  get current(): Session | null {
    return this.#session;
  }

  set(session: Session | null): void {
    if (session === null && this.#session === null) return;
    this.#session = session;
    this.#emit('session.changed', {});
  }
}
