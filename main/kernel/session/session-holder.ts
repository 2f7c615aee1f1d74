import type { Emit } from '#main/ports/emit.ts';
import type { Session } from '#src/domain/staff/schema.ts';

/** Who is signed in. Lives in memory only: a restart signs everyone out (S6). */
export class SessionHolder {
  readonly #emit: Emit;
  #session: Session | null = null;
  readonly #watching = new Set<() => void>();

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  get current(): Session | null {
    return this.#session;
  }

  set(session: Session | null): void {
    if (session === null && this.#session === null) return;
    this.#session = session;
    for (const heard of this.#watching) heard();
    this.#emit('session.changed', {});
  }

  /** Hears of every change of who is signed in. @returns ends it */
  watch(heard: () => void): () => void {
    this.#watching.add(heard);
    return () => void this.#watching.delete(heard);
  }
}
