import type { FastifyInstance } from 'fastify';
import type { StaffSessions } from '#server/kernel/access/staff-sessions.ts';
import { type Authenticate, addDeviceRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { PassphraseService } from './passphrases.ts';

/** Each costs an Argon2id verification. */
const proofLimit = { rateLimit: { max: 30, timeWindow: 60_000 } };

export function addStaffRoutes(
  app: FastifyInstance,
  sessions: StaffSessions,
  passphrases: PassphraseService,
  authenticate: Authenticate,
): void {
  addDeviceRoute(app, routes.sessionBegin, authenticate, ({ person }, { deviceId }) => sessions.begin(deviceId, person), {
    config: proofLimit,
  });
  addDeviceRoute(app, routes.passphrase, authenticate, (asked, { deviceId }) => passphrases.change(deviceId, asked), {
    config: proofLimit,
  });
  addDeviceRoute(app, routes.sessionEnd, authenticate, async ({ session }, { deviceId }) => {
    await sessions.end(deviceId, session);
    return {};
  });
}
