import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Configurations } from '#main/kernel/configuration/configurations.ts';
import type { PrintDesk } from '#main/kernel/printing/print-desk.ts';
import type { PersonAtServer } from '#main/kernel/server/person-at-server.ts';
import type { SessionHolder } from '#main/kernel/session/session-holder.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { Store } from '#main/store/store.ts';

export interface SubjectRequestsPorts {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly time: TrustedTime;
  readonly configurations: Configurations;
  readonly session: SessionHolder;
  readonly printDesk: PrintDesk;
  readonly person: Pick<PersonAtServer, 'ask'>;
}
