import type { FastifyInstance } from 'fastify';
import type { Clock } from '#server/kernel/clock.ts';
import { type Authenticate, addDeviceRoute, addOpenRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import { GuessGuard } from './guess-guard.ts';
import type { HeadsService } from './heads.ts';
import type { DevicesService } from './service.ts';

/** A code has 80 random bits; the limit is there so that guessing is noticed and costs nothing, not because it could succeed. */
const enrolmentLimit = { rateLimit: { max: 10, timeWindow: 60_000 } };

export function addDeviceRoutes(
  app: FastifyInstance,
  { service, heads, clock }: { readonly service: DevicesService; readonly heads: HeadsService; readonly clock: Clock },
  authenticate: Authenticate,
): void {
  addDeviceRoute(app, routes.heads, authenticate, async (report, { deviceId }) => {
    const { isNewAttention, ...answer } = await heads.report(deviceId, report);
    if (isNewAttention) app.log.warn({ deviceId, outcome: answer.outcome }, 'a copy of this workstation needs attention');
    return answer;
  });
  const guard = new GuessGuard(clock);
  addOpenRoute(app, routes.enrol, { config: enrolmentLimit }, async (request, from) => {
    const { isAlarming } = guard.attempt(from);
    if (isAlarming) app.log.warn('enrolment codes are being guessed');
    const answer = await service.enrol(request);
    guard.succeeded(from);
    return answer;
  });
}
