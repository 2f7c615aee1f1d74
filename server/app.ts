// Builds the server from its parts; nothing here listens. The only place that wires features to each other and to the store.
import type { Server } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { AuditAct } from '#src/domain/audit/leaves.ts';
import { isEnded } from '#src/domain/devices/standing.ts';
import { addAttachmentRoutes } from './features/attachments/routes.ts';
import { type AttachmentsService, createAttachmentsService } from './features/attachments/service.ts';
import { addAuditRoutes } from './features/audit/routes.ts';
import { type AuditService, createAuditService } from './features/audit/service.ts';
import { createKeyBackupsService, type KeyBackupsService } from './features/backups/key-backups.ts';
import { type BackupsService, createBackupsService } from './features/backups/service.ts';
import { draftOf, type OrganisationDraft, parseDraft } from './features/configuration/draft.ts';
import { addConfigurationRoutes } from './features/configuration/routes.ts';
import {
  type ConfigurationService,
  createConfigurationService,
  createOrganisation,
  type FirstKeys,
} from './features/configuration/service.ts';
import { loadOrganisationId, resealDocuments, sealDocuments } from './features/configuration/store.ts';
import type { AmendableConfiguration } from './features/design/ports.ts';
import { addDesignRoutes } from './features/design/routes.ts';
import { createDesignService, type DesignService } from './features/design/service.ts';
import { createDecisions, type Decisions } from './features/devices/decisions.ts';
import { createFleetService, type FleetService } from './features/devices/fleet.ts';
import { createHeadsService, type HeadsService } from './features/devices/heads.ts';
import { addDeviceRoutes } from './features/devices/routes.ts';
import { createDevicesService, type DevicesService } from './features/devices/service.ts';
import { createStandings, type Standings } from './features/devices/standing.ts';
import type { IngestPorts } from './features/exchange/ports.ts';
import { createExchangeService, type ExchangeService } from './features/exchange/service.ts';
import { addReadingRoutes } from './features/reading/routes.ts';
import { createReadingService, type ReadingService } from './features/reading/service.ts';
import { createHeldRecords, type HeldRecords } from './features/records/held.ts';
import { addRecordRoutes } from './features/records/routes.ts';
import { createRecordsService, type RecordsService } from './features/records/service.ts';
import { createRestorationsService, type RestorationsService } from './features/restorations/service.ts';
import { addStaffRoutes } from './features/staff/routes.ts';
import { addProbeRoute } from './features/sync/routes.ts';
import { AgentClient } from './features/verification/agent-client.ts';
import { createAgent, listenForQuestions } from './features/verification/agent-server.ts';
import { startVerification } from './features/verification/loop.ts';
import { addVerificationRoutes } from './features/verification/routes.ts';
import { createVerificationService, type VerificationService } from './features/verification/service.ts';
import { createStaffSessions, type StaffSessions } from './kernel/access/staff-sessions.ts';
import { createAuditLog } from './kernel/audit/audit-log.ts';
import type { Clock, Randomness } from './kernel/clock.ts';
import type { DataLayout } from './kernel/data-layout.ts';
import { readGateways } from './kernel/gateways/read-gateways.ts';
import { createSources } from './kernel/gateways/sources.ts';
import type { ClassKeys } from './kernel/keys/file-key-ring.ts';
import type { KeyRing } from './kernel/keys/key-ring.ts';
import { sealedColumn } from './kernel/keys/sealed-column.ts';
import { Stop } from './kernel/stop.ts';
import { copyStore } from './kernel/store/copy/copy-store.ts';
import { beginCopy, foundingMark, isFounding, readCopyMark, requireWhole } from './kernel/store/copy/mark.ts';
import type { StoreReport } from './kernel/store/copy/report.ts';
import { clearTables, type Progress } from './kernel/store/copy/rows.ts';
import { tablePlans } from './kernel/store/copy/tables.ts';
import { migrate } from './kernel/store/migrate.ts';
import { openPostgresStore, requireFounded } from './kernel/store/postgres/open.ts';
import { openStore, type Store } from './kernel/store/store.ts';
import { migrations } from './migrations/list.ts';
import { createAuthenticate } from './plugins/device-signature.ts';
import { addErrorHandling } from './plugins/errors.ts';
import { closeHttp, frameworkOptions } from './plugins/framework.ts';
import { addHealth } from './plugins/health.ts';
import { addOpenApi } from './plugins/openapi.ts';
import { addRateLimits, deviceLimit } from './plugins/rate-limits.ts';
import { addRequestLog } from './plugins/request-log.ts';
import { addSecurityHeaders } from './plugins/security-headers.ts';

export { draftOf, type FirstKeys, type OrganisationDraft, parseDraft };

/** What a server stands on. */
export interface Foundation {
  readonly layout: DataLayout;
  /** Address of the PostgreSQL database; without one the store is the SQLite file of the data directory. */
  readonly databaseUrl?: string | undefined;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/** An opened organisation: its store and its services, without a network. */
export interface Organisation {
  readonly organisationId: string;
  readonly store: Store;
  readonly configuration: ConfigurationService;
  readonly devices: DevicesService;
  readonly heads: HeadsService;
  readonly decisions: Decisions;
  readonly fleet: FleetService;
  readonly held: HeldRecords;
  readonly standings: Standings;
  readonly records: RecordsService;
  readonly design: DesignService;
  readonly attachments: AttachmentsService;
  readonly audit: AuditService;
  readonly exchange: ExchangeService;
  readonly backups: BackupsService;
  readonly keyBackups: KeyBackupsService;
  readonly restorations: RestorationsService;
  readonly verification: VerificationService;
  readonly staffSessions: StaffSessions;
  readonly reading: ReadingService;
  readonly close: () => Promise<void>;
}

/** One item changes, the rest of the organisation file stays. */
function amendable(configuration: ConfigurationService): AmendableConfiguration {
  return {
    newest: configuration.newest,
    amend: (change, note) =>
      configuration.amend((newest, history) => {
        const designed = change(newest, history);
        return designed === null ? null : { ...draftOf(newest), ...designed };
      }, note),
  };
}

/** A medium goes the way of the network. */
function ingestPorts({
  configuration,
  devices,
  heads,
  records,
  attachments,
  standings,
  store,
}: Pick<Organisation, 'configuration' | 'devices' | 'heads' | 'records' | 'attachments' | 'standings' | 'store'>): IngestPorts {
  return {
    publicKeyOf: async (deviceId) => {
      const device = await devices.find(deviceId);
      return device === null || device.state === 'waiting' ? null : device.publicKey;
    },
    endOf: async (deviceId) => {
      const device = await devices.find(deviceId);
      return device !== null && isEnded(device.state) ? standings.sign(store, deviceId) : null;
    },
    push: (deviceId, request) => records.push(deviceId, request, 'medium'),
    progress: attachments.progress,
    takePiece: attachments.takePiece,
    reportHead: async (deviceId, head, contains) => {
      // Not asked what it lacks, a report changes nothing where it does not follow what is known.
      const report = { protocol: protocolVersion, head, contains, lacks: null };
      const answer = await heads.report(deviceId, report).catch((error: unknown) => {
        if (error instanceof Refusal) return null;
        throw error;
      });
      return answer?.outcome === 'kept';
    },
    newestConfiguration: async () => (await configuration.newest()).document,
  };
}

function wire(foundation: Foundation, store: Store, organisationId: string): Organisation {
  const { keyRing, clock, randomness } = foundation;
  const audit = createAuditLog(organisationId);
  const attachments = createAttachmentsService({ store, clock, audit, organisationId });
  const configuration = createConfigurationService({ store, keyRing, clock, audit, organisationId });
  const heads = createHeadsService({ store, clock, audit, organisationId });
  const base = { store, keyRing, clock, audit, organisationId, configuration };
  const standings = createStandings({ keyRing, organisationId });
  const devices = createDevicesService({ ...base, randomness, standings });
  const verification = createVerificationService({ ...base, randomness });
  const records = createRecordsService({ ...base, attachments, standing: standings, checks: verification });
  const held = createHeldRecords({ store, organisationId, records });
  const decisions = createDecisions({ store, clock, audit, organisationId });
  const log = createAuditService({ store, keyRing, clock, organisationId });
  const own = { checkpoint: log.checkpoint, store, audit, organisationId, configuration, migrations };
  const ingest = ingestPorts({ configuration, devices, heads, records, attachments, standings, store });
  return {
    organisationId,
    store,
    configuration,
    heads,
    devices,
    decisions,
    held,
    standings,
    fleet: createFleetService({ store, clock, organisationId, configuration, decisions, held }),
    attachments,
    audit: log,
    exchange: createExchangeService({ ...ingest, store, audit, keyRing, clock, organisationId }),
    design: createDesignService({ store, clock, audit, organisationId, configuration: amendable(configuration) }),
    records,
    backups: createBackupsService({ ...foundation, ...own, isPostgres: foundation.databaseUrl !== undefined }),
    keyBackups: createKeyBackupsService({ ...foundation, ...own }),
    restorations: createRestorationsService({ store, keyRing, audit, organisationId, configuration, log }),
    verification,
    staffSessions: createStaffSessions(base),
    reading: createReadingService(base),
    close: () => store.destroy(),
  };
}

function openEngine({ layout, keyRing, databaseUrl }: Foundation, mayCreate: boolean): Store {
  return databaseUrl === undefined ? openStore(layout.database, keyRing, { mayCreate }) : openPostgresStore(databaseUrl);
}

/**
 * Opens what init made.
 * @throws Refusal store/missing, store/corrupt, store/too-new, store/not-writable, store/in-use, store/unreachable; Stop database/…
 */
export async function openOrganisation(foundation: Foundation): Promise<Organisation> {
  const store = openEngine(foundation, false);
  try {
    if (foundation.databaseUrl !== undefined) await requireFounded(store);
    await requireWhole(store, foundation.keyRing.serverKey.keyId);
    await migrate(store, migrations, foundation.clock);
    const organisationId = await loadOrganisationId(store);
    if (organisationId === null) throw new Refusal('store/missing', {});
    return wire(foundation, store, organisationId);
  } catch (error) {
    await store.destroy();
    throw error;
  }
}

function notEmpty(): Stop {
  return new Stop(
    'database/not-empty',
    'The database already holds an organisation. Nothing was changed; choose an empty database.',
  );
}

/** Until its keys are in their place the store belongs to nobody: what an interrupted init left is cleared. @throws Stop database/not-empty */
async function beginFounding(store: Store, serverKeyId: string): Promise<void> {
  const isLeft = isFounding(await readCopyMark(store));
  if (!isLeft && (await loadOrganisationId(store)) !== null) throw notEmpty();
  await store.transaction().execute(async (transaction) => {
    if (isLeft) await clearTables(transaction, tablePlans);
    await beginCopy(transaction, foundingMark(serverKeyId));
  });
}

/** Makes the store and publishes the first configuration; opening it with its keys in place makes it whole. @throws Stop configuration/refused, database/not-empty */
export async function foundOrganisation(
  foundation: Foundation,
  draft: OrganisationDraft,
  keys: FirstKeys,
): Promise<Organisation> {
  const store = openEngine(foundation, true);
  try {
    await migrate(store, migrations, foundation.clock);
    await beginFounding(store, foundation.keyRing.serverKey.keyId);
    await createOrganisation(store, foundation.clock, draft.organisation.id);
    const organisation = wire(foundation, store, draft.organisation.id);
    await organisation.configuration.publish(draft, keys);
    return organisation;
  } catch (error) {
    await store.destroy();
    throw error;
  }
}

export interface ServerOptions {
  /** False, or where log lines go. They never go to stdout. */
  readonly log: false | { readonly write: (line: string) => void };
  /** PEM certificate chain and key; null = plain HTTP, for this machine only. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  /** What inspectors show to read the entries of the audit log over the network; without it nobody reads them there. */
  readonly inspectorToken?: string | null;
  /** Where the agent listens that asks authorities (R3.1, R3.2); without one, checks wait. */
  readonly agentSocket?: string | null;
}

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

/** Asks about what waits, as long as the server runs and there is an agent to ask through. */
function askAuthorities(app: FastifyInstance, { verification }: Organisation, agentSocket: string | null): () => Promise<void> {
  if (agentSocket === null) return async () => undefined;
  const agent = new AgentClient(agentSocket);
  const stop = startVerification(verification, agent, (error) => app.log.error({ err: error }, 'verification'));
  return async () => {
    await stop();
    agent.close();
  };
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
  addErrorHandling(app);
  addRequestLog(app);
  const stopAsking = askAuthorities(app, organisation, options.agentSocket ?? null);
  app.addHook('onClose', async () => {
    await stopAsking();
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
  addVerificationRoutes(app, organisation.verification, authenticate);
  addStaffRoutes(app, organisation.staffSessions, authenticate);
  addReadingRoutes(app, organisation.reading, organisation.staffSessions, authenticate);
  addAuditRoutes(app, organisation.audit, options.inspectorToken ?? null, authenticate, async () => {
    const { newestAt, safePosition } = await organisation.backups.status();
    const { list, isPending } = organisation.restorations;
    // Until somebody answers for a restore, nobody shall throw away what may have to be sent again.
    const safe = newestAt === null ? null : safePosition;
    return { restorations: await list(), safePosition: (await isPending()) ? 0 : safe };
  });
  addOpenApi(app);
  addHealth(app, async () => {
    const { state, newestAt } = await organisation.backups.status();
    return { backup: state, backupAt: newestAt };
  });
  return app;
}

/** Moves the store of the data directory into a database. @throws Stop database/…, copy/differs */
export async function copyToPostgres(
  foundation: Foundation & { readonly databaseUrl: string },
  progress: Progress,
): Promise<StoreReport> {
  const source = openStore(foundation.layout.database, foundation.keyRing, { mayCreate: false, mayBeMoved: true });
  const target = openPostgresStore(foundation.databaseUrl);
  try {
    await migrate(source, migrations, foundation.clock);
    const organisationId = await loadOrganisationId(source);
    if (organisationId === null) throw new Refusal('store/missing', {});
    await requireWhole(source, foundation.keyRing.serverKey.keyId);
    await sealDocuments(source, sealedColumn(foundation.keyRing, 'configuration.document'), organisationId);
    await migrate(target, migrations, foundation.clock);
    return await copyStore(source, target, { organisationId, progress });
  } finally {
    await source.destroy();
    await target.destroy();
  }
}

/** Seals every sealed column under the ring's newest key, and writes down that it was renewed. Nobody serves meanwhile. */
export async function resealStore(
  foundation: Foundation,
  act: AuditAct,
  step: () => void,
): Promise<{ readonly horizonDays: number }> {
  const { store, organisationId, configuration, close } = await openOrganisation(foundation);
  try {
    await resealDocuments(store, sealedColumn(foundation.keyRing, 'configuration.document'), organisationId, step);
    const { policy } = (await configuration.newest()).body;
    const at = instantFromMs(foundation.clock.nowMs());
    await store.transaction().execute((transaction) => createAuditLog(organisationId).append(transaction, at, act));
    return { horizonDays: policy.erasureHorizonDays };
  } finally {
    await close();
  }
}

/** The agent that opens what is compared and asks authorities, as a process of its own runs it. @throws Stop gateways/…, agent/… */
export function startVerificationAgent({
  gateways,
  socket,
  classKeys,
  clock,
  countsPath,
}: {
  readonly gateways: string;
  /** Where quotas and pauses outlive a restart. */
  readonly countsPath: string;
  readonly socket: string;
  readonly classKeys: ClassKeys;
  readonly clock: Clock;
}): Promise<Server> {
  const { file, secrets } = readGateways(gateways);
  return listenForQuestions(createAgent(createSources(file, secrets, clock, countsPath), { classKeys }), socket);
}
