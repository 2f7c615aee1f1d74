import type { FastifyInstance } from 'fastify';
import type { StaffSessions } from '#server/kernel/access/staff-sessions.ts';
import { type Authenticate, addStaffRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { ReadingService } from './service.ts';

export function addReadingRoutes(
  app: FastifyInstance,
  service: ReadingService,
  sessions: StaffSessions,
  authenticate: Authenticate,
): void {
  addStaffRoute(app, routes.readingRights, authenticate, sessions, (_request, { member }) => service.rights(member));
  addStaffRoute(app, routes.readingList, authenticate, sessions, service.list);
  addStaffRoute(app, routes.readingOpen, authenticate, sessions, service.open);
  addStaffRoute(app, routes.readingPicture, authenticate, sessions, service.picture);
}
