// Closed days of a branch (S6): taken once whoever carries them, kept as they were signed, and given to the branch's workstations. What
// counts is the signature of a working workstation of this branch; the figures are its own claim, and nothing is decided by them.
import * as z from 'zod';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { DayDocument, DaysPage, DaysQuestion } from '#src/contract/sync/days.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import { branchDay, dayStatement } from '#src/domain/reconciliation/branch.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { keyIdOf, openDocument } from '#src/node/crypto/signing.ts';
import type { BranchDevices } from './ports.ts';
import { insertDay, isKnownDay, loadDays, loadRoster, saveDeviceDay } from './store.ts';

interface Asking {
  readonly deviceId: string;
  readonly branchId: string;
}

export interface DaysService {
  /** Takes what is good of what was sent, notes what the workstation says of its own days, and answers a signed page. */
  readonly exchange: (deviceId: string, question: DaysQuestion) => Promise<SignedDocument>;
}

interface Dependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly devices: BranchDevices;
}

const mostInPage = 200;
const mostCharacters = 2_000_000;

const claimed = z.object({ deviceId: z.string() });

interface Opened {
  readonly kind: DayDocument['kind'];
  readonly document: SignedDocument;
  readonly deviceId: string;
  readonly contentHash: string;
  readonly day: string;
  readonly number: number;
}

function claimedSigner(body: string): string | null {
  try {
    return claimed.parse(JSON.parse(body)).deviceId;
  } catch {
    return null;
  }
}

export function createDaysService({ store, keyRing, clock, audit, organisationId, devices }: Dependencies): DaysService {
  /** @returns null when no working workstation of this branch signed it */
  const open = async ({ kind, document }: DayDocument, branchId: string): Promise<Opened | null> => {
    // Read before it is verified only to know whose key verifies it.
    const deviceId = claimedSigner(document.body);
    const signer = deviceId === null ? null : await devices.find(deviceId);
    if (signer === null || deviceId === null || signer.branchId !== branchId || signer.state !== 'active') return null;
    const key = { keyId: keyIdOf(signer.publicKey), key: signer.publicKey };
    const opened =
      kind === 'day-statement' ? openDocument(kind, document, key, dayStatement) : openDocument(kind, document, key, branchDay);
    if (!opened.ok) return null;
    const { value } = opened;
    if (value.organisationId !== organisationId || value.branchId !== branchId) return null;
    const number = 'closing' in value ? value.closing : value.number;
    return { kind, document, deviceId, contentHash: sha256Hex(document.body), day: value.day, number };
  };

  const take = async (asking: Asking, question: DaysQuestion, opened: readonly Opened[]): Promise<void> => {
    const { deviceId: carrierId, branchId } = asking;
    await store.transaction().execute(async (transaction) => {
      const at = instantFromMs(clock.nowMs());
      const { businessDay, unclosed } = question;
      await saveDeviceDay(transaction, organisationId, carrierId, { businessDay, unclosed, at });
      if (opened.length === 0) return;
      // One request at a time: nothing is taken twice.
      await audit.during(transaction, at, async (addLeaf) => {
        for (const { kind, document, deviceId, contentHash, day, number } of opened) {
          if (await isKnownDay(transaction, organisationId, contentHash)) continue;
          await insertDay(transaction, {
            organisation_id: organisationId,
            branch_id: branchId,
            device_id: deviceId,
            content_hash: contentHash,
            kind,
            day,
            number,
            document: JSON.stringify(document),
            received_at: at,
          });
          addLeaf({ action: 'day.taken', deviceId, branchId, kind, day, closing: number, contentHash, carrierId });
        }
      });
    });
  };

  const pageOf = async (
    { deviceId, branchId }: Asking,
    after: number,
    outcomes: DaysPage['outcomes'],
  ): Promise<SignedDocument> => {
    const rows = await loadDays(store, organisationId, branchId, after, mostInPage);
    let characters = 0;
    const tooMuch = rows.findIndex(({ entry }, index) => {
      characters += entry.document.body.length;
      return index > 0 && characters > mostCharacters;
    });
    const given = tooMuch === -1 ? rows : rows.slice(0, tooMuch);
    const workstations = await loadRoster(store, organisationId, branchId);
    const roster = { organisationId, branchId, issuedAt: instantFromMs(clock.nowMs()), workstations };
    const page: DaysPage = {
      organisationId,
      branchId,
      deviceId,
      after,
      cursor: given.at(-1)?.position ?? after,
      isMore: given.length < rows.length || rows.length === mostInPage,
      outcomes,
      documents: given.map(({ entry }) => entry),
      roster: await keyRing.signDocument('branch-roster', JSON.parse(JSON.stringify(roster))),
    };
    return keyRing.signDocument('branch-days', JSON.parse(JSON.stringify(page)));
  };

  return {
    exchange: async (deviceId, question) => {
      const { branchId } = (await devices.find(deviceId)) ?? {};
      if (branchId === undefined) throw new Refusal('devices/unknown', {});
      const asking = { deviceId, branchId };
      const opened: Opened[] = [];
      const outcomes: DaysPage['outcomes'] = [];
      for (const sent of question.documents) {
        const one = await open(sent, asking.branchId);
        if (one !== null) opened.push(one);
        outcomes.push({ hash: sha256Hex(sent.document.body), outcome: one === null ? 'refused' : 'taken' });
      }
      await take(asking, question, opened);
      return pageOf(asking, question.after, outcomes);
    },
  };
}
