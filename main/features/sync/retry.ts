// One record at once instead of at its next try (S4): after the line was mended, or after IT removed the server's reason to refuse.
import { makeDue } from '#main/kernel/outbox/outbox.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { OutboxState } from '#src/domain/sync/states.ts';
import type { SyncLoop } from './loop.ts';
import type { SyncPorts } from './ports.ts';

/** @param from the states it may be in. @throws Refusal `sync/nothing-to-retry` */
export function sendAgain(ports: SyncPorts, actor: Session, sequence: number, from: readonly OutboxState[]): void {
  ports.store.write((transaction) => {
    const made = makeDue(transaction, sequence, from);
    if (made === null) throw new Refusal('sync/nothing-to-retry', {});
    ports.trail.append(transaction, {
      action: 'record.retried',
      actorId: actor.staffId,
      subjectId: made.recordId,
      detail: { sequence, wasRefused: made.was !== 'waiting', wasSetAside: made.was === 'set-aside' },
    });
  });
}

/** Resolves when the attempt that took it has ended. @throws Refusal `sync/nothing-to-retry` */
export async function retryRecord(ports: SyncPorts, loop: SyncLoop, session: Session, sequence: number): Promise<void> {
  sendAgain(ports, session, sequence, ['waiting', 'quarantined']);
  await loop.attempt(false);
}
