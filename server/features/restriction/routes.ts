import type { FastifyInstance } from 'fastify';
import type { StaffSessions } from '#server/kernel/access/staff-sessions.ts';
import type { Agent } from '#server/kernel/agent/act.ts';
import { type Authenticate, addDeviceRoute, addStaffRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { RestrictionService } from './service.ts';

/** Each costs an Argon2id verification. */
const decisionLimit = { rateLimit: { max: 30, timeWindow: 60_000 } };

export function addRestrictionRoutes(
  app: FastifyInstance,
  service: RestrictionService,
  { agent, sessions }: { readonly agent: Agent | null; readonly sessions: StaffSessions },
  authenticate: Authenticate,
): void {
  addDeviceRoute(app, routes.restrictionPages, authenticate, async ({ after }, { deviceId }) => ({
    page: await service.page(deviceId, after, agent),
  }));
  addStaffRoute(app, routes.restrictionList, authenticate, sessions, ({ filter }, caller) => service.list(filter, caller));
  addDeviceRoute(app, routes.restrictions, authenticate, (request, { deviceId }) => service.act(request, deviceId), {
    config: decisionLimit,
  });
}
