// Requests that a subject makes online, who has proved to that channel who they are (R8.1). They see their own and no other's.
import type { Agent } from '#server/kernel/agent/act.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { RequestAct, RequestSummary } from '#src/contract/sync/subject-requests.ts';
import type { SubjectCopy } from '#src/domain/subject-requests/copy.ts';
import { mayFollow } from '#src/domain/subject-requests/rules.ts';
import type { RequestEvent, RequestKind } from '#src/domain/subject-requests/schema.ts';
import { copyOf } from './copy.ts';
import { applyFor, type CorrectionDependencies } from './corrections.ts';
import type { SealedProof } from './proofs.ts';
import { findRequest, newestRevisions, type RequestRow, requestsOfSubject } from './store.ts';
import { headerOf, type Sight, summaryOf } from './view.ts';

/** What a subject may see of an own request. */
type OwnRequest = RequestSummary & { readonly events: readonly RequestEvent[] };

type ApplyFor = Omit<Extract<RequestAct, { kind: 'apply-for' }>, 'kind'>;

export interface OnlineRequests {
  /** @throws Refusal requests/subject-unknown when nothing is held about them */
  readonly open: (subjectId: string, requestId: string, kind: RequestKind) => Promise<void>;
  /** @throws Refusal requests/… */
  readonly applyFor: (subjectId: string, asked: ApplyFor, proofs: readonly SealedProof[]) => Promise<void>;
  /** The copy was shown: a query is answered by it. @throws Refusal requests/…, agent/… */
  readonly answer: (agent: Agent, subjectId: string, requestId: string) => Promise<SubjectCopy>;
  readonly list: (subjectId: string) => Promise<readonly OwnRequest[]>;
}

export function onlineRequests(own: CorrectionDependencies, look: () => Promise<Sight>): OnlineRequests {
  const { store, organisationId, subjects, steps } = own;
  const isOwn = (subjectId: string) => (row: RequestRow) => row.subject_id === subjectId;
  return {
    open: async (subjectId, requestId, kind) => {
      const stored = await newestRevisions(store, organisationId, await subjects.recordsOf(store, subjectId));
      const last = stored.at(-1);
      if (last === undefined) throw new Refusal('requests/subject-unknown', {});
      // The branch that knows them last answers.
      const { branchId: branch_id } = headerOf(last);
      await steps.open({ request_id: requestId, subject_id: subjectId, kind, channel: 'online', branch_id }, null, [
        { kind: 'opened', channel: 'online' },
        { kind: 'identity-proven', proof: { by: 'sms-code' } },
      ]);
    },
    applyFor: (subjectId, asked, proofs) => applyFor(own, { actorId: null, isMeant: isOwn(subjectId) }, asked, proofs),
    answer: async (agent, subjectId, requestId) => {
      const loaded = await findRequest(store, organisationId, requestId);
      if (loaded === null || !isOwn(subjectId)(loaded.row)) throw new Refusal('requests/unknown', {});
      if (!mayFollow(loaded.row.kind, loaded.events, 'answered')) throw new Refusal('requests/not-now', {});
      const copy = await copyOf(own, agent, subjectId, { actorId: 'subject', purpose: 'subject-query' });
      const step = { kind: 'answered', way: 'screen', records: copy.records.length } as const;
      const { policy } = (await look()).newest;
      await steps.take(requestId, policy, { actorId: null, step, isMeant: isOwn(subjectId) });
      return copy;
    },
    list: async (subjectId) => {
      const sight = await look();
      const loaded = await requestsOfSubject(store, organisationId, subjectId);
      return loaded.map((one) => ({ ...summaryOf(one, sight), events: one.events }));
    },
  };
}
