// Before a passphrase leaves this workstation, and how the server's no becomes a call's own.
import type { Device } from '#main/kernel/device/device.ts';
import type { AskingPorts } from '#main/kernel/server/ask-as-device.ts';
import { type ExchangeFailure, failureError } from '#main/kernel/server/exchange.ts';
import { askProbe, openProbe } from '#main/kernel/server/probe.ts';
import { type ErrorCode, errorCodes, Refusal } from '#src/contract/errors.ts';

/** What the server says no with, as far as the call can answer it; everything else is an answer we do not understand. */
export function refusalFrom(failure: ExchangeFailure, answerable: readonly ErrorCode[]): Refusal {
  const { code, params } = failureError(failure);
  const known = answerable.find((candidate) => candidate === code);
  if (known !== undefined) {
    const parsed = errorCodes[known].params.safeParse(params);
    if (parsed.success) return new Refusal(known, parsed.data);
  }
  return new Refusal('server/answer-invalid', {});
}

/** Nothing but the probe is sent before the server has proved who it is: a passphrase goes to no stranger. @throws Refusal `server/…` */
export async function requireOurServer(
  ports: AskingPorts,
  { serverAddress, serverKey, organisationId }: Device,
  answerable: readonly ErrorCode[],
): Promise<void> {
  const nonce = ports.random.nonce();
  const answer = await askProbe(ports.serverLink, serverAddress, nonce);
  if (!answer.ok) throw refusalFrom(answer.error, answerable);
  const opened = openProbe(answer.value.probe, { serverKey, nonce, organisationId });
  if (!opened.ok) throw new Refusal(`server/${opened.error}`, {});
  ports.time.anchor(Date.parse(opened.value.serverTime));
}
