// What the audit log costs of taking records in: the time spent in it while whole batches go through the real service. The clock is
// around the log's own functions; nothing in the product is switched. Without network and signature, which would only make it less.
import { createStandings } from '#server/features/devices/standing.ts';
import { createRecordsService } from '#server/features/records/service.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { PushOutcome } from '#src/contract/sync/messages.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { makeEnvelope } from './envelopes.ts';
import type { Inside } from './subject.ts';

/** An audit log that adds up its own time: all of it but the work that is done between its first and its last statement. */
function timedLog(log: AuditLog): { readonly log: AuditLog; readonly takeMs: () => number } {
  let spent = 0;
  return {
    takeMs: () => {
      const taken = spent;
      spent = 0;
      return taken;
    },
    log: {
      append: log.append,
      during: async (transaction, at, work) => {
        const from = performance.now();
        let worked = 0;
        const done = await log.during(transaction, at, async (add) => {
          const begun = performance.now();
          let added = 0;
          const result = await work((act) => {
            const before = performance.now();
            const index = add(act);
            added += performance.now() - before;
            return index;
          });
          worked = performance.now() - begun - added;
          return result;
        });
        spent += performance.now() - from - worked;
        return done;
      },
    },
  };
}

/** Milliseconds of each batch in the log, and of the whole batch. */
export async function measureAuditShare(
  inside: Inside,
  rounds: number,
  perBatch: number,
): Promise<{ readonly log: readonly number[]; readonly whole: readonly number[] }> {
  const { log, takeMs } = timedLog(inside.audit);
  const standing = createStandings(inside);
  const checks: Parameters<typeof createRecordsService>[0]['checks'] = {
    enqueue: (transaction, deviceId, accepted, policy) =>
      inside.verification.enqueue(transaction, deviceId, accepted, policy?.requiredChecks ?? []),
  };
  const records = createRecordsService({ ...inside, audit: log, standing, checks });
  const published = (await inside.configuration.newest()).body;
  const found: { log: number[]; whole: number[] } = { log: [], whole: [] };
  const warmUps = Math.min(10, rounds - 1);
  for (let round = -warmUps; round < rounds; round += 1) {
    const batch = Array.from({ length: perBatch }, (_, index) => ({
      sequence: index + 1,
      envelope: makeEnvelope(published, inside.device),
    }));
    takeMs();
    const from = performance.now();
    const { outcomes } = await records.push(inside.device.deviceId, { protocol: protocolVersion, records: batch });
    const whole = performance.now() - from;
    if (outcomes.some(({ outcome }: PushOutcome) => outcome !== 'accepted')) throw new Error('a record was not accepted');
    const log = takeMs();
    if (round >= 0) {
      found.log.push(log);
      found.whole.push(whole);
    }
  }
  return found;
}
