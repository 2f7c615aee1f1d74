// Whose list a request stands on: one named person's, always somebody who can work today (R8.2).
import { isPermitted } from '#src/domain/access/roles.ts';
import { onlineBranch } from '#src/domain/online/offer.ts';
import type { Policy } from '#src/domain/policy/schema.ts';
import { missingClearance } from '#src/domain/staff/gate.ts';
import type { StaffMember } from '#src/domain/staff/schema.ts';
import type { RequestEvent } from './schema.ts';

type Member = Pick<StaffMember, 'id' | 'number' | 'role' | 'branchId' | 'isActive' | 'clearance'>;

/** Somebody who has left, was suspended or lost a clearance can do nothing about it. */
export function isPresent(member: Member, today: string): boolean {
  return member.isActive && missingClearance(member.clearance, today).length === 0;
}

export interface InCharge {
  readonly staffId: string;
  /** The person it was given to is absent, so it went to the supervisor. */
  readonly isEscalated: boolean;
}

/** Who may decide, present today, by staff number. */
function deciders<T extends Member>(staff: readonly T[], today: string): readonly T[] {
  const all = staff.filter((one) => isPermitted('requests:decide', one.role) && isPresent(one, today));
  return all.toSorted((a, b) => (a.number < b.number ? -1 : 1));
}

/**
 * The branch whose staff answer. The online branch has a record's subjects but perhaps no staff: then it is the branch that the policy
 * names, or, where nobody there can decide today, the branch of the first who can, so that no request lies with nobody.
 */
export function answeringBranch(
  branchId: string,
  { policy, staff }: { readonly policy: Pick<Policy, 'onlineBranchId'>; readonly staff: readonly Member[] },
  today: string,
): string {
  if (branchId !== onlineBranch) return branchId;
  const able = deciders(staff, today).map((one) => one.branchId);
  const wanted = [policy.onlineBranchId, onlineBranch].find((id) => id !== null && able.includes(id));
  return wanted ?? able[0] ?? branchId;
}

/**
 * The last person it was assigned to, else who opened it at the counter; when that person is absent, or nobody was named, the branch's
 * first supervisor by staff number. @returns null when the branch has nobody
 */
export function inChargeOf(
  { branchId, events }: { readonly branchId: string; readonly events: readonly RequestEvent[] },
  staff: readonly Member[],
  today: string,
): InCharge | null {
  const assigned = events.findLast(({ step }) => step.kind === 'assigned')?.step;
  const named = assigned?.kind === 'assigned' ? assigned.staffId : (events[0]?.actorId ?? null);
  const member = staff.find(({ id }) => id === named);
  if (member !== undefined && isPresent(member, today)) return { staffId: member.id, isEscalated: false };
  const supervisor = deciders(staff, today).find((one) => one.branchId === branchId);
  return supervisor === undefined ? null : { staffId: supervisor.id, isEscalated: named !== null };
}
