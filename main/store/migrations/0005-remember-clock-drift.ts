import type { Migration } from '../migration.ts';

export const rememberClockDrift: Migration = {
  version: 5,
  name: 'remember-clock-drift',
  sql: `
    -- This workstation's clock minus the server's at the last verified answer, so that it is still known offline and after a restart.
    ALTER TABLE time_seen ADD COLUMN drift_ms INTEGER;
  `,
};
