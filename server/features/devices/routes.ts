import type { FastifyInstance } from 'fastify';
import { addOpenRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { DevicesService } from './service.ts';

/** A code has 80 random bits; the limit is there so that guessing is noticed and costs nothing, not because it could succeed. */
const enrolmentLimit = { rateLimit: { max: 10, timeWindow: 60_000 } };

export function addDeviceRoutes(app: FastifyInstance, service: DevicesService): void {
  addOpenRoute(app, routes.enrol, { config: enrolmentLimit }, (request) => service.enrol(request));
}
