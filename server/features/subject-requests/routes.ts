import type { FastifyInstance } from 'fastify';
import type { StaffSessions } from '#server/kernel/access/staff-sessions.ts';
import type { Agent } from '#server/kernel/agent/act.ts';
import { type Authenticate, addStaffRoute } from '#server/plugins/contract-route.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { SubjectRequestsService } from './service.ts';

export function addSubjectRequestRoutes(
  app: FastifyInstance,
  service: SubjectRequestsService,
  agent: Agent,
  sessions: StaffSessions,
  authenticate: Authenticate,
): void {
  addStaffRoute(app, routes.requests, authenticate, sessions, ({ act }, caller) => service.act(caller, agent, act));
}
