/** The server's time, passed in so that tests can stand still. The only time a receipt or an expiry ever uses. */
export interface Clock {
  readonly nowMs: () => number;
}

/** Where ids, codes and nonces come from. */
export interface Randomness {
  /** A fresh UUID (version 4). */
  readonly id: () => string;
  readonly bytes: (length: number) => Uint8Array<ArrayBuffer>;
}
