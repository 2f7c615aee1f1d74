import type * as z from 'zod';
import type { Device } from '#main/kernel/device/device.ts';
import type { DeviceStandings } from '#main/kernel/device/standing.ts';
import { type ExchangeFailure, exchange } from '#main/kernel/server/exchange.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { Result } from '#src/base/result.ts';
import { signRequest } from '#src/node/http/signed-requests.ts';

export interface AskingPorts extends Pick<MachinePorts, 'random' | 'serverLink'> {
  readonly time: TrustedTime;
  /** Whatever the answer was to: a signed word about this workstation in it is heard. */
  readonly standings: DeviceStandings;
}

/** One request signed by this device (RFC 9421), dated by the server's clock as the last probe told it. */
export async function askAsDevice<S extends z.ZodType>(
  ports: AskingPorts,
  device: Device,
  question: {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    readonly body: string;
    readonly timeoutMs: number;
    readonly signal?: AbortSignal;
  },
  schema: S,
): Promise<Result<z.output<S>, ExchangeFailure>> {
  const { method, path, body, timeoutMs, signal } = question;
  const url = `${device.serverAddress}${path}`;
  const signature = await signRequest(
    { method, url, body },
    {
      deviceId: device.deviceId,
      privateKey: device.privateKey,
      createdAtMs: ports.time.serverNowMs(),
      nonce: ports.random.nonce(),
    },
  );
  const content = method === 'POST' ? { 'content-type': 'application/json' } : {};
  const headers = { ...signature, ...content, accept: 'application/json' };
  const request = { method, url, headers, body, timeoutMs };
  const answer = await exchange(ports.serverLink, signal === undefined ? request : { ...request, signal }, schema);
  if (!answer.ok && signal?.aborted !== true) ports.standings.hearRefusal(device, answer.error);
  return answer;
}
