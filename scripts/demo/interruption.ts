// Ctrl+C and its relatives during a guided run: the run ends in order, so that no server, browser or keychain stays behind.

const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

export class Interrupted extends Error {
  /** 128 + the signal's number, as shells count. */
  readonly exitCode: number;
  constructor(signal: keyof typeof signals) {
    super(`Stopped by ${signal}.`);
    this.exitCode = 128 + signals[signal];
  }
}

export interface Interruption {
  /** Waits for the work, or for the interruption. @throws Interrupted */
  during<T>(work: Promise<T>): Promise<T>;
  /** Drops what others do at a signal: a browser driver ends the whole process before the rest is put away. */
  takeOver(): void;
}

/** From here on a signal ends the work at its next wait. Repeated signals change nothing: closing has its own limits. */
export function watchForInterruption(): Interruption {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  const listen = () => {
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
      process.removeAllListeners(signal);
      process.on(signal, () => reject(new Interrupted(signal)));
    }
  };
  listen();
  return { during: (work) => Promise.race([promise, work]), takeOver: listen };
}
