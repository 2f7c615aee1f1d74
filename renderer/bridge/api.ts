// The screens' only door to the program: `window.bridge`, typed by the contract table. Every call answers a Result; a failing
// transport is a refusal like any other, so no screen handles exceptions.
import { fail, type Result } from '#src/base/result.ts';
import type { CallError, Client } from '#src/contract/ipc/define.ts';
import type { CallName, Calls, EventName } from '#src/contract/ipc/index.ts';

declare global {
  interface Window {
    readonly bridge: {
      call(name: string, input: unknown): Promise<unknown>;
      subscribe(name: string, listener: (payload: unknown) => void): () => void;
    };
  }
}

export type Input<N extends CallName> = Parameters<Client<Calls>[N]>[0];
export type Output<N extends CallName> = Extract<Awaited<ReturnType<Client<Calls>[N]>>, { ok: true }>['value'];
export type Refused<N extends CallName> = CallError<Calls[N]>;
export type Answer<N extends CallName> = Result<Output<N>, Refused<N>>;

/** Makes one call. The program has checked the output against the table, so it is taken as typed. */
export async function call<N extends CallName>(name: N, input: Input<N>): Promise<Answer<N>> {
  try {
    return (await window.bridge.call(name, input)) as Answer<N>;
  } catch {
    return fail({ code: 'internal/unexpected', params: { correlationId: 'bridge' } } as Refused<N>);
  }
}

/** Hears an event; the answer ends the subscription. */
export function subscribe(name: EventName, listener: () => void): () => void {
  return window.bridge.subscribe(name, () => listener());
}
