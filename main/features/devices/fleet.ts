// The fleet at the administrator's workstation (S7): every look and every decision is asked of the server with the person's own proof,
// counted here and there. Nothing of the fleet is kept on this workstation.
import type * as z from 'zod';
import { loadDevice } from '#main/kernel/device/device.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import { refusalFrom, requireOurServer } from '#main/kernel/server/require-our-server.ts';
import { type ErrorCode, Refusal } from '#src/contract/errors.ts';
import { devicesCalls } from '#src/contract/ipc/devices.ts';
import type { FleetAct, fleetRequest, fleetResponse } from '#src/contract/sync/devices.ts';
import { routes } from '#src/contract/sync/index.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { DevicesPorts } from './ports.ts';

const timeoutMs = 30_000;
const answerable: readonly ErrorCode[] = ['access/denied', 'internal/invalid-input', ...devicesCalls['devices.fleet'].errors];

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
  const enrolled = loadDevice(ports.store);
  if (enrolled === null) throw new Refusal('devices/not-enrolled', {});
  const administrator = { number: session.number, passphrase };
  await ports.stepUp.confirm(administrator, { session, who: 'self', permission: 'devices:manage' });
  const device = await requireOurServer(ports, enrolled, answerable);
  const body = JSON.stringify({ protocol: protocolVersion, administrator, act } satisfies z.input<typeof fleetRequest>);
  const question = { method: 'POST', path: routes.fleet.path, body, timeoutMs } as const;
  const answer = await askAsDevice(ports, device, question, routes.fleet.response);
  const { subjectId, detail } = detailOf(act);
  const refusal = answer.ok ? null : refusalFrom(answer.error, answerable);
  ports.store.write((transaction) => {
    const about = { actorId: session.staffId, subjectId };
    if (refusal !== null) {
      ports.trail.append(transaction, { ...about, action: 'fleet.refused', detail: { ...detail, code: refusal.wire.code } });
    } else {
      ports.trail.append(transaction, { ...about, action: act.kind === 'show' ? 'fleet.shown' : 'fleet.decided', detail });
    }
  });
  if (!answer.ok) throw refusal ?? new Refusal('server/answer-invalid', {});
  return answer.value;
}
