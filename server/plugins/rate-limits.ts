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

/** A till that asks before each sale, and some to spare. */
const perSystemClient = 1_200;

export const deviceLimit = (clock: Clock): CountRequest => limitOf(perDevice, clock);
export const systemClientLimit = (clock: Clock): CountRequest => limitOf(perSystemClient, clock);

/** Only who has proved themselves is counted, so that nobody else can make it grow. */
function limitOf(most: number, clock: Clock): CountRequest {
  let since = clock.nowMs();
  let counts = new Map<string, number>();
  return (id) => {
    const now = clock.nowMs();
    if (now - since >= windowMs || now < since) {
      since = now;
      counts = new Map();
    }
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    if (count > most) throw new Refusal('internal/too-many-requests', {});
  };
}
