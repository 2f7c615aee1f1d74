import type { FastifyInstance } from 'fastify';
import type { StaffSessions } from '#server/kernel/access/staff-sessions.ts';
import { type Authenticate, addDeviceRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';

/** Each costs an Argon2id verification. */
const proofLimit = { rateLimit: { max: 30, timeWindow: 60_000 } };

export function addStaffRoutes(app: FastifyInstance, sessions: StaffSessions, authenticate: Authenticate): void {
  addDeviceRoute(app, routes.sessionBegin, authenticate, ({ person }, { deviceId }) => sessions.begin(deviceId, person), {
    config: proofLimit,
  });
  addDeviceRoute(app, routes.sessionEnd, authenticate, async ({ session }, { deviceId }) => {
    await sessions.end(deviceId, session);
    return {};
  });
}
