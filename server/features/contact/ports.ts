import type { Configuration } from '#src/domain/organisation/schema.ts';

/** What contact needs of the configuration. */
export interface ContactConfiguration {
  readonly newest: () => Promise<{ readonly body: Configuration }>;
  /** Everything ever published, oldest first: a record keeps the form it was captured with. */
  readonly history: () => Promise<readonly Configuration[]>;
}
