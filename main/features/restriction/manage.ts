// Open restrictions at the supervisor's workstation (R3.6): looked at as the person whom the server knows for some minutes, decided with
// their passphrase each time. Nothing of the list is kept here.
import { askWithProof } from '#main/kernel/server/ask-with-proof.ts';
import { restrictionCalls } from '#src/contract/ipc/restriction.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { RestrictionAct, RestrictionsResponse } from '#src/contract/sync/restriction.ts';
import type { RestrictionFilter } from '#src/domain/restriction/filter.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { RestrictionPorts, SupervisorPorts } from './ports.ts';

/** Ids and codes of a decision. */
function detailOf({ decision }: RestrictionAct): Record<string, string> {
  const why =
    decision.kind === 'checked' ? { result: decision.result, points: decision.points.join(' ') } : { reason: decision.reason };
  return { decision: decision.kind, ...why };
}

/** @throws Refusal as `restriction.list` declares them */
export async function listRestrictions(
  { person, store, trail }: SupervisorPorts,
  session: Session,
  filter: RestrictionFilter,
): Promise<RestrictionsResponse> {
  const answer = await person.ask(session, routes.restrictionList, { filter });
  const sought = Object.entries(filter).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  // Before it is shown: a full disk must not let anybody look unrecorded.
  store.write((transaction) => {
    trail.append(transaction, {
      actorId: session.staffId,
      subjectId: null,
      action: 'restriction.listed',
      detail: { ...Object.fromEntries(sought), items: answer.items.length },
    });
  });
  return answer;
}

/** @throws Refusal as `restriction.decide` declares them */
export async function decideRestriction(
  ports: RestrictionPorts,
  session: Session,
  passphrase: string,
  act: RestrictionAct,
): Promise<RestrictionsResponse> {
  const { path, response } = routes.restrictions;
  const proof = { session, passphrase, permission: 'restrictions:decide' } as const;
  const answer = await askWithProof(ports, proof, { path, response, act }, restrictionCalls['restriction.decide'].errors);
  ports.store.write((transaction) => {
    const about = { actorId: session.staffId, subjectId: act.subjectId };
    const detail = detailOf(act);
    if (answer.ok) ports.trail.append(transaction, { ...about, action: 'restriction.decided', detail });
    else {
      const { code } = answer.error.wire;
      ports.trail.append(transaction, { ...about, action: 'restriction.act-refused', detail: { ...detail, code } });
    }
  });
  if (!answer.ok) throw answer.error;
  return answer.value;
}
