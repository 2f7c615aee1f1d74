// Calls that were refused because of who is signed in (ASVS 16.3.2). No screen makes one, so each is worth an event; but only the first of
// a session and a name, so that nobody makes the chain long by calling.
import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import { describeError } from '#main/kernel/file-log.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/store/store.ts';
import type { Session } from '#src/domain/staff/schema.ts';

interface Ports {
  readonly store: Store;
  readonly trail: AuditTrail;
  readonly log: Log;
}

export function refusedCalls({ store, trail, log }: Ports): (session: Session, call: string) => void {
  const told = new WeakMap<Session, Set<string>>();
  return (session, call) => {
    const known = told.get(session) ?? new Set();
    if (known.has(call)) return;
    told.set(session, known.add(call));
    try {
      store.write((transaction) => {
        const about = { actorId: session.staffId, subjectId: session.staffId };
        trail.append(transaction, { ...about, action: 'access.refused', detail: { call } });
      });
    } catch (error) {
      // A full disk: the call is refused all the same.
      log.write('access.refused-not-recorded', { call, ...describeError(error) });
    }
  };
}
