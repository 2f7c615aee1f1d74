// Who stands behind a command. Whoever runs one has the server's passphrase; the log still has to name a person.
import type { Organisation } from '#server/app/organisation.ts';
import { Stop } from '#server/kernel/stop.ts';
import { isPermitted } from '#src/domain/access/roles.ts';
import { normalStaffNumber } from '#src/domain/staff/gate.ts';

/** The staff id of an administrator, named by number or id. @throws Stop command/who */
export async function requireWho({ configuration }: Organisation, named: string): Promise<string> {
  const { staff } = (await configuration.newest()).body;
  const wanted = normalStaffNumber(named);
  const member = staff.find(({ id, number }) => id === named || normalStaffNumber(number) === wanted);
  if (member === undefined || !member.isActive || !isPermitted('devices:manage', member.role)) {
    throw new Stop('command/who', 'Name with --by an active IT administrator of this organisation, by staff number.');
  }
  return member.id;
}
