import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';

export interface FormsPorts {
  readonly configurations: Configurations;
  readonly time: TrustedTime;
}
