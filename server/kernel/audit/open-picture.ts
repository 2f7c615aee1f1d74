// The one place where a picture of a record is opened for a person on the server's side (R1.3): who, for what and which picture stands in
// the audit log, committed, before the agent is asked.
import type { Agent } from '#server/kernel/agent/act.ts';
import { openPictureAct } from '#server/kernel/agent/open-picture-act.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import { envelope as sealedRecord } from '#src/crypto/envelope.ts';
import type { Attachment } from '#src/domain/attachments/schema.ts';
import type { AuditLog } from './audit-log.ts';

/** Where sealed pictures lie. */
export interface SealedPictures {
  /** All its sealed bytes, or null while some are missing. */
  readonly sealed: (from: Store, deviceId: string, contentHash: string) => Promise<Uint8Array | null>;
}

interface RecordPictures {
  /** Of the revision they were taken for. */
  readonly revision: number;
  readonly deviceId: string;
  readonly envelope: string;
  readonly pictures: readonly Attachment[];
}

/** The pictures of a record as it stands. A correction made at the server names none: those of the revision it corrects stay. */
export async function picturesOf(store: Store, organisationId: string, recordId: string): Promise<RecordPictures | null> {
  const rows = await store
    .selectFrom('record')
    .select(['revision', 'envelope'])
    .where('organisation_id', '=', organisationId)
    .where('record_id', '=', recordId)
    .orderBy('revision', 'desc')
    .execute();
  for (const { revision, envelope } of rows) {
    const { attachments = [], deviceId, corrects } = sealedRecord.parse(JSON.parse(envelope)).header;
    if (attachments.length > 0 || corrects?.reason !== 'subject-request') {
      return { revision, deviceId, envelope, pictures: attachments };
    }
  }
  return null;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly agent: Agent;
  readonly attachments: SealedPictures;
}

interface PictureAccess {
  readonly actorId: string;
  /** Code of the duty it is seen for. */
  readonly purpose: string;
  readonly recordId: string;
  readonly attachmentId: string;
  /** Only a picture of this class; null: of any. */
  readonly className: string | null;
}

interface ShownPicture {
  readonly revision: number;
  readonly named: Attachment;
  /** In base64. */
  readonly picture: string;
}

/**
 * Null: the record has no such picture, and nothing was recorded.
 * @throws Refusal agent/gone, agent/sealed-unreadable
 */
export async function openPicture(
  { store, clock, audit, organisationId, agent, attachments }: Dependencies,
  { actorId, purpose, recordId, attachmentId, className }: PictureAccess,
): Promise<ShownPicture | null> {
  const found = await picturesOf(store, organisationId, recordId);
  const named = found?.pictures.find(({ id, class: own }) => id === attachmentId && (className === null || own === className));
  if (!found || named === undefined) return null;
  const { revision, deviceId, envelope } = found;
  await store.transaction().execute((transaction) =>
    audit.append(transaction, instantFromMs(clock.nowMs()), {
      action: 'picture.opened',
      actorId,
      purpose,
      recordId,
      revision,
      className: named.class,
      attachmentId,
    }),
  );
  const sealed = await attachments.sealed(store, deviceId, named.contentHash);
  // A record is accepted only with its pictures: this server lost some.
  if (sealed === null) throw new Refusal('agent/sealed-unreadable', {});
  const answer = await agent.ask(openPictureAct, {
    envelope,
    attachmentId,
    sealed: Buffer.from(sealed).toString('base64'),
  });
  if ('gone' in answer) throw new Refusal('agent/gone', {});
  if (!answer.opened) throw new Refusal('agent/sealed-unreadable', {});
  return { revision, named, picture: answer.picture };
}
