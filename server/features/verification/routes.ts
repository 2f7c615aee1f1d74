import type { FastifyInstance } from 'fastify';
import { type Authenticate, addDeviceRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { VerificationService } from './service.ts';

export function addVerificationRoutes(app: FastifyInstance, service: VerificationService, authenticate: Authenticate): void {
  addDeviceRoute(app, routes.verification, authenticate, async ({ after }, { deviceId }) => ({
    page: await service.page(deviceId, after),
  }));
}
