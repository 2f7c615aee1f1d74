// The information system over HTTP, for the organisation's own systems (R3.4).
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addSystemRoutes } from '#server/features/systems/routes.ts';
import { createSystemsService } from '#server/features/systems/service.ts';
import { type Agent, agentGone } from '#server/kernel/agent/act.ts';
import { createAuditLog } from '#server/kernel/audit/audit-log.ts';
import { systemClientLimit } from '#server/plugins/rate-limits.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { Foundation, Organisation } from './organisation.ts';

const noAgent: Agent = { ask: async () => agentGone };

export function addSystems(
  app: FastifyInstance,
  { clock }: Foundation,
  { organisationId, store, configuration, subjects, verification, systemClients, restrictions }: Organisation,
  agent: Agent = noAgent,
): void {
  const service = createSystemsService({
    store,
    clock,
    audit: createAuditLog(organisationId),
    organisationId,
    agent,
    configuration,
    subjects,
    verifications: verification,
    restrictions,
  });
  const count = systemClientLimit(clock);
  const prove = async (request: FastifyRequest) => {
    const [, token = ''] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
    const client = await systemClients.prove(token);
    if (client === null) throw new Refusal('systems/client-refused', {});
    count(client.clientId);
    return client;
  };
  addSystemRoutes(app, service, { prove, noteRefused: service.noteRefused });
}
