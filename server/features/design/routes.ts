import type { FastifyInstance } from 'fastify';
import { type Authenticate, addDeviceRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { DesignService } from './service.ts';

/** Publishing is rare, and each request costs an Argon2id verification. */
const publishLimit = { rateLimit: { max: 20, timeWindow: 60_000 } };

export function addDesignRoutes(app: FastifyInstance, service: DesignService, authenticate: Authenticate): void {
  addDeviceRoute(app, routes.publish, authenticate, (request, caller) => service.publish(request, caller.deviceId), {
    config: publishLimit,
  });
}
