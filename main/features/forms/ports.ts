import type { Configurations } from '#main/kernel/configuration/configurations.ts';

export interface FormsPorts {
  readonly configurations: Configurations;
}
