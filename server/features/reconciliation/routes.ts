import type { FastifyInstance } from 'fastify';
import { type Authenticate, addDeviceRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { DaysService } from './service.ts';

export function addDaysRoute(app: FastifyInstance, service: DaysService, authenticate: Authenticate): void {
  addDeviceRoute(app, routes.days, authenticate, async (question, caller) => ({
    page: await service.exchange(caller.deviceId, question),
  }));
}
