import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { PrintDesk } from '#main/kernel/printing/print-desk.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { Store } from '#main/store/store.ts';

export interface ReceiptsPorts {
  readonly store: Store;
  readonly time: TrustedTime;
  readonly configurations: Configurations;
  readonly printDesk: PrintDesk;
}
