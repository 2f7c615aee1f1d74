import type { FastifyInstance } from 'fastify';
import type { Agent } from '#server/kernel/agent/act.ts';
import { type Authenticate, addDeviceRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { ContactService } from './service.ts';

export function addContactRoutes(app: FastifyInstance, service: ContactService, agent: Agent, authenticate: Authenticate): void {
  addDeviceRoute(app, routes.contactCodes, authenticate, (request, { deviceId }) => service.sendCode(deviceId, request, agent));
  addDeviceRoute(app, routes.contactChecks, authenticate, async (request, { deviceId }) => ({
    fact: await service.checkCode(deviceId, request, agent),
  }));
  addDeviceRoute(app, routes.contactCalls, authenticate, (told, { deviceId }) => service.keepCalls(deviceId, told));
}
