import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { PrintDesk } from '#main/kernel/printing/print-desk.ts';
import type { PullingPorts } from '#main/kernel/server/pull-pages.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { Store } from '#main/store/store.ts';

export type VerificationPorts = PullingPorts & {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly emit: Emit;
};

export interface TellingPorts {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly time: TrustedTime;
  readonly configurations: Configurations;
  readonly printDesk: PrintDesk;
}
