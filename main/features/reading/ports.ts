import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { PersonAtServer } from '#main/kernel/server/person-at-server.ts';
import type { Store } from '#main/store/store.ts';

export interface ReadingPorts {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly person: Pick<PersonAtServer, 'ask'>;
}
