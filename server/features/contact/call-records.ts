// Asks the telephone system whether a call took place that a clerk recorded as reaching the person (R3.3): queued with the call, under the
// call's own number, asked until it is answered. The answer is a fact beside the clerk's; it closes the question, and nothing follows from a
// second one. Calls that reached nobody claim nothing and are not asked about.
import type { Agent } from '#server/kernel/agent/act.ts';
import type { NoAnswer } from '#server/kernel/gateways/failure.ts';
import { askReady, unreadyOf } from '#server/kernel/gateways/ready-act.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { delayBefore } from '#server/kernel/waiting/waiting-rows.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { envelope } from '#src/crypto/envelope.ts';
import type { ContactFact } from '#src/domain/contact/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { type CallAnswer, callAct } from './agent-acts.ts';
import type { ContactDependencies } from './code-parts.ts';
import { closeNotice, findDue, insertNotice, leaseNotice, loadEnvelopes, type Notice, postponeNotice } from './notice-store.ts';
import { numberPlace } from './number-place.ts';
import { type KeptCall, keepCallRecord, loadCall } from './store.ts';

export interface CallRecords {
  /** In the transaction in which the call is kept, where the organisation wants it checked. */
  readonly queueCall: (transaction: Store, call: ContactFact) => Promise<void>;
  /** @returns how many were tried */
  readonly askDueCalls: (agent: Agent) => Promise<number>;
}

const leaseMs = 120_000;
const together = 4;
/** A record that has not come by then belongs to a registration that was given up. */
const patienceMs = 30 * 24 * 3_600_000;
/** Who opened the number, in the audit log. */
const agentActor = 'contact';

/**
 * The revision that holds the number which was called: `awaited` while it has not come, `none` when it never will, because the
 * registration was saved with another number, or stands on another fact.
 */
function revisionCalled(texts: readonly string[], { call, revision }: KeptCall): string | 'awaited' | 'none' {
  const read = texts.map((text) => ({ text, header: envelope.parse(JSON.parse(text)).header }));
  const isMeant = ({ header }: (typeof read)[number]) =>
    revision === null ? header.contact?.factId === call.factId : header.revision === revision;
  const meant = read.find(isMeant);
  if (meant !== undefined) return meant.text;
  const isPast = revision === null && read.some(({ header }) => Date.parse(header.submittedAt) >= Date.parse(call.at));
  return isPast ? 'none' : 'awaited';
}

export function createCallRecords(dependencies: ContactDependencies): CallRecords {
  const { store, clock, randomness, audit, organisationId, configuration } = dependencies;
  const now = () => instantFromMs(clock.nowMs());

  const putOff = (transaction: Store, notice: Notice, failure: string, waitMs: number | null): Promise<void> => {
    const dueMs = clock.nowMs() + delayBefore(randomness, notice.attempts, waitMs);
    return postponeNotice(transaction, notice, dueMs, failure);
  };

  /** Where the number stands that was called; null: not yet, and the question waits, or never, and it is closed. */
  const placeCalled = async (transaction: Store, notice: Notice, kept: KeptCall, published: readonly Configuration[]) => {
    const text = revisionCalled(await loadEnvelopes(transaction, organisationId, notice.record_id), kept);
    const isAwaited = text === 'awaited';
    if (isAwaited && clock.nowMs() <= notice.queued_ms + patienceMs) {
      await putOff(transaction, notice, 'record-awaited', null);
      return null;
    }
    const isWanted = published.at(-1)?.policy.contact.callRecords === true;
    const place = isAwaited || text === 'none' || !isWanted ? null : numberPlace(text, published);
    if (place === null) await closeNotice(transaction, notice, isAwaited ? 'given-up' : 'not-wanted');
    return place;
  };

  /** Leases a question and writes down that the number is opened for it, before it is. */
  const begin = (callId: string, published: readonly Configuration[], unready: NoAnswer | null) =>
    store.transaction().execute(async (transaction) => {
      const nowMs = clock.nowMs();
      const notice = await leaseNotice(transaction, { organisationId, id: callId }, { nowMs, untilMs: nowMs + leaseMs });
      if (notice === null) return null;
      const kept = await loadCall(transaction, organisationId, callId);
      const place = await placeCalled(transaction, notice, kept, published);
      if (place === null) return null;
      if (unready !== null) {
        await putOff(transaction, notice, unready.failure, unready.waitMs);
        return null;
      }
      const { recordId, revision, branchId, field, text } = place;
      const { className } = field;
      const purpose = notice.template;
      await audit.append(transaction, now(), {
        action: 'values.opened',
        actorId: agentActor,
        purpose,
        recordId,
        revision,
        className,
      });
      const to = { kind: 'record' as const, envelope: text, field };
      return { notice, question: { callId, at: kept.call.at, branchId, deviceId: kept.deviceId, to } };
    });

  const finish = (notice: Notice, answer: CallAnswer): Promise<void> =>
    store.transaction().execute(async (transaction) => {
      if (!answer.answered) return putOff(transaction, notice, answer.failure, answer.waitMs);
      await audit.during(transaction, now(), async (addLeaf) => {
        if (!(await closeNotice(transaction, notice, 'answered'))) return;
        const { source, reference, outcome, reason } = answer;
        const { notice_id: callId, record_id: recordId } = notice;
        await keepCallRecord(transaction, organisationId, { callId, recordId, source, reference, outcome, reason, at: now() });
        addLeaf({ action: 'contact.call-checked', factId: callId, recordId, outcome, source, reason });
      });
    });

  const askOne = async (
    agent: Agent,
    callId: string,
    published: readonly Configuration[],
    unready: NoAnswer | null,
  ): Promise<boolean> => {
    const begun = await begin(callId, published, unready);
    if (begun === null) return false;
    const said = await agent.ask(callAct, begun.question);
    await finish(begun.notice, 'gone' in said ? { answered: false, failure: 'agent-gone', waitMs: null } : said);
    return true;
  };

  return {
    queueCall: async (transaction, { factId, recordId, outcome }) => {
      if (outcome !== 'confirmed') return;
      const nowMs = clock.nowMs();
      const begun = { state: 'waiting', attempts: 0, queued_ms: nowMs, due_ms: nowMs, last_error: null } as const;
      const own = { organisation_id: organisationId, notice_id: factId, record_id: recordId };
      await insertNotice(transaction, { ...own, ...begun, template: 'call-record' });
    },
    askDueCalls: async (agent) => {
      const due = await findDue(store, organisationId, 'call', { nowMs: clock.nowMs(), limit: together });
      if (due.length === 0) return 0;
      const published = await configuration.history();
      const unready = unreadyOf(await askReady(agent, 'telephone-record'));
      const tried = await Promise.all(due.map((callId) => askOne(agent, callId, published, unready)));
      return tried.filter(Boolean).length;
    },
  };
}
