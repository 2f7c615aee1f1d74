import type { Configuration } from '#src/domain/organisation/schema.ts';

/** What verification needs of the configuration. */
export interface PublishedConfigurations {
  /** Everything ever published, oldest first: a record keeps the form it was captured with. */
  readonly history: () => Promise<readonly Configuration[]>;
}
