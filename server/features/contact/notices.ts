// Messages to a subject (R2.5, R3.5): queued in the transaction of what they tell, sent by the agent, which opens the number. Each is
// given up after a day: what reaches somebody later confuses more than it tells. The same message asked again carries the same number,
// by which a provider can tell; one that cannot may send it twice.
import type { Agent } from '#server/kernel/agent/act.ts';
import type { NoAnswer } from '#server/kernel/gateways/failure.ts';
import { askReady, unreadyOf } from '#server/kernel/gateways/ready-act.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { delayBefore } from '#server/kernel/waiting/waiting-rows.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { NoticeTemplate } from '#src/domain/contact/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { RecordHeader } from '#src/domain/registration/schema.ts';
import type { RefusalMessage } from '#src/domain/verification/telling.ts';
import { type SendAnswer, sendAct } from './agent-acts.ts';
import type { ContactDependencies } from './code-parts.ts';
import {
  closeNotice,
  findDue,
  insertNotice,
  leaseNotice,
  loadNewestEnvelope,
  makeNoticesDue,
  type Notice,
  postponeNotice,
} from './notice-store.ts';
import { numberPlace } from './number-place.ts';
import { noteQueued, noteSettled } from './refusal-messages.ts';

export interface Notices {
  /** Tells the subject of a record, in the transaction of what it tells. What the organisation does not want sent is closed unsent. */
  readonly notify: (transaction: Store, recordId: string, template: NoticeTemplate) => Promise<void>;
  /** The same of the refusal of a revision; what becomes of it is told to its workstation. */
  readonly notifyRefuted: (transaction: Store, refused: Pick<RefusalMessage, 'recordId' | 'revision'>) => Promise<void>;
  /** Of revisions as they are taken in the first are told. */
  readonly notifyAccepted: (
    transaction: Store,
    accepted: readonly Pick<RecordHeader, 'recordId' | 'revision'>[],
  ) => Promise<void>;
  readonly takeUp: () => Promise<void>;
  /** Sends what is due now. @returns how many were tried */
  readonly askDue: (agent: Agent) => Promise<number>;
}

const leaseMs = 120_000;
const together = 4;
const patienceMs = 24 * 3_600_000;
/** Who opened the number, in the audit log. */
const agentActor = 'contact';

/** As the newest configuration says. */
function isWanted(template: NoticeTemplate, published: readonly Configuration[]): boolean {
  return published.at(-1)?.policy.contact.notices.includes(template) === true;
}

type Settled = {
  readonly state: 'sent' | 'undeliverable' | 'given-up';
  readonly source: string | null;
  readonly reason: string | null;
};

export function createNotices(dependencies: ContactDependencies): Notices {
  const { store, clock, randomness, audit, organisationId, configuration } = dependencies;
  const now = () => instantFromMs(clock.nowMs());

  const settle = (transaction: Store, notice: Notice, { state: outcome, source, reason }: Settled): Promise<void> =>
    audit.during(transaction, now(), async (addLeaf) => {
      if (!(await closeNotice(transaction, notice, outcome))) return;
      const { notice_id: noticeId, record_id: recordId, template } = notice;
      addLeaf({ action: 'contact.notice-settled', noticeId, recordId, template, outcome, source, reason });
      const state = outcome === 'given-up' ? 'not-sent' : outcome;
      await noteSettled(transaction, organisationId, noticeId, { state, at: now() });
    });

  const putOff = (transaction: Store, notice: Notice, { failure, waitMs }: NoAnswer): Promise<void> => {
    const dueMs = clock.nowMs() + delayBefore(randomness, notice.attempts, waitMs);
    if (dueMs > notice.queued_ms + patienceMs) {
      return settle(transaction, notice, { state: 'given-up', source: null, reason: failure });
    }
    return postponeNotice(transaction, notice, dueMs, failure);
  };

  /** Where the number stands that a message goes to, written down before it is opened; null: it has none, and is closed. */
  const openable = async (transaction: Store, notice: Notice, published: readonly Configuration[], template: NoticeTemplate) => {
    const text = await loadNewestEnvelope(transaction, organisationId, notice.record_id);
    const place = text === null ? null : numberPlace(text, published);
    if (place === null) {
      await settle(transaction, notice, { state: 'undeliverable', source: null, reason: 'no-number' });
      return null;
    }
    const { recordId, revision, language, field } = place;
    const { className } = field;
    await audit.append(transaction, now(), {
      action: 'values.opened',
      actorId: agentActor,
      purpose: template,
      recordId,
      revision,
      className,
    });
    return { notice, template, language, to: { kind: 'record' as const, envelope: place.text, field } };
  };

  /** Leases a message and writes down that its number is opened, before it is. */
  const begin = (noticeId: string, published: readonly Configuration[], unready: NoAnswer | null) =>
    store.transaction().execute(async (transaction) => {
      const nowMs = clock.nowMs();
      const notice = await leaseNotice(transaction, { organisationId, id: noticeId }, { nowMs, untilMs: nowMs + leaseMs });
      if (notice === null) return null;
      const { template } = notice;
      if (template === 'call-record') throw new Error('a question about a call is no message');
      if (!isWanted(template, published)) {
        await closeNotice(transaction, notice, 'not-wanted');
        await noteSettled(transaction, organisationId, noticeId, { state: 'not-sent', at: now() });
        return null;
      }
      if (unready !== null) {
        await putOff(transaction, notice, unready);
        return null;
      }
      return openable(transaction, notice, published, template);
    });

  const finish = (notice: Notice, answer: SendAnswer): Promise<void> =>
    store.transaction().execute((transaction) => {
      if (!answer.answered) return putOff(transaction, notice, answer);
      const { outcome: state, source, reason } = answer;
      return settle(transaction, notice, { state, source, reason });
    });

  const sendOne = async (
    agent: Agent,
    noticeId: string,
    published: readonly Configuration[],
    unready: NoAnswer | null,
  ): Promise<boolean> => {
    const begun = await begin(noticeId, published, unready);
    if (begun === null) return false;
    const { notice, template, language, to } = begun;
    const said = await agent.ask(sendAct, { reference: noticeId, template, language, values: {}, to });
    await finish(notice, 'gone' in said ? { answered: false, failure: 'agent-gone', waitMs: null } : said);
    return true;
  };

  const queue = async (transaction: Store, recordId: string, template: NoticeTemplate): Promise<string> => {
    const nowMs = clock.nowMs();
    const noticeId = randomness.id();
    await insertNotice(transaction, {
      organisation_id: organisationId,
      notice_id: noticeId,
      record_id: recordId,
      template,
      state: 'waiting',
      attempts: 0,
      queued_ms: nowMs,
      due_ms: nowMs,
      last_error: null,
    });
    return noticeId;
  };

  return {
    notify: async (...told) => {
      await queue(...told);
    },
    notifyRefuted: async (transaction, { recordId, revision }) => {
      const noticeId = await queue(transaction, recordId, 'not-confirmed');
      await noteQueued(transaction, organisationId, { noticeId, recordId, revision, at: now() });
    },
    notifyAccepted: async (transaction, accepted) => {
      const first = accepted.filter(({ revision }) => revision === 1);
      for (const { recordId } of first) await queue(transaction, recordId, 'registered');
    },
    takeUp: () => makeNoticesDue(store, organisationId, clock.nowMs()),
    askDue: async (agent) => {
      const due = await findDue(store, organisationId, 'message', { nowMs: clock.nowMs(), limit: together });
      if (due.length === 0) return 0;
      const published = await configuration.history();
      const unready = unreadyOf(await askReady(agent, 'sms'));
      const tried = await Promise.all(due.map((noticeId) => sendOne(agent, noticeId, published, unready)));
      return tried.filter(Boolean).length;
    },
  };
}
