import type { Configuration } from '#src/domain/organisation/schema.ts';

/** What taking records in needs of the configuration: everything ever published, oldest first. */
export interface PublishedConfigurations {
  readonly history: () => Promise<readonly Configuration[]>;
}
