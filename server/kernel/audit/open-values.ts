// The one place where values of a record are opened for a person on the server's side (R1.3): who, for what and which class stands in
// the audit log, committed, before the agent is asked and the first byte of plaintext exists.
import type { Agent } from '#server/kernel/agent/act.ts';
import type { FieldPlace } from '#server/kernel/agent/open-fields.ts';
import { openValuesAct } from '#server/kernel/agent/open-values-act.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import type { AuditLog } from './audit-log.ts';

export interface ValueAccess {
  readonly actorId: string;
  /** Code of the duty they are read for. */
  readonly purpose: string;
  readonly recordId: string;
  readonly revision: number;
  readonly fields: readonly FieldPlace[];
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly agent: Agent;
}

/**
 * Field → value of the fields that were given; the attempt is recorded whatever comes of it.
 * @throws Refusal internal/not-found, agent/gone, agent/sealed-unreadable
 */
export async function openValues(
  { store, clock, audit, organisationId, agent }: Dependencies,
  { actorId, purpose, recordId, revision, fields }: ValueAccess,
): Promise<FieldValues> {
  const envelope = await store.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('record')
      .select('envelope')
      .where('organisation_id', '=', organisationId)
      .where('record_id', '=', recordId)
      .where('revision', '=', revision)
      .executeTakeFirst();
    if (row === undefined) throw new Refusal('internal/not-found', {});
    await audit.during(transaction, instantFromMs(clock.nowMs()), async (addLeaf) => {
      for (const className of new Set(fields.map((one) => one.className))) {
        addLeaf({ action: 'values.opened', actorId, purpose, recordId, revision, className });
      }
    });
    return row.envelope;
  });
  const answer = await agent.ask(openValuesAct, { envelope, fields });
  if ('gone' in answer) throw new Refusal('agent/gone', {});
  if (!answer.opened) throw new Refusal('agent/sealed-unreadable', {});
  return answer.values;
}
