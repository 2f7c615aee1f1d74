// What becomes of a message that tells a subject of a refusal (R3.5), for the workstation that captured the record: it waits, it was sent,
// or it did not arrive. Each change is a row, under the running number that authorities' answers have: workstations hear of both in order.
import { nextNumber } from '#server/kernel/store/next-number.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { type RefusalMessage, refusalMessage } from '#src/domain/verification/telling.ts';

async function insertMessage(
  transaction: Store,
  organisationId: string,
  deviceId: string,
  message: RefusalMessage,
): Promise<void> {
  await transaction
    .insertInto('refusal_message')
    .values({
      organisation_id: organisationId,
      position: await nextNumber(transaction, organisationId, 'last_fact'),
      device_id: deviceId,
      notice_id: message.noticeId,
      message: JSON.stringify(message),
    })
    .execute();
}

/** It waits to be sent. */
export async function noteQueued(
  transaction: Store,
  organisationId: string,
  message: Omit<RefusalMessage, 'state'>,
): Promise<void> {
  const record = await transaction
    .selectFrom('record')
    .select('device_id')
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', message.recordId)
    .where('revision', '=', message.revision)
    .executeTakeFirstOrThrow();
  await insertMessage(transaction, organisationId, record.device_id, { ...message, state: 'waiting' });
}

/** What came of one that was noted; of others nothing is told. */
export async function noteSettled(
  transaction: Store,
  organisationId: string,
  noticeId: string,
  settled: Pick<RefusalMessage, 'state' | 'at'>,
): Promise<void> {
  const noted = await transaction
    .selectFrom('refusal_message')
    .select(['device_id', 'message'])
    .where('organisation_id', '=', organisationId)
    .where('notice_id', '=', noticeId)
    .orderBy('position')
    .executeTakeFirst();
  if (noted === undefined) return;
  const message = refusalMessage.parse(JSON.parse(noted.message));
  await insertMessage(transaction, organisationId, noted.device_id, { ...message, ...settled });
}

/** A device's after a position, oldest first. */
export async function loadMessages(
  store: Store,
  organisationId: string,
  deviceId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly { readonly position: number; readonly message: RefusalMessage }[]> {
  const rows = await store
    .selectFrom('refusal_message')
    .select(['position', 'message'])
    .where('organisation_id', '=', organisationId)
    .where('device_id', '=', deviceId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(({ position, message }) => ({ position, message: refusalMessage.parse(JSON.parse(message)) }));
}
