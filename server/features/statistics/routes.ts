import type { FastifyInstance } from 'fastify';
import type { StaffSessions } from '#server/kernel/access/staff-sessions.ts';
import { type Authenticate, addStaffRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { StatisticsService } from './service.ts';

export function addStatisticsRoutes(
  app: FastifyInstance,
  service: StatisticsService,
  sessions: StaffSessions,
  authenticate: Authenticate,
): void {
  addStaffRoute(app, routes.statistics, authenticate, sessions, ({ period }, caller) => service.show(period, caller));
}
