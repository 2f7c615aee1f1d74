import type { Configuration } from '#src/domain/organisation/schema.ts';

/** What backups need of the configuration: how often, how many, how long. */
export interface PublishedPolicy {
  readonly newest: () => Promise<{ readonly body: Configuration }>;
}
