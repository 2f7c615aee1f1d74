import type { FastifyInstance } from 'fastify';
import { type Authenticate, addDeviceRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { ConfigurationService } from './service.ts';

export function addConfigurationRoutes(app: FastifyInstance, service: ConfigurationService, authenticate: Authenticate): void {
  addDeviceRoute(app, routes.configuration, authenticate, async () => ({ configuration: (await service.newest()).document }));
}
