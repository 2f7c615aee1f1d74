// Before a passphrase leaves this workstation, and how the server's no becomes a call's own.
import type { Device } from '#main/kernel/device/device.ts';
import type { AskingPorts } from '#main/kernel/server/ask-as-device.ts';
import { type ExchangeFailure, failureError } from '#main/kernel/server/exchange.ts';
import { askProbe, openProbe } from '#main/kernel/server/probe.ts';
import type { ServerKeys } from '#main/kernel/server-key/server-keys.ts';
import { type ErrorCode, errorCodes, Refusal } from '#src/contract/errors.ts';

/** What anything a person asks may be refused for, beside what its call declares. */
const always: readonly ErrorCode[] = ['access/denied', 'internal/invalid-input', 'staff/passphrase-initial'];

/** What the server says no with, as far as the call can answer it; everything else is an answer we do not understand. */
export function refusalFrom(failure: ExchangeFailure, answerable: readonly ErrorCode[]): Refusal {
  const { code, params } = failureError(failure);
  const known = [...always, ...answerable].find((candidate) => candidate === code);
  if (known !== undefined) {
    const parsed = errorCodes[known].params.safeParse(params);
    if (parsed.success) return new Refusal(known, parsed.data);
  }
  return new Refusal('server/answer-invalid', {});
}

/**
 * Nothing but the probe is sent before the server has proved who it is: a passphrase goes to no stranger.
 * @returns this workstation with the key the server has now
 * @throws Refusal `server/…`
 */
export async function requireOurServer(
  ports: AskingPorts & { readonly serverKeys: ServerKeys },
  device: Device,
  answerable: readonly ErrorCode[],
): Promise<Device> {
  const nonce = ports.random.nonce();
  const asked = { nonce, pinned: device.serverKey.keyId };
  const answer = await askProbe(ports.serverLink, device.serverAddress, asked);
  if (!answer.ok) throw refusalFrom(answer.error, answerable);
  const followed = ports.serverKeys.follow(device, answer.value.successions ?? []);
  const { serverKey, organisationId } = followed;
  const opened = openProbe(answer.value.probe, { serverKey, nonce, organisationId });
  if (!opened.ok) throw new Refusal(`server/${opened.error}`, {});
  ports.time.anchor(Date.parse(opened.value.serverTime));
  return followed;
}
