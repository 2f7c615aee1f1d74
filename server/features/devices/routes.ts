import type { FastifyInstance } from 'fastify';
import type * as z from 'zod';
import type { Clock } from '#server/kernel/clock.ts';
import { type Authenticate, addDeviceRoute, addOpenRoute, type Caller } from '#server/plugins/contract-route.ts';
import type { statusRequest } from '#src/contract/sync/devices.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import type { FleetService } from './fleet.ts';
import { GuessGuard } from './guess-guard.ts';
import type { HeadsService } from './heads.ts';
import type { DevicesService } from './service.ts';

/** A code has 80 random bits; the limit is there so that guessing is noticed and costs nothing, not because it could succeed. */
const enrolmentLimit = { rateLimit: { max: 10, timeWindow: 60_000 } };

/** Each costs an Argon2id verification. */
const fleetLimit = { rateLimit: { max: 30, timeWindow: 60_000 } };

export interface DeviceServices {
  readonly service: DevicesService;
  readonly heads: HeadsService;
  readonly fleet: FleetService;
  /** What is said of a workstation now, signed. */
  readonly standingOf: (deviceId: string) => Promise<SignedDocument>;
  readonly clock: Clock;
}

export function addDeviceRoutes(
  app: FastifyInstance,
  { service, heads, fleet, standingOf, clock }: DeviceServices,
  authenticate: Authenticate,
): void {
  addDeviceRoute(app, routes.heads, authenticate, async (report, { deviceId }) => {
    const { isNewAttention, ...answer } = await heads.report(deviceId, report);
    if (isNewAttention) app.log.warn({ deviceId, outcome: answer.outcome }, 'a copy of this workstation needs attention');
    return answer;
  });
  const report = async (request: z.output<typeof statusRequest>, { deviceId }: Caller) => {
    await fleet.report(deviceId, request);
    return { standing: await standingOf(deviceId) };
  };
  addDeviceRoute(app, routes.status, authenticate, report, { isForWaiting: true });
  addDeviceRoute(app, routes.fleet, authenticate, (request) => fleet.act(request), { config: fleetLimit });
  const guard = new GuessGuard(clock);
  addOpenRoute(app, routes.enrol, { config: enrolmentLimit }, async (request, from) => {
    const { isAlarming } = guard.attempt(from);
    if (isAlarming) app.log.warn('enrolment codes are being guessed');
    const answer = await service.enrol(request);
    guard.succeeded(from);
    return answer;
  });
}
