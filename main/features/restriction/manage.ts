// Open restrictions at the supervisor's workstation (R3.6): every look and every decision is asked of the server with the person's own
// proof. Nothing of the list is kept here.
import { askWithProof } from '#main/kernel/server/ask-with-proof.ts';
import { restrictionCalls } from '#src/contract/ipc/restriction.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { RestrictionAct, RestrictionsResponse } from '#src/contract/sync/restriction.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { RestrictionPorts } from './ports.ts';

/** Ids and codes of a decision. */
function detailOf(act: RestrictionAct): Record<string, string> {
  if (act.kind === 'show') return {};
  const { decision } = act;
  const why =
    decision.kind === 'checked' ? { result: decision.result, points: decision.points.join(' ') } : { reason: decision.reason };
  return { decision: decision.kind, ...why };
}

/** @throws Refusal as `restriction.manage` declares them */
export async function askRestrictions(
  ports: RestrictionPorts,
  session: Session,
  passphrase: string,
  act: RestrictionAct,
): Promise<RestrictionsResponse> {
  const { path, response } = routes.restrictions;
  const proof = { session, passphrase, permission: 'restrictions:decide' } as const;
  const answer = await askWithProof(ports, proof, { path, response, act }, restrictionCalls['restriction.manage'].errors);
  ports.store.write((transaction) => {
    const about = { actorId: session.staffId, subjectId: act.kind === 'show' ? null : act.subjectId };
    const detail = detailOf(act);
    const done = act.kind === 'show' ? 'restriction.listed' : 'restriction.decided';
    if (answer.ok) ports.trail.append(transaction, { ...about, action: done, detail });
    else {
      const { code } = answer.error.wire;
      ports.trail.append(transaction, { ...about, action: 'restriction.act-refused', detail: { ...detail, code } });
    }
  });
  if (!answer.ok) throw answer.error;
  return answer.value;
}
