import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditAction } from '#src/domain/audit/events.ts';

/** Knows which audit actions the call now running has appended, so that the dispatcher can insist on the one its contract names. */
export class AuditScope {
  readonly #running = new AsyncLocalStorage<Set<AuditAction>>();

  /** Runs a call and answers with it what it appended. */
  async watch<T>(call: () => Promise<T> | T): Promise<{ readonly value: T; readonly actions: ReadonlySet<AuditAction> }> {
    const actions = new Set<AuditAction>();
    const value = await this.#running.run(actions, async () => call());
    return { value, actions };
  }

  note(action: AuditAction): void {
    this.#running.getStore()?.add(action);
  }
}
