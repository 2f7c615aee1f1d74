// After a restore (R4.5, R10.4): a person answers for what was lost, and the server signs it for everybody who remembers more of its log
// than there is now. Nothing is announced by itself: a log that goes back without a statement stays an alarm.
import * as z from 'zod';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import { signedAnew } from '#server/kernel/keys/sign-anew.ts';
import { Stop } from '#server/kernel/stop.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { type SignedDocument, signedDocument } from '#src/crypto/signed.ts';
import type { Restoration } from '#src/domain/audit/restoration.ts';
import type { CheckpointsAt, LeapingConfiguration } from './ports.ts';

export interface RestorationsService {
  /** Newest last, as far as they are told to clients. */
  readonly list: () => Promise<SignedDocument[]>;
  /** Was a backup restored that nobody has answered for yet? */
  readonly isPending: () => Promise<boolean>;
  /** The same restore again answers the same statement. @throws Stop restore/none, restore/person-unknown */
  readonly accept: (
    person: Pick<Restoration, 'acceptedBy' | 'reason' | 'lost'>,
  ) => Promise<{ readonly document: SignedDocument; readonly isNew: boolean }>;
}

interface Dependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: LeapingConfiguration;
  readonly log: CheckpointsAt;
}

const mostTold = 20;

/** What `restore` leaves until a person accepts it. */
const pendingRestoration = z.object({ backupId: z.string(), position: z.int(), sequence: z.int() });

export function createRestorationsService(dependencies: Dependencies): RestorationsService {
  const { store, keyRing, audit, organisationId, configuration, log } = dependencies;

  const newest = async (): Promise<{ readonly restorationId: string; readonly content: unknown } | null> => {
    const row = await store
      .selectFrom('restoration')
      .select(['restoration_id', 'document'])
      .where('organisation_id', '=', organisationId)
      .orderBy('restored_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : { restorationId: row.restoration_id, content: JSON.parse(row.document) };
  };

  const requirePerson = async (staffId: string): Promise<void> => {
    const { staff } = (await configuration.newest()).body;
    if (staff.some(({ id, isActive, role }) => id === staffId && isActive && role === 'it-administrator')) return;
    throw new Stop('restore/person-unknown', `${staffId} is no active IT administrator of this organisation.`);
  };

  return {
    list: async () => {
      const rows = await store
        .selectFrom('restoration')
        .select('document')
        .where('organisation_id', '=', organisationId)
        .orderBy('restored_at', 'desc')
        .limit(mostTold)
        .execute();
      const read = rows.map(({ document }) => signedDocument.safeParse(JSON.parse(document)));
      const documents = read.flatMap(({ data }) => (data === undefined ? [] : [data])).toReversed();
      return Promise.all(documents.map((document) => signedAnew(keyRing, 'restoration', document)));
    },

    isPending: async () => pendingRestoration.safeParse((await newest())?.content).success,

    accept: async ({ acceptedBy, reason, lost }) => {
      await requirePerson(acceptedBy);
      const last = await newest();
      if (last === null)
        throw new Stop('restore/none', 'This store was never restored from a backup: there is nothing to accept.');
      const { restorationId } = last;
      const present = signedDocument.safeParse(last.content);
      if (present.success) return { document: present.data, isNew: false };
      const { backupId, position, sequence } = pendingRestoration.parse(last.content);
      const restored = await log.checkpointAt(sequence);
      let document: SignedDocument | null = null;
      await configuration.leap(async (transaction, _version, acceptedAt) => {
        const about = { format: 1, organisationId, restorationId, backupId, restored, lost, lastPosition: position } as const;
        document = await keyRing.signDocument('restoration', { ...about, reason, acceptedBy, acceptedAt });
        await transaction
          .updateTable('restoration')
          .set({ document: JSON.stringify(document) })
          .where('organisation_id', '=', organisationId)
          .where('restoration_id', '=', restorationId)
          .execute();
        await audit.append(transaction, acceptedAt, {
          action: 'restore.accepted',
          backupId,
          staffId: acceptedBy,
          reason,
          position,
        });
      });
      if (document === null) throw new Error('the statement was not signed');
      return { document, isNew: true };
    },
  };
}
