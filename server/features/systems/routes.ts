import type { FastifyInstance } from 'fastify';
import { addSystemRoute, type SystemCaller } from '#server/plugins/contract-route.ts';
import { systemRoutes } from '#src/contract/systems/index.ts';
import type { SystemClient } from './clients.ts';
import type { SystemsService } from './service.ts';

export function addSystemRoutes(app: FastifyInstance, service: SystemsService, caller: SystemCaller<SystemClient>): void {
  addSystemRoute(app, systemRoutes.systemsMay, caller, (input, client) => service.may(client, input));
  addSystemRoute(app, systemRoutes.systemsBusiness, caller, (input, client) => service.business(client, input));
  addSystemRoute(app, systemRoutes.systemsSubjects, caller, (input, client) => service.subjects(client, input));
}
