/** Ends the main process with this error: for failures that must not pass as a warning. */
export function failLoudly(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
