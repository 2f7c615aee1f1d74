// A person at this workstation asks the server for what it does only for whom it has checked itself: the passphrase is proved here first,
// counted here and there, and goes to no stranger.
import type * as z from 'zod';
import { loadDevice } from '#main/kernel/device/device.ts';
import { type AskingPorts, askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import { refusalFrom, requireOurServer } from '#main/kernel/server/require-our-server.ts';
import type { ServerKeys } from '#main/kernel/server-key/server-keys.ts';
import type { StepUp } from '#main/kernel/session/step-up.ts';
import type { Store } from '#main/store/store.ts';
import type { Result } from '#src/base/result.ts';
import { type ErrorCode, Refusal } from '#src/contract/errors.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { Permission } from '#src/domain/access/roles.ts';
import type { Session } from '#src/domain/staff/schema.ts';

const timeoutMs = 30_000;

interface ProvingPorts extends AskingPorts {
  readonly store: Store;
  readonly stepUp: StepUp;
  readonly serverKeys: ServerKeys;
}

interface Proof {
  readonly session: Session;
  readonly passphrase: string;
  readonly permission: Permission;
}

/**
 * @param route what is asked, and with what beside the proof
 * @param declared the refusals of the call
 * @returns the server's answer, or its no
 * @throws Refusal of the step-up and `server/…`: then the server was asked nothing
 */
export async function askWithProof<S extends z.ZodType>(
  ports: ProvingPorts,
  { session, passphrase, permission }: Proof,
  route: { readonly path: string; readonly response: S; readonly act: unknown },
  declared: readonly ErrorCode[],
): Promise<Result<z.output<S>, Refusal>> {
  const enrolled = loadDevice(ports.store);
  if (enrolled === null) throw new Refusal('devices/not-enrolled', {});
  const administrator = { number: session.number, passphrase };
  await ports.stepUp.confirm(administrator, { session, who: 'self', permission });
  const device = await requireOurServer(ports, enrolled, declared);
  const body = JSON.stringify({ protocol: protocolVersion, administrator, act: route.act });
  const answer = await askAsDevice(ports, device, { method: 'POST', path: route.path, body, timeoutMs }, route.response);
  return answer.ok ? answer : { ok: false, error: refusalFrom(answer.error, declared) };
}
