// The one place where values of a record may be opened on the server's side (R1.3): who, for what and which class stands in the audit
// log, committed, before the first byte of plaintext exists. Nothing reads values there yet; whatever will, goes through here.
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { openEnvelopeClass } from '#src/node/crypto/sealing.ts';
import type { PrivateKeyText } from '#src/node/crypto/signing.ts';
import type { AuditLog } from './audit-log.ts';

export interface ValueAccess {
  readonly actorId: string;
  /** Code of the duty they are read for. */
  readonly purpose: string;
  readonly recordId: string;
  readonly revision: number;
  readonly className: string;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
}

/** @throws Refusal internal/not-found; Error when the class is absent or the key does not fit: the attempt is recorded all the same */
export async function openValues(
  { store, clock, audit, organisationId }: Dependencies,
  access: ValueAccess,
  key: PrivateKeyText,
): Promise<FieldValues> {
  const { recordId, revision, className } = access;
  const sealed = await store.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('record')
      .select('envelope')
      .where('organisation_id', '=', organisationId)
      .where('record_id', '=', recordId)
      .where('revision', '=', revision)
      .executeTakeFirst();
    if (row === undefined) throw new Refusal('internal/not-found', {});
    await audit.append(transaction, instantFromMs(clock.nowMs()), { action: 'values.opened', ...access });
    return row.envelope;
  });
  return openEnvelopeClass(sealed, className, key);
}
