// Taking records in (S4, R4.1): nothing lost, nothing doubled. A batch is one transaction; every record in it has its own outcome,
// and one bad record delays no other. A receipt is signed and stored with its record, and leaves only after the commit.
import type * as z from 'zod';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import { lockDevice } from '#server/kernel/store/lock-device.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { pushRequest, pushResponse } from '#src/contract/sync/messages.ts';
import { isEnded } from '#src/domain/devices/standing.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import type { Arrived } from './decide.ts';
import { findHeld, type HeldDecided, noteProblem, saveHeldDecision } from './held-store.ts';
import { inspectEnvelope, keySources } from './inspect.ts';
import type { CheckQueue, DeviceObjections, PublishedConfigurations, ReceivedAttachments } from './ports.ts';
import { type Batch, createTakeIn } from './take-in.ts';

type PushRequest = z.output<typeof pushRequest>;
type PushResponse = z.output<typeof pushResponse>;

export interface RecordsService {
  /**
   * @param way a workstation that was taken out of service is turned away on the network; what it left on a medium is held
   * @throws Refusal devices/waiting, devices/revoked
   */
  readonly push: (deviceId: string, request: PushRequest, way?: Way) => Promise<PushResponse>;
  /** Decides about one held record; one that is decided already stays as it is. */
  readonly decideHeld: (deviceId: string, contentHash: string, how: HeldDecided) => Promise<void>;
  /** What an approved correction is taken in by; asked for before its transaction begins. */
  readonly corrections: () => Promise<TakeCorrection>;
}

/**
 * Takes in the next revision of a record in the transaction that writes down that its correction was applied. The record's and the
 * device's rows are locked by the caller. @returns why it cannot be taken, or null
 */
export type TakeCorrection = (
  transaction: Store,
  correction: Pick<Batch, 'deviceId' | 'receivedAt' | 'addLeaf'> & { readonly recordId: string; readonly envelope: string },
) => Promise<string | null>;

export type Way = 'network' | 'medium';

interface Dependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: PublishedConfigurations;
  readonly attachments: ReceivedAttachments;
  readonly standing: DeviceObjections;
  readonly checks: CheckQueue;
}

/** What a record is judged by. */
interface Sources {
  readonly published: readonly Configuration[];
  /** Those whose class keys are accepted. */
  readonly keys: readonly Configuration[];
}

export function createRecordsService(dependencies: Dependencies): RecordsService {
  const { store, clock, audit, organisationId, configuration, standing } = dependencies;
  const takeIn = createTakeIn(dependencies);

  const arrive = (
    deviceId: string,
    { sequence, envelope }: PushRequest['records'][number],
    { published, keys }: Sources,
  ): Arrived => ({
    sequence,
    envelope,
    contentHash: sha256Hex(envelope),
    verdict: inspectEnvelope(envelope, { organisationId, deviceId }, published, keys),
  });

  const loadSources = async (): Promise<Sources> => {
    const published = await configuration.history();
    return { published, keys: keySources(published, clock.nowMs()) };
  };

  /** @returns why it cannot be taken, or null */
  const admit = async (batch: Batch, held: Arrived): Promise<string | null> => {
    const [outcome] = (await takeIn(batch, [held])).outcomes;
    return outcome !== undefined && 'error' in outcome ? outcome.error.code : null;
  };

  return {
    corrections: async () => {
      const sources = await loadSources();
      return (transaction, { recordId, envelope, ...batch }) => {
        // Not in the workstation's own order: it never waited in its queue.
        const arrived = arrive(batch.deviceId, { sequence: 0, envelope }, sources);
        return admit({ ...batch, transaction, keys: sources.keys, isEnded: false, approved: recordId }, arrived);
      };
    },

    push: async (deviceId, request, way = 'network') => {
      const sources = await loadSources();
      const { keys } = sources;
      const arrived = request.records.map((record) => arrive(deviceId, record, sources));
      return store.transaction().execute(async (transaction) => {
        // Held until the commit: a revocation comes before the whole batch or after it, never into its middle.
        const state = await lockDevice(transaction, organisationId, deviceId);
        const objection = way === 'medium' ? null : await standing.objection(transaction, deviceId, state);
        if (objection !== null) throw objection;
        const receivedAt = instantFromMs(clock.nowMs());
        const isTogether = request.receipts === 'together';
        return audit.during(transaction, receivedAt, (addLeaf) =>
          takeIn({ transaction, deviceId, keys, receivedAt, addLeaf, isTogether, isEnded: isEnded(state) }, arrived),
        );
      });
    },

    decideHeld: async (deviceId, contentHash, how) => {
      const sources = await loadSources();
      const { keys } = sources;
      await store.transaction().execute(async (transaction) => {
        await lockDevice(transaction, organisationId, deviceId);
        const key = { organisationId, deviceId, contentHash };
        const held = await findHeld(transaction, key);
        if (held === null || held.decision !== null) return;
        const receivedAt = instantFromMs(clock.nowMs());
        const { decision, reason, actorId } = how;
        await audit.during(transaction, receivedAt, async (addLeaf) => {
          // As if its workstation still worked: a person has said so.
          const batch = { transaction, deviceId, keys, receivedAt, addLeaf, isEnded: false };
          const problem = decision === 'accepted' ? await admit(batch, arrive(deviceId, held, sources)) : null;
          if (problem !== null) return noteProblem(transaction, key, problem);
          await saveHeldDecision(transaction, key, how, receivedAt);
          addLeaf({ action: 'record.held-decided', deviceId, contentHash, decision, reason, actorId });
        });
      });
    },
  };
}
