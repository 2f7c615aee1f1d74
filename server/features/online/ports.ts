import type * as z from 'zod';
import type { pushRequest, pushResponse } from '#src/contract/sync/messages.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';

/** What the online channel needs of the configuration. */
export interface NewestConfiguration {
  readonly newest: () => Promise<{ readonly body: Configuration }>;
}

/** Records go the way of every workstation's. */
export interface TakesRecords {
  /** @throws Refusal devices/waiting, devices/revoked */
  readonly push: (deviceId: string, request: z.output<typeof pushRequest>) => Promise<z.output<typeof pushResponse>>;
}

/** The device inside the server under which online records arrive. */
export interface OwnDevice {
  readonly ensure: (branchId: string) => Promise<string>;
}
