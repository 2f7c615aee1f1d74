import type { FastifyInstance } from 'fastify';
import { type Authenticate, addDeviceRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { RecordsService } from './service.ts';

export function addRecordRoutes(app: FastifyInstance, service: RecordsService, authenticate: Authenticate): void {
  addDeviceRoute(app, routes.records, authenticate, (request, caller) => service.push(caller.deviceId, request));
}
