// The program's own end of an idle session (S2, S6). The screen locks itself first; this holds when the screen cannot: its process
// hangs, was killed, or the machine slept. Whichever clock says more counts: the monotonic one may stand still during sleep.
import type { Clock } from '#main/ports/clock.ts';
import type { StaffPorts } from './ports.ts';
import { signOut } from './service.ts';

/** Time for a living screen to lock by itself and to keep what was typed last. */
const graceMs = 60_000;
const minuteMs = 60_000;

export class IdleWatch {
  readonly #ports: StaffPorts;
  #lastLife: { readonly clockMs: number; readonly monotonicMs: number };

  constructor(ports: StaffPorts) {
    this.#ports = ports;
    this.#lastLife = momentOf(ports.clock);
  }

  /** A person has signed in, or touched key or mouse a moment ago. */
  touch(): void {
    this.#lastLife = momentOf(this.#ports.clock);
  }

  /** Ends the session when nobody has touched anything for longer than the policy allows. */
  check(): void {
    const { session, configurations, clock } = this.#ports;
    const minutes = configurations.current()?.policy.idleLockMinutes;
    if (session.current === null || minutes === undefined) return;
    const now = momentOf(clock);
    const idleMs = Math.max(now.clockMs - this.#lastLife.clockMs, now.monotonicMs - this.#lastLife.monotonicMs);
    if (idleMs > minutes * minuteMs + graceMs) signOut(this.#ports, session.current);
  }
}

function momentOf(clock: Clock) {
  return { clockMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
}
