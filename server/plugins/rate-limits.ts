// How often anybody may ask (R4.7): per address before anything is read, per workstation once its signature was good. In memory: there is
// one process for each organisation, and what a restart forgets is a minute.
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#server/kernel/clock.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { CountRequest } from './device-signature.ts';

const windowMs = 60_000;
/** A branch of a dozen counters comes from one address. */
const perAddress = 6_000;
/** A backlog of images over a fast line is four thousand pieces a gigabyte. */
const perDevice = 5_000;

export async function addRateLimits(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, { max: perAddress, timeWindow: windowMs });
}

/** Only enrolled workstations are counted, so that nobody else can make it grow. */
export function deviceLimit(clock: Clock): CountRequest {
  let since = clock.nowMs();
  let counts = new Map<string, number>();
  return (deviceId) => {
    const now = clock.nowMs();
    if (now - since >= windowMs || now < since) {
      since = now;
      counts = new Map();
    }
    const count = (counts.get(deviceId) ?? 0) + 1;
    counts.set(deviceId, count);
    if (count > perDevice) throw new Refusal('internal/too-many-requests', {});
  };
}
