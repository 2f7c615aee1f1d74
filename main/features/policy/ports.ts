import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { Disk } from '#main/ports/disk.ts';
import type { ReadStore } from '#main/store/store.ts';

export interface PolicyPorts {
  readonly store: ReadStore;
  readonly time: TrustedTime;
  readonly disk: Disk;
  readonly configurations: Configurations;
}
