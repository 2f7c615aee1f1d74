// Whose list a request stands on: one named person's, always somebody who can work today (R8.2).
import { isPermitted } from '#src/domain/access/roles.ts';
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
  const [supervisor] = staff
    .filter((one) => one.branchId === branchId && isPermitted('requests:decide', one.role) && isPresent(one, today))
    .toSorted((a, b) => (a.number < b.number ? -1 : 1));
  return supervisor === undefined ? null : { staffId: supervisor.id, isEscalated: named !== null };
}
