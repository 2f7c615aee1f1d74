// Calls that would leave the app (printing, opening a program) are carried out by nobody here. They are written down,
// and a test can read the list as `globalThis.electronStandinCalls` in the main process.

export interface RecordedCall {
  readonly api: string;
  readonly values: readonly unknown[];
}

export class RecordedCalls {
  readonly #calls: RecordedCall[] = [];

  record(api: string, ...values: unknown[]): void {
    this.#calls.push({ api, values });
  }

  /** Makes the list readable for tests. */
  publish(): void {
    Object.defineProperty(globalThis, 'electronStandinCalls', { value: this.#calls });
  }
}
