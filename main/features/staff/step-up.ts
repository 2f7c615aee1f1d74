// Confirming beside a session (R2.4, R7.1): the same counting and the same gate as signing in, and no session is begun or ended.
import type { StepUp, StepUpDemand } from '#main/kernel/session/step-up.ts';
import { Refusal } from '#src/contract/errors.ts';
import { isPermitted } from '#src/domain/access/roles.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { StaffPorts } from './ports.ts';
import { refuse, verifyMember } from './verify-person.ts';

/** Why this person, whose passphrase was right, may not confirm this; or null. */
function objection(person: Session, { session, who, permission }: StepUpDemand): Refusal | null {
  const isSelf = person.staffId === session.staffId;
  if (who === 'other' && isSelf) return new Refusal('staff/other-person-needed', {});
  if (who === 'self' && !isSelf) return new Refusal('staff/same-person-needed', {});
  return isPermitted(permission, person.role) ? null : new Refusal('staff/may-not-confirm', {});
}

export function stepUp(ports: StaffPorts): StepUp {
  return {
    confirm: async (credentials, demand) => {
      const { session: person } = await verifyMember(ports, credentials, 'staff.step-up-refused');
      const refusal = objection(person, demand);
      if (refusal !== null) return refuse(ports, 'staff.step-up-refused', person.staffId, refusal);
      // Verifying took time: a lock in the meantime leaves nobody at the counter to confirm for.
      if (ports.session.current?.staffId !== demand.session.staffId) throw new Refusal('access/signed-out', {});
      return person;
    },
  };
}
