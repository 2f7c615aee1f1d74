import type { Result } from '#src/base/result.ts';
import type { ReaderMapping } from '#src/domain/documents/reading.ts';

/** Why a reader gave nothing. */
export type ReaderProblem = 'unreachable' | 'too-slow' | 'failed' | 'answer-invalid' | 'cancelled';

/** A device that reads identity documents. */
export interface DocumentReader {
  /** Waits for a document. The answer is whatever the device said: nothing of it is trusted. */
  read(signal: AbortSignal): Promise<Result<unknown, ReaderProblem>>;
}

/** A reader's service and where its answers hold what. */
export interface ConfiguredReader {
  readonly reader: DocumentReader;
  readonly mapping: ReaderMapping;
}
