// Counts refuted revisions of a subject's records and restricts at the organisation's limit (R3.6), in the transaction that learns of the
// refusal or of whose record it is, whichever comes later. Whoever calls has locked the organisation's row: two last failures at
// once count one after the other.
import type { AddLeaf } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { Policy } from '#src/domain/policy/schema.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { counterCheck, followingFailure, standingOf } from '#src/domain/restriction/rules.ts';
import { failedCheck, type RestrictionEvent } from '#src/domain/restriction/schema.ts';
import type { VerificationFact } from '#src/domain/verification/schema.ts';
import type { FailingSubjects, TellSubject } from './ports.ts';
import { addChange, appendEvents, ensureSubject, loadDigest, loadEvents, loadHeader, type Scope, setDue } from './store.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly organisationId: string;
  readonly subjects: FailingSubjects;
  readonly tellSubject: TellSubject;
}

/** What whoever calls writes down in the same transaction, and decides by. */
interface During {
  readonly addLeaf: AddLeaf;
  readonly policy: Policy;
}

interface RevisionNamed {
  readonly recordId: string;
  readonly revision: number;
}

/** Both are called while the organisation's row is locked, so that the later of them sees what the earlier one wrote. */
export interface FailureCount {
  /** An authority answered about a revision. */
  readonly answered: (transaction: Store, fact: VerificationFact, during: During) => Promise<void>;
  /** It is known from now on whom a revision is about. */
  readonly identified: (
    transaction: Store,
    revision: RevisionNamed & { readonly subjectId: string | null },
    during: During,
  ) => Promise<void>;
}

/** Every workstation is told where this subject stands now; before its digest is known, as soon as it is. */
export async function tellWorkstations(scope: Scope, subjectId: string, nowMs: number): Promise<void> {
  const digest = await loadDigest(scope, subjectId);
  if (digest === null) {
    await setDue(scope, subjectId, nowMs);
    return;
  }
  const { state, failures, reasons, since, furtherCheck } = standingOf(await loadEvents(scope, subjectId));
  await addChange(scope, { digest, state, failures, reasons: [...reasons], since, furtherCheck });
}

function addLeaves(
  addLeaf: AddLeaf,
  subjectId: string,
  before: readonly RestrictionEvent[],
  fresh: readonly RestrictionEvent[],
): void {
  for (const [index, event] of fresh.entries()) {
    if (event.kind === 'failed') {
      const { checkId, recordId, revision, reason } = event;
      const { failures } = standingOf([...before, ...fresh.slice(0, index + 1)]);
      addLeaf({ action: 'restriction.counted', subjectId, checkId, recordId, revision, reason, failures });
    } else if (event.kind === 'restricted') {
      addLeaf({ action: 'restriction.begun', subjectId, failures: event.failures });
    }
  }
}

export function createFailureCount({ clock, organisationId, subjects, tellSubject }: Dependencies): FailureCount {
  /** An answer that refutes nothing, or whose revision was counted, changes nothing. */
  const count = async (
    transaction: Store,
    subjectId: string,
    fact: VerificationFact,
    { addLeaf, policy }: During,
  ): Promise<void> => {
    if (fact.outcome !== 'refuted') return;
    const failed = failedCheck.parse({ ...fact, reason: fact.reason ?? 'differs' });
    const scope = { transaction, organisationId };
    const nowMs = clock.nowMs();
    const events = await loadEvents(scope, subjectId);
    const fresh = followingFailure(events, failed, policy.restrictAfterFailures, instantFromMs(nowMs));
    if (fresh.length === 0) return;
    await ensureSubject(scope, subjectId, failed);
    await appendEvents(scope, subjectId, events.length, fresh);
    addLeaves(addLeaf, subjectId, events, fresh);
    if (fresh.some(({ kind }) => kind === 'restricted')) await tellSubject(transaction, failed.recordId, 'restricted');
    if (standingOf([...events, ...fresh]).state !== 'none') await tellWorkstations(scope, subjectId, nowMs);
  };

  /** Whoever was identified at a counter for this revision need not be identified again before a release. */
  const countCheck = async (
    transaction: Store,
    subjectId: string,
    { recordId, revision }: RevisionNamed,
    { addLeaf }: During,
  ): Promise<void> => {
    const scope = { transaction, organisationId };
    const record = { recordId: registrationId.parse(recordId), revision };
    const { furtherCheck, deviceId } = await loadHeader(scope, record);
    if (furtherCheck === undefined) return;
    const nowMs = clock.nowMs();
    const events = await loadEvents(scope, subjectId);
    const check = counterCheck(events, { ...record, furtherCheck }, instantFromMs(nowMs));
    if (check?.kind !== 'checked') return;
    await appendEvents(scope, subjectId, events.length, [check]);
    const points = check.points.join(' ');
    const about = { subjectId, staffId: check.by, deviceId, decision: 'checked-at-counter', reason: check.result, points };
    addLeaf({ action: 'restriction.decided', ...about });
    await tellWorkstations(scope, subjectId, nowMs);
  };

  return {
    answered: async (transaction, fact, during) => {
      const subjectId = await subjects.subjectAt(transaction, fact.recordId, fact.revision);
      if (subjectId !== null) await count(transaction, subjectId, fact, during);
    },
    identified: async (transaction, { recordId, revision, subjectId }, during) => {
      if (subjectId === null) return;
      for (const fact of await subjects.factsOf(transaction, recordId, revision)) {
        await count(transaction, subjectId, fact, during);
      }
      await countCheck(transaction, subjectId, { recordId, revision }, during);
    },
  };
}
