/** What the probe needs of the configuration. */
export interface ConfigurationVersion {
  readonly newestVersion: () => Promise<number>;
}
