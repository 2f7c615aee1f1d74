import type { Emit } from '#main/ports/emit.ts';
import type { Session } from '#src/domain/staff/schema.ts';

/** Who is signed in. Lives in memory only: a restart signs everyone out (S6). */
export class SessionHolder {
  readonly #emit: Emit;
  #session: Session | null = null;
  /** Verifiers of passphrases the person has shown to know: a second one while the server has not said which of two it holds. */
  readonly #shown = new Set<string>();
  readonly #watching = new Set<() => void>();

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  get current(): Session | null {
    return this.#session;
  }

  /** Somebody signed in by the passphrase of this verifier. */
  begin(session: Session, verifier: string): void {
    this.#shown.clear();
    this.#shown.add(verifier);
    this.#move(session);
  }

  /** The same person; something else is known of them. */
  update(session: Session): void {
    if (this.#session?.staffId === session.staffId) this.#move(session);
  }

  /** The person has typed this one as well. */
  alsoShown(verifier: string): void {
    if (this.#session !== null) this.#shown.add(verifier);
  }

  hasShown(verifier: string): boolean {
    return this.#shown.has(verifier);
  }

  end(): void {
    this.#shown.clear();
    if (this.#session !== null) this.#move(null);
  }

  /** Hears of every change of who is signed in. @returns ends it */
  watch(heard: () => void): () => void {
    this.#watching.add(heard);
    return () => void this.#watching.delete(heard);
  }

  #move(session: Session | null): void {
    this.#session = session;
    for (const heard of this.#watching) heard();
    this.#emit('session.changed', {});
  }
}
