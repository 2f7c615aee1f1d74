// How long ago something was, on the screen. Whichever clock says more counts: one may stand still during sleep, the other may be set.

export interface Moment {
  readonly clockMs: number;
  readonly monotonicMs: number;
}

export function momentNow(): Moment {
  return { clockMs: Date.now(), monotonicMs: performance.now() };
}

export function msSince(moment: Moment): number {
  const { clockMs, monotonicMs } = momentNow();
  return Math.max(clockMs - moment.clockMs, monotonicMs - moment.monotonicMs);
}
