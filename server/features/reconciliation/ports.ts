import type { DeviceState } from '#src/domain/devices/standing.ts';

/** Whose signature counts, and for which branch. */
export interface BranchDevices {
  readonly find: (
    deviceId: string,
  ) => Promise<{ readonly publicKey: string; readonly branchId: string; readonly state: DeviceState } | null>;
}
