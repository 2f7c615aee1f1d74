/** The only source of time in the local program. */
export interface Clock {
  /** The workstation's clock, milliseconds since the epoch. It may be wrong; nothing is ever ordered by it. */
  nowMs(): number;
  /** Whole milliseconds since an arbitrary moment of this run; never goes back. */
  monotonicMs(): number;
}
