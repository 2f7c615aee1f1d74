import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { PullingPorts } from '#main/kernel/server/pull-pages.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { Store } from '#main/store/store.ts';

export type VerificationPorts = PullingPorts & {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly emit: Emit;
};
