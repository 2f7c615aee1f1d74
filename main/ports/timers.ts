/** Runs something later. Kept apart from the clock so that a test can hold time still. */
export interface Timers {
  /** Runs `task` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, task: () => void): () => void;
  /** Runs `task` again and again; the returned function ends it. It keeps no process alive. */
  every(periodMs: number, task: () => void): () => void;
}
