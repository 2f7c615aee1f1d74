// Requests of subjects about their own data (R8.1–R8.3): opened at the counter by staff or online by the subject, followed by the branch
// that answers for them, never without a named person and a deadline.

import type { StaffCaller } from '#server/kernel/access/staff-sessions.ts';
import type { Agent } from '#server/kernel/agent/act.ts';
import { openPicture } from '#server/kernel/audit/open-picture.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { RequestAct, RequestSummary, RequestsAnswer } from '#src/contract/sync/subject-requests.ts';
import { isPermitted } from '#src/domain/access/roles.ts';
import { onlineBranch } from '#src/domain/online/offer.ts';
import { mayFollow, permissionOf } from '#src/domain/subject-requests/rules.ts';
import type { RequestStep, StepKind } from '#src/domain/subject-requests/schema.ts';
import { type CopyDependencies, copyOf } from './copy.ts';
import { apply, applyFor, type CorrectionDependencies, compare } from './corrections.ts';
import { type OnlineRequests, onlineRequests } from './online.ts';
import type { Corrections, Tidings } from './ports.ts';
import { Steps } from './steps.ts';
import { findRequest, type Loaded, listRequests, type RequestRow } from './store.ts';
import { type RequestTerms, requestTerms } from './terms.ts';
import { branchOf, detailOf, recordsOf, type Sight, summaryOf } from './view.ts';

export interface SubjectRequestsService {
  /** One act of a person at a workstation. @throws Refusal requests/…, agent/…, access/denied, internal/invalid-input */
  readonly act: (caller: StaffCaller, agent: Agent, act: RequestAct) => Promise<RequestsAnswer>;
  readonly online: OnlineRequests;
  /** Open and lately settled ones, for counts (R5.5): terms, and nothing of whose they are. */
  readonly terms: RequestTerms;
}

interface Dependencies extends CopyDependencies {
  readonly tidings: Tidings;
  readonly records: Corrections;
}

const mostListed = 500;

/** The acts that are one step and nothing else. */
function plainStep(act: RequestAct, records: number): RequestStep | null {
  switch (act.kind) {
    case 'answer':
      return { kind: 'answered', way: act.way, records };
    case 'check':
      return { kind: 'checked' };
    case 'pause':
      return { kind: 'paused', reason: act.reason };
    case 'resume':
      return { kind: 'resumed' };
    case 'refuse':
      return { kind: 'refused', reason: act.reason };
    case 'tell':
      return { kind: 'told', way: act.way };
    case 'assign':
      return { kind: 'assigned', staffId: act.staffId };
    default:
      return null;
  }
}

/** What an act needs that is more than handling requests. */
function permissionOfAct(act: RequestAct): 'requests:handle' | 'requests:decide' {
  if (act.kind === 'apply') return permissionOf('applied');
  if (act.kind === 'compare') return 'requests:decide';
  const step = plainStep(act, 0);
  return step === null ? 'requests:handle' : permissionOf(step.kind);
}

export function createSubjectRequestsService(dependencies: Dependencies): SubjectRequestsService {
  const { store, clock, organisationId, configuration, subjects } = dependencies;
  const steps = new Steps(dependencies);
  const own: CorrectionDependencies = { ...dependencies, steps };

  const look = async (): Promise<Sight> => {
    const published = await configuration.history();
    const newest = published.at(-1);
    if (newest === undefined) throw new Refusal('store/missing', {});
    return { newest, published, nowMs: clock.nowMs() };
  };

  const nothing: RequestsAnswer = { requests: null, request: null, copy: null, comparison: null, picture: null };

  const list = async ({ member }: StaffCaller, isSettled: boolean): Promise<RequestsAnswer> => {
    const sight = await look();
    const branches = [...new Set([member.branchId, onlineBranch])];
    const branchIds = branches.filter((branch_id) => branchOf({ branch_id }, sight) === member.branchId);
    const loaded = await listRequests(store, organisationId, { branchIds, isSettled, limit: mostListed });
    const requests = loaded.map((one) => summaryOf(one, sight));
    const soonest = (a: RequestSummary, b: RequestSummary) =>
      a.deadline === b.deadline ? a.number - b.number : a.deadline < b.deadline ? -1 : 1;
    return { ...nothing, requests: isSettled ? requests : requests.toSorted(soonest) };
  };

  const isOfBranch = async ({ member }: StaffCaller) => {
    const sight = await look();
    return (row: RequestRow) => branchOf(row, sight) === member.branchId;
  };

  const require = async (caller: StaffCaller, requestId: string): Promise<Loaded> => {
    const loaded = await findRequest(store, organisationId, requestId);
    if (loaded === null || !(await isOfBranch(caller))(loaded.row)) throw new Refusal('requests/unknown', {});
    return loaded;
  };

  /** Values are opened for the next step of a request, and for nothing else. @throws Refusal requests/unknown, requests/not-now */
  const requireFor = async (caller: StaffCaller, requestId: string, next: readonly StepKind[]): Promise<Loaded> => {
    const loaded = await require(caller, requestId);
    if (!next.some((step) => mayFollow(loaded.row.kind, loaded.events, step))) throw new Refusal('requests/not-now', {});
    return loaded;
  };

  const show = async (caller: StaffCaller, requestId: string): Promise<RequestsAnswer & { readonly request: object }> => {
    const loaded = await require(caller, requestId);
    const sight = await look();
    const ids = await subjects.recordsOf(store, loaded.row.subject_id);
    const records = await recordsOf(store, organisationId, ids, sight.published);
    return { ...nothing, request: detailOf(loaded, sight, caller.member, records) };
  };

  const open = async ({ member }: StaffCaller, agent: Agent, act: Extract<RequestAct, { kind: 'open' }>): Promise<void> => {
    const subjectId = await subjects.find(agent, act.documentType, act.documentNumber);
    if (subjectId === 'agent-gone') throw new Refusal('agent/gone', {});
    if (subjectId === null) throw new Refusal('requests/subject-unknown', {});
    const row = { request_id: act.requestId, subject_id: subjectId, kind: act.requestKind, branch_id: member.branchId };
    await steps.open({ ...row, channel: 'counter' }, member.id, [
      { kind: 'opened', channel: 'counter' },
      { kind: 'identity-proven', proof: { by: 'document', documentType: act.documentType } },
    ]);
  };

  /** @throws Refusal internal/invalid-input when nobody of the branch has this id */
  const requireColleague = async (act: RequestAct, { member }: StaffCaller): Promise<void> => {
    if (act.kind !== 'assign') return;
    const { newest } = await look();
    const found = newest.staff.find(({ id, branchId }) => id === act.staffId && branchId === member.branchId);
    if (found === undefined || !isPermitted('requests:handle', found.role)) throw new Refusal('internal/invalid-input', {});
  };

  const takeStep = async (caller: StaffCaller, act: Exclude<RequestAct, { kind: 'list' }>): Promise<void> => {
    await requireColleague(act, caller);
    const { row } = await require(caller, act.requestId);
    const step = plainStep(act, (await subjects.recordsOf(store, row.subject_id)).length);
    if (step === null) return;
    const { policy } = (await look()).newest;
    await steps.take(act.requestId, policy, { actorId: caller.member.id, step, isMeant: await isOfBranch(caller) });
  };

  /** A picture of the subject's own records, while the query is to be answered. @throws Refusal requests/…, agent/… */
  const ownPicture = async (
    caller: StaffCaller,
    agent: Agent,
    act: Extract<RequestAct, { kind: 'picture' }>,
  ): Promise<string> => {
    const { recordId, attachmentId } = act;
    const { row } = await requireFor(caller, act.requestId, ['answered']);
    if (!(await subjects.recordsOf(store, row.subject_id)).includes(recordId)) throw new Refusal('requests/record-changed', {});
    const asked = { actorId: caller.member.id, purpose: 'subject-query', recordId, attachmentId, className: null };
    const shown = await openPicture({ ...dependencies, agent }, asked);
    if (shown === null) throw new Refusal('requests/record-changed', {});
    return shown.picture;
  };

  const perform = async (caller: StaffCaller, agent: Agent, act: Exclude<RequestAct, { kind: 'list' }>) => {
    const { deviceId, branchId, member } = caller;
    switch (act.kind) {
      case 'open':
        await open(caller, agent, act);
        return {};
      case 'copy': {
        const { row } = await requireFor(caller, act.requestId, ['answered']);
        return { copy: await copyOf(dependencies, agent, row.subject_id, { actorId: member.id, purpose: 'subject-query' }) };
      }
      case 'picture':
        return { picture: await ownPicture(caller, agent, act) };
      case 'compare':
        return {
          comparison: await compare(own, agent, await requireFor(caller, act.requestId, ['checked', 'applied']), member.id),
        };
      case 'apply-for':
        await applyFor(own, { actorId: member.id, isMeant: await isOfBranch(caller) }, act);
        return {};
      case 'apply':
        await apply(own, agent, act.requestId, {
          by: { deviceId, branchId, staffId: member.id },
          isMeant: await isOfBranch(caller),
        });
        return {};
      default:
        await takeStep(caller, act);
        return {};
    }
  };

  return {
    act: async (caller, agent, act) => {
      const permission = permissionOfAct(act);
      if (!isPermitted(permission, caller.member.role)) throw new Refusal('access/denied', { permission });
      if (act.kind === 'list') return list(caller, act.isSettled);
      const extra = await perform(caller, agent, act);
      return { ...(await show(caller, act.requestId)), ...extra };
    },

    online: onlineRequests(own, look),
    terms: requestTerms(dependencies),
  };
}
