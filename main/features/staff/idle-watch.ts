// The program's own end of a session that is idle, too old, or of somebody who may not work any more (S2, S6, R7.1). The screen locks itself first; this holds when the screen cannot: its process
// hangs, was killed, or the machine slept. Whichever clock says more counts: the monotonic one may stand still during sleep.
import type { Clock } from '#main/ports/clock.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { StaffPorts } from './ports.ts';
import { endRevokedSession, signOut } from './service.ts';

/** Time for a living screen to lock by itself and to keep what was typed last. */
const graceMs = 60_000;
const minuteMs = 60_000;
/** A long shift. Somebody who is always there is asked again who it is. */
const longestSessionMs = 12 * 60 * minuteMs;

interface Moment {
  readonly clockMs: number;
  readonly monotonicMs: number;
}

export class IdleWatch {
  readonly #ports: StaffPorts;
  #lastLife: Moment;
  #began: { readonly session: Session; readonly at: Moment } | null = null;

  constructor(ports: StaffPorts) {
    this.#ports = ports;
    this.#lastLife = momentOf(ports.clock);
  }

  /** A person has signed in, or touched key or mouse a moment ago. */
  touch(): void {
    this.#lastLife = momentOf(this.#ports.clock);
  }

  /**
   * Ends the session when nobody has touched anything for longer than the policy allows, when its person could not sign in now, and in any
   * case after its longest time. */
  check(): void {
    const { session, configurations, clock } = this.#ports;
    const minutes = configurations.current()?.policy.idleLockMinutes;
    const { current } = session;
    if (current === null || minutes === undefined) return;
    const now = momentOf(clock);
    if (this.#began?.session !== current) this.#began = { session: current, at: now };
    const isIdle = passedMs(this.#lastLife, now) > minutes * minuteMs + graceMs;
    if (isIdle || passedMs(this.#began.at, now) > longestSessionMs) signOut(this.#ports, current);
    else endRevokedSession(this.#ports);
  }
}

/** Whichever clock says more. */
function passedMs(since: Moment, now: Moment): number {
  return Math.max(now.clockMs - since.clockMs, now.monotonicMs - since.monotonicMs);
}

function momentOf(clock: Clock): Moment {
  return { clockMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
}
