// The channel by which subjects register themselves and see their own records (R2.3, R8.1), wired to what takes every record in.
import type { FastifyInstance } from 'fastify';
import { sendAct } from '#server/features/contact/agent-acts.ts';
import { createInternalDevices } from '#server/features/devices/internal.ts';
import type { KnowsRestricted, SendsCode } from '#server/features/online/ports.ts';
import { addOnlineRoutes, type OnlineOptions } from '#server/features/online/routes.ts';
import type { Agent } from '#server/kernel/agent/act.ts';
import { createAuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Foundation, Organisation } from './organisation.ts';

/** To the telephone on a record: the agent opens the number and nobody else learns it. */
function sendsBy(agent: Agent): SendsCode {
  return async ({ reference, language, code, minutes, envelope, field }) => {
    const values = { code, minutes: String(minutes) };
    await agent.ask(sendAct, { reference, template: 'code', language, values, to: { kind: 'record', envelope, field } });
  };
}

/** @throws Stop online/page-missing */
export function addOnline(
  app: FastifyInstance,
  { clock, randomness }: Foundation,
  {
    store,
    organisationId,
    configuration,
    records,
    attachments,
    contact,
    subjects,
    restrictions,
    requests,
    verification,
  }: Organisation,
  agent: Agent | null,
  options: OnlineOptions,
): void {
  const audit = createAuditLog(organisationId);
  const base = { store, clock, randomness, organisationId, configuration };
  const codes =
    agent === null
      ? null
      : {
          send: (deviceId: string, request: Parameters<typeof contact.sendCode>[1]) =>
            contact.sendCode(deviceId, request, agent, 'online'),
          check: (deviceId: string, request: Parameters<typeof contact.checkCode>[1]) =>
            contact.checkCode(deviceId, request, agent),
        };
  const own =
    agent === null
      ? null
      : {
          ...base,
          audit,
          agent,
          requests: requests.online,
          verification,
          subjects: {
            find: subjects.find,
            recordsOf: async (from: Parameters<typeof subjects.recordsOf>[0], subjectId: string) =>
              (await subjects.recordsOf(from, subjectId)).map(({ recordId }) => recordId),
          },
          sendCode: sendsBy(agent),
          onError: (error: unknown) => app.log.error({ failure: error instanceof Error ? error.name : typeof error }, 'online'),
        };
  const standing: KnowsRestricted = {
    isRestricted: async (documentType, documentNumber) => {
      const subjectId = agent === null ? null : await subjects.find(agent, documentType, documentNumber);
      if (subjectId === null || subjectId === 'agent-gone') return false;
      return (await restrictions.stateOf(store, subjectId)) !== 'none';
    },
  };
  const device = createInternalDevices({ store, clock, randomness, organisationId, audit });
  addOnlineRoutes(app, { ...base, records, attachments, restrictions: standing, device, codes, own }, options);
}
