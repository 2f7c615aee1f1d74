// The channel by which subjects register themselves (R2.3), wired to what takes every record in.
import type { FastifyInstance } from 'fastify';
import { createInternalDevices } from '#server/features/devices/internal.ts';
import { addOnlineRoutes, type OnlineOptions } from '#server/features/online/routes.ts';
import { createAuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Foundation, Organisation } from './organisation.ts';

/** @throws Stop online/page-missing */
export function addOnline(
  app: FastifyInstance,
  { clock, randomness }: Foundation,
  { store, organisationId, configuration, records }: Organisation,
  options: OnlineOptions,
): void {
  const base = { store, clock, randomness, organisationId };
  const device = createInternalDevices({ ...base, audit: createAuditLog(organisationId) });
  addOnlineRoutes(app, { ...base, configuration, records, device }, options);
}
