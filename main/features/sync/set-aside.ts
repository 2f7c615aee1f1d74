// The last way out of the queue (S4): where neither sending again nor a correction helps, a supervisor decides that nothing more is done
// with a refused record here. The decision is theirs, confirmed with their passphrase, and recorded; the record itself stays.
import { markSetAside, type OutboxError } from '#main/kernel/outbox/outbox.ts';
import { Refusal } from '#src/contract/errors.ts';
import { isPermitted } from '#src/domain/access/roles.ts';
import type { Credentials, Session } from '#src/domain/staff/schema.ts';
import type { SetAsideReason } from '#src/domain/sync/states.ts';
import type { SyncLoop } from './loop.ts';
import type { SyncPorts } from './ports.ts';
import { sendAgain } from './retry.ts';

const permission = 'records:set-aside';

/** Who is signed in, or beside a clerk's session another person. @throws Refusal as `stepUpErrors` declares them */
async function confirmed(ports: SyncPorts, session: Session, supervisor: Credentials): Promise<Session> {
  const who = isPermitted(permission, session.role) ? 'self' : 'other';
  return ports.stepUp.confirm(supervisor, { session, who, permission });
}

function codeIn(lastError: string | null): string {
  const said: Partial<OutboxError> = lastError === null ? {} : JSON.parse(lastError);
  return said.code ?? 'unknown';
}

/** @throws Refusal as `sync.setAside` declares them */
export async function setRecordAside(
  ports: SyncPorts,
  session: Session,
  asked: { readonly sequence: number; readonly reason: SetAsideReason; readonly supervisor: Credentials },
): Promise<void> {
  const { sequence, reason, supervisor } = asked;
  const person = await confirmed(ports, session, supervisor);
  ports.store.write((transaction) => {
    const aside = markSetAside(transaction, sequence, { at: ports.time.claimedNow(), by: person.name, reason });
    if (aside === null) throw new Refusal('sync/not-refused', {});
    ports.trail.append(transaction, {
      action: 'record.set-aside',
      actorId: person.staffId,
      subjectId: aside.recordId,
      detail: { sequence, reason, code: codeIn(aside.lastError) },
    });
  });
  ports.emit('sync.changed', {});
}

/** Resolves when the attempt that took it has ended. @throws Refusal as `sync.takeUp` declares them */
export async function takeUpRecord(
  ports: SyncPorts,
  loop: SyncLoop,
  session: Session,
  asked: { readonly sequence: number; readonly supervisor: Credentials },
): Promise<void> {
  const person = await confirmed(ports, session, asked.supervisor);
  sendAgain(ports, person, asked.sequence, ['set-aside']);
  await loop.attempt(false);
}
