// Asks authorities about records (R3.1, R3.2): a check is queued in the record's own transaction, asked until it has an answer, and
// has exactly one effect whatever crashes in between. The same check asked twice carries the same number, so that the source can tell;
// here the first answer closes it, and nothing follows from a second one.
import type { Agent } from '#server/kernel/agent/act.ts';
import type { DueWork } from '#server/kernel/agent/loop.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import { failed, type NoAnswer } from '#server/kernel/gateways/failure.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { delayBefore } from '#server/kernel/waiting/waiting-rows.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { envelope } from '#src/crypto/envelope.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { Policy } from '#src/domain/policy/schema.ts';
import {
  type CheckKind,
  checkKind,
  type VerificationFact,
  type VerificationState,
  verificationFact,
} from '#src/domain/verification/schema.ts';
import { type Answer, type ComparedField, checkAct, type Question } from './agent-acts.ts';
import { comparedFields, formOf } from './compared-fields.ts';
import { pageOf } from './page.ts';
import { type PortraitGiven, portraitFor } from './portrait.ts';
import type { OnFact, PublishedConfigurations, RefusalMessages, SealedAttachments } from './ports.ts';
import { statesOf } from './states.ts';
import {
  insertChecks,
  insertFact,
  loadEnvelope,
  loadFactsOf,
  numberSuperseded,
  supersedeChecks,
  type WaitingCheck,
  waitingChecks,
} from './store.ts';

interface AcceptedRevision {
  readonly recordId: string;
  readonly revision: number;
}

export interface VerificationService extends DueWork {
  /** Queues what the organisation requires of accepted revisions, in the transaction that accepts them. */
  readonly enqueue: (
    transaction: Store,
    deviceId: string,
    accepted: readonly AcceptedRevision[],
    requiredChecks: readonly CheckKind[],
  ) => Promise<void>;
  /** How revisions stand with the authorities that are required, in their order. */
  readonly statesOf: (
    store: Store,
    revisions: readonly AcceptedRevision[],
    required: readonly CheckKind[],
  ) => Promise<readonly VerificationState[]>;
  readonly page: (deviceId: string, after: number) => Promise<SignedDocument>;
  /** What was answered about one revision, oldest first. */
  readonly factsOf: (transaction: Store, recordId: string, revision: number) => Promise<readonly VerificationFact[]>;
}

interface Dependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: PublishedConfigurations;
  readonly attachments: SealedAttachments;
  readonly messages: RefusalMessages;
  readonly onFact: readonly OnFact[];
}

/** Longer than any gateway may take; an attempt that died is taken up again after it. */
const leaseMs = 120_000;
/** Asked about at once: a slow source must not hold up all others, a quick one must not be flooded. */
const together = 8;
/** What cannot be asked and does not say for how long is looked at again after this. */
const unaskedMs = 60_000;

/** Who opened the values, in the audit log. */
const agentActor = 'verification';

/** What is compared of a record, by the form it was captured with. */
function fieldsOf(text: string, published: readonly Configuration[]): readonly ComparedField[] {
  const { header } = envelope.parse(JSON.parse(text));
  const form = formOf(header, published);
  return form === null ? [] : comparedFields(form);
}

function newestPolicy(published: readonly Configuration[]): Policy {
  const newest = published.at(-1);
  if (newest === undefined) throw new Error('the organisation has no configuration');
  return newest.policy;
}

function checkRow({ recordId, revision }: AcceptedRevision, kind: CheckKind, checkId: string) {
  const begun = { state: 'waiting', attempts: 0, last_error: null, told_position: null } as const;
  return { check_id: checkId, record_id: recordId, revision, kind, ...begun };
}

export function createVerificationService(dependencies: Dependencies): VerificationService {
  const { store, keyRing, clock, randomness, audit, organisationId, configuration, onFact } = dependencies;
  const now = () => instantFromMs(clock.nowMs());

  /** Leases a check and writes down that its values are opened for it, before anything is opened. */
  const begin = (
    checkId: string,
    published: readonly Configuration[],
    { portrait, classNames }: PortraitGiven,
  ): Promise<{ readonly check: WaitingCheck; readonly question: Question } | null> =>
    store.transaction().execute(async (transaction) => {
      const nowMs = clock.nowMs();
      const check = await waitingChecks.lease(transaction, { organisationId, id: checkId }, { nowMs, untilMs: nowMs + leaseMs });
      if (check === null) return null;
      const text = await loadEnvelope(transaction, organisationId, check);
      const fields = fieldsOf(text, published);
      const kind = checkKind.parse(check.kind);
      const { record_id: recordId, revision, attempts: attempt } = check;
      await audit.during(transaction, now(), async (addLeaf) => {
        for (const className of new Set([...fields.map((field) => field.className), ...classNames])) {
          addLeaf({ action: 'values.opened', actorId: agentActor, purpose: kind, recordId, revision, className });
        }
        addLeaf({ action: 'verification.asked', checkId, recordId, revision, kind, attempt });
      });
      return { check, question: { checkId, kind, envelope: text, fields, portrait } };
    });

  const settle = (check: WaitingCheck, kind: CheckKind, answer: Answer & { answered: true }, policy: Policy): Promise<void> =>
    store.transaction().execute(async (transaction) => {
      if (!(await waitingChecks.close(transaction, { organisationId, id: check.check_id }, 'answered'))) return;
      const { source, reference, outcome, reason } = answer;
      const fact = verificationFact.parse({
        checkId: check.check_id,
        recordId: check.record_id,
        revision: check.revision,
        kind,
        source,
        reference,
        outcome,
        reason: outcome === 'confirmed' ? null : (reason ?? (outcome === 'refuted' ? 'differs' : 'source-refuses')),
        at: now(),
      });
      await audit.during(transaction, fact.at, async (addLeaf) => {
        await insertFact(transaction, organisationId, check.device_id, fact);
        const { checkId, recordId, revision } = fact;
        addLeaf({
          action: 'verification.answered',
          checkId,
          recordId,
          revision,
          kind,
          source,
          outcome,
          reason: fact.reason,
        });
        for (const hook of onFact) await hook(transaction, fact, { addLeaf, policy });
      });
    });

  const putOff = (checkId: string, attempts: number, { failure, waitMs }: NoAnswer): Promise<void> => {
    const dueMs = clock.nowMs() + delayBefore(randomness, attempts, waitMs);
    return store
      .transaction()
      .execute((transaction) => waitingChecks.postpone(transaction, { organisationId, id: checkId }, dueMs, failure));
  };

  const askOne = async (agent: Agent, checkId: string, published: readonly Configuration[]): Promise<boolean> => {
    const [waiting] = await waitingChecks.findWaiting(store, organisationId, [checkId]);
    if (waiting === undefined) return false;
    const given = await portraitFor(dependencies, agent, waiting, published);
    if ('answered' in given) {
      // Nothing was begun or opened: no attempt is counted.
      await putOff(checkId, 0, failed(given.failure, given.waitMs ?? unaskedMs));
      return true;
    }
    const begun = await begin(checkId, published, given);
    if (begun === null) return false;
    const { check, question } = begun;
    const answer = await agent.ask(checkAct, question);
    if ('answered' in answer && answer.answered) {
      await settle(check, question.kind, answer, newestPolicy(published));
      return true;
    }
    await putOff(checkId, check.attempts, 'gone' in answer ? failed('agent-gone') : answer);
    return true;
  };

  return {
    enqueue: async (transaction, deviceId, accepted, requiredChecks) => {
      const own = { organisation_id: organisationId, device_id: deviceId, due_ms: clock.nowMs() };
      const rows = accepted.flatMap((one) => requiredChecks.map((kind) => ({ ...own, ...checkRow(one, kind, randomness.id()) })));
      await insertChecks(transaction, rows);
      // After them: a revision and the one that replaces it may come in one batch.
      for (const { recordId, revision } of accepted) {
        if (revision > 1) await supersedeChecks(transaction, organisationId, recordId, revision);
      }
    },
    // To ask about a check that another process still asks about is harmless: it carries the same number, and only the first answer counts.
    takeUp: async () => {
      await waitingChecks.makeDue(store, organisationId, clock.nowMs());
      await store.transaction().execute((transaction) => numberSuperseded(transaction, organisationId));
    },
    askDue: async (agent) => {
      const due = await waitingChecks.findDue(store, organisationId, { nowMs: clock.nowMs(), limit: together });
      if (due.length === 0) return 0;
      const published = await configuration.history();
      const asked = await Promise.all(due.map((checkId) => askOne(agent, checkId, published)));
      return asked.filter(Boolean).length;
    },
    statesOf: (from, revisions, required) => statesOf(from, organisationId, revisions, required),
    factsOf: async (transaction, recordId, revision) =>
      (await loadFactsOf(transaction, organisationId, [recordId])).filter((fact) => fact.revision === revision),
    page: async (deviceId, after) => keyRing.signDocument('verification', { ...(await pageOf(dependencies, deviceId, after)) }),
  };
}
