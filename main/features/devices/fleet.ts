// The fleet at the administrator's workstation (S7): every look and every decision is asked of the server with the person's own proof,
// counted here and there. Nothing of the fleet is kept on this workstation.
import type * as z from 'zod';
import { askWithProof } from '#main/kernel/server/ask-with-proof.ts';
import { devicesCalls } from '#src/contract/ipc/devices.ts';
import type { FleetAct, fleetResponse } from '#src/contract/sync/devices.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { DevicesPorts } from './ports.ts';

type Answer = z.output<typeof fleetResponse>;

/** Ids and codes of a decision; of the workstation it is about, or of nobody. */
function detailOf(act: FleetAct): { readonly subjectId: string | null; readonly detail: Record<string, string | number> } {
  switch (act.kind) {
    case 'show':
      return { subjectId: null, detail: {} };
    case 'revoke':
      return { subjectId: act.deviceId, detail: { act: act.kind, reason: act.reason } };
    case 'replace':
      return { subjectId: act.deviceId, detail: { act: act.kind, newDeviceId: act.newDeviceId } };
    case 'decide-held':
      return {
        subjectId: act.deviceId,
        detail: { act: act.kind, decision: act.decision, reason: act.reason, records: act.contentHashes.length },
      };
    case 'approve':
    case 'held':
      return { subjectId: act.deviceId, detail: { act: act.kind } };
  }
}

/** @throws Refusal as `devices.fleet` declares them */
export async function askFleet(ports: DevicesPorts, session: Session, passphrase: string, act: FleetAct): Promise<Answer> {
  const { path, response } = routes.fleet;
  const proof = { session, passphrase, permission: 'devices:manage' } as const;
  const answer = await askWithProof(ports, proof, { path, response, act }, devicesCalls['devices.fleet'].errors);
  const { subjectId, detail } = detailOf(act);
  ports.store.write((transaction) => {
    const about = { actorId: session.staffId, subjectId };
    if (answer.ok) {
      ports.trail.append(transaction, { ...about, action: act.kind === 'show' ? 'fleet.shown' : 'fleet.decided', detail });
    } else {
      ports.trail.append(transaction, { ...about, action: 'fleet.refused', detail: { ...detail, code: answer.error.wire.code } });
    }
  });
  if (!answer.ok) throw answer.error;
  return answer.value;
}
