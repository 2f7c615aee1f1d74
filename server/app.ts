import fastify, { type FastifyInstance } from 'fastify';
import { Refusal } from '#src/contract/errors.ts';
import { addOnline } from './app/online.ts';
import { type Foundation, type Organisation, openOrganisation } from './app/organisation.ts';
import { addSystems } from './app/systems.ts';
import { addAttachmentRoutes } from './features/attachments/routes.ts';
import { addAuditRoutes } from './features/audit/routes.ts';
import { addConfigurationRoutes } from './features/configuration/routes.ts';
import { addContactRoutes } from './features/contact/routes.ts';
import { addDesignRoutes } from './features/design/routes.ts';
import { addDeviceRoutes } from './features/devices/routes.ts';
import type { OnlineOptions } from './features/online/routes.ts';
import { addReadingRoutes } from './features/reading/routes.ts';
import { createReadingService } from './features/reading/service.ts';
import { addDaysRoute } from './features/reconciliation/routes.ts';
import { addRecordRoutes } from './features/records/routes.ts';
import { addRestrictionRoutes } from './features/restriction/routes.ts';
import { addStaffRoutes } from './features/staff/routes.ts';
import { addStatisticsRoutes } from './features/statistics/routes.ts';
import { createStatisticsService } from './features/statistics/service.ts';
import { addSubjectRequestRoutes } from './features/subject-requests/routes.ts';
import { addProbeRoute } from './features/sync/routes.ts';
import { addVerificationRoutes } from './features/verification/routes.ts';
import { type Agent, agentGone } from './kernel/agent/act.ts';
import { createAuditLog } from './kernel/audit/audit-log.ts';
import { RefusalCounts } from './kernel/audit/refusal-counts.ts';
import type { Authenticate } from './plugins/contract-route.ts';
import { createAuthenticate } from './plugins/device-signature.ts';
import { addErrorHandling } from './plugins/errors.ts';
import { closeHttp, frameworkOptions } from './plugins/framework.ts';
import { addHealth } from './plugins/health.ts';
import { addOpenApi } from './plugins/openapi.ts';
import { addRateLimits, deviceLimit } from './plugins/rate-limits.ts';
import { addRequestLog } from './plugins/request-log.ts';
import { addSecurityHeaders } from './plugins/security-headers.ts';

export interface ServerOptions {
  /** False, or where log lines go. They never go to stdout. */
  readonly log: false | { readonly write: (line: string) => void };
  /** PEM certificate chain and key; null = plain HTTP, for this machine only. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  /** What inspectors show to read the entries of the audit log over the network; without it nobody reads them there. */
  readonly inspectorToken?: string | null;
  /** Who opens sealed values; without one, whatever needs it waits or is refused. */
  readonly agent?: Agent;
  /** The page by which subjects register themselves (R2.3); without it there is none. */
  readonly online?: OnlineOptions | null;
}

/** How often it is looked whether counted refusals are to be written. */
const refusalLookMs = 60_000;

const noAgent: Agent = { ask: async () => agentGone };

/** Opens the organisation and builds a server over it, ready to listen or to be injected. Closing the server closes both. */
export async function buildServer(
  options: Foundation & ServerOptions,
): Promise<{ readonly app: FastifyInstance; readonly organisation: Organisation }> {
  const organisation = await openOrganisation(options);
  try {
    return { app: await createServer(options, organisation, options), organisation };
  } catch (error) {
    await organisation.close();
    throw error;
  }
}

/** What a person asks who has proved who they are. */
function addPersonRoutes(
  app: FastifyInstance,
  { clock }: Foundation,
  organisation: Organisation,
  agent: Agent,
  authenticate: Authenticate,
): void {
  const { staffSessions: sessions } = organisation;
  const base = { ...organisation, clock, agent, audit: createAuditLog(organisation.organisationId) };
  addStaffRoutes(app, sessions, organisation.passphrases, authenticate);
  addReadingRoutes(app, createReadingService(base), sessions, authenticate);
  addStatisticsRoutes(app, createStatisticsService(base), sessions, authenticate);
  addSubjectRequestRoutes(app, organisation.requests, agent, sessions, authenticate);
}

async function createServer(
  foundation: Foundation,
  organisation: Organisation,
  options: ServerOptions,
): Promise<FastifyInstance> {
  const { clock, keyRing } = foundation;
  const { organisationId, configuration, devices, records, design, attachments } = organisation;
  const app: FastifyInstance = fastify(frameworkOptions({ log: options.log, tls: options.tls, newId: foundation.randomness.id }));
  await addSecurityHeaders(app);
  closeHttp(app);
  await addRateLimits(app);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  const refusals = new RefusalCounts({ store: organisation.store, clock, audit: createAuditLog(organisationId) });
  addErrorHandling(app, (code) => refusals.note(code));
  addRequestLog(app);
  const looking = setInterval(() => refusals.writeDue(), refusalLookMs).unref();
  app.addHook('onClose', async () => {
    clearInterval(looking);
    await refusals.write();
    await organisation.close();
  });

  const authenticate = createAuthenticate(devices, clock, deviceLimit(clock));
  const newestVersion = async () => (await configuration.newest()).body.version;
  const standingOf = async (deviceId: string) => {
    const standing = await organisation.standings.sign(organisation.store, deviceId);
    if (standing === null) throw new Refusal('devices/unknown', {});
    return standing;
  };
  const { heads, fleet } = organisation;
  addDeviceRoutes(app, { service: devices, heads, fleet, standingOf, clock }, authenticate);
  addProbeRoute(app, { clock, keyRing, organisationId, configuration: { newestVersion } });
  addConfigurationRoutes(app, configuration, authenticate);
  addDesignRoutes(app, design, authenticate);
  addAttachmentRoutes(app, attachments, authenticate);
  addRecordRoutes(app, records, authenticate);
  addContactRoutes(app, organisation.contact, options.agent ?? noAgent, authenticate);
  const { staffSessions: sessions } = organisation;
  addRestrictionRoutes(app, organisation.restriction, { agent: options.agent ?? null, sessions }, authenticate);
  addVerificationRoutes(app, organisation.verification, authenticate);
  addDaysRoute(app, organisation.days, authenticate);
  addPersonRoutes(app, foundation, organisation, options.agent ?? noAgent, authenticate);
  addAuditRoutes(app, organisation.audit, options.inspectorToken ?? null, authenticate, async () => {
    const { newestAt, safePosition } = await organisation.backups.status();
    const { list, isPending } = organisation.restorations;
    // Until somebody answers for a restore, nobody shall throw away what may have to be sent again.
    const safe = newestAt === null ? null : safePosition;
    return { restorations: await list(), safePosition: (await isPending()) ? 0 : safe };
  });
  addSystems(app, foundation, organisation, options.agent);
  if (options.online) addOnline(app, foundation, organisation, options.agent ?? null, options.online);
  addOpenApi(app);
  addHealth(app, async () => {
    const { state, newestAt } = await organisation.backups.status();
    return { backup: state, backupAt: newestAt };
  });
  return app;
}
