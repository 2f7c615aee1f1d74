import type { Store } from '#server/kernel/store/store.ts';
import type { HeldRecordTable } from '#server/kernel/store/tables.ts';
import type { HeldDecision, HeldReason, HeldRecord } from '#src/domain/devices/held.ts';

export interface HeldKey {
  readonly organisationId: string;
  readonly deviceId: string;
  readonly contentHash: string;
}

export interface HeldDecided {
  readonly decision: HeldDecision;
  readonly reason: HeldReason;
  /** Staff id. */
  readonly actorId: string;
}

type NewlyHeld = Omit<HeldRecordTable, 'decision' | 'decided_at' | 'decided_by' | 'reason' | 'problem'>;

/** Keeps it once; the same bytes again change nothing. */
export async function hold(transaction: Store, row: NewlyHeld): Promise<void> {
  const undecided = { decision: null, decided_at: null, decided_by: null, reason: null, problem: null };
  await transaction
    .insertInto('held_record')
    .values({ ...row, ...undecided })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'device_id', 'content_hash']).doNothing())
    .execute();
}

/** Which of these a person decided not to take. */
export async function findRejected(
  transaction: Store,
  organisationId: string,
  deviceId: string,
  contentHashes: readonly string[],
): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom('held_record')
    .select('content_hash')
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .where('decision', '=', 'rejected')
    .where('content_hash', 'in', contentHashes)
    .execute();
  return rows.map((row) => row.content_hash);
}

export async function findHeld(
  transaction: Store,
  key: HeldKey,
): Promise<Pick<HeldRecordTable, 'sequence' | 'envelope' | 'decision'> | null> {
  const row = await transaction
    .selectFrom('held_record')
    .select(['sequence', 'envelope', 'decision'])
    .where('organisation_id', '=', key.organisationId)
    .where('device_id', '=', key.deviceId)
    .where('content_hash', '=', key.contentHash)
    .executeTakeFirst();
  return row ?? null;
}

async function change(transaction: Store, key: HeldKey, values: Partial<HeldRecordTable>): Promise<void> {
  await transaction
    .updateTable('held_record')
    .set(values)
    .where('organisation_id', '=', key.organisationId)
    .where('device_id', '=', key.deviceId)
    .where('content_hash', '=', key.contentHash)
    .execute();
}

export async function saveHeldDecision(transaction: Store, key: HeldKey, how: HeldDecided, at: string): Promise<void> {
  const { decision, reason, actorId } = how;
  await change(transaction, key, { decision, reason, decided_by: actorId, decided_at: at, problem: null });
}

export async function noteProblem(transaction: Store, key: HeldKey, problem: string): Promise<void> {
  await change(transaction, key, { problem });
}

/** Those nobody has decided about, in the workstation's own order. */
export async function listHeld(store: Store, organisationId: string, deviceId: string, limit: number): Promise<HeldRecord[]> {
  const rows = await store
    .selectFrom('held_record')
    .select(['content_hash', 'record_id', 'revision', 'sequence', 'service_id', 'submitted_at', 'held_at', 'problem'])
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .where('decision', 'is', null)
    .orderBy('sequence')
    .orderBy('content_hash')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    contentHash: row.content_hash,
    recordId: row.record_id,
    revision: row.revision,
    sequence: row.sequence,
    serviceId: row.service_id,
    submittedAt: row.submitted_at,
    heldAt: row.held_at,
    problem: row.problem,
  }));
}
