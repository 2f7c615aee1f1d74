import { type AttachmentsService, createAttachmentsService } from '#server/features/attachments/service.ts';
import { type AuditService, createAuditService } from '#server/features/audit/service.ts';
import { createKeyBackupsService, type KeyBackupsService } from '#server/features/backups/key-backups.ts';
import { type BackupsService, createBackupsService } from '#server/features/backups/service.ts';
import { draftOf, type OrganisationDraft, parseDraft } from '#server/features/configuration/draft.ts';
import {
  type ConfigurationService,
  createConfigurationService,
  createOrganisation,
  type FirstKeys,
} from '#server/features/configuration/service.ts';
import { loadOrganisationId, resealDocuments, sealDocuments } from '#server/features/configuration/store.ts';
import { type ContactService, createContactService } from '#server/features/contact/service.ts';
import type { AmendableConfiguration } from '#server/features/design/ports.ts';
import { createDesignService, type DesignService } from '#server/features/design/service.ts';
import { createDecisions, type Decisions } from '#server/features/devices/decisions.ts';
import { createFleetService, type FleetService } from '#server/features/devices/fleet.ts';
import { createHeadsService, type HeadsService } from '#server/features/devices/heads.ts';
import { createDevicesService, type DevicesService } from '#server/features/devices/service.ts';
import { createStandings, type Standings } from '#server/features/devices/standing.ts';
import type { IngestPorts } from '#server/features/exchange/ports.ts';
import { createExchangeService, type ExchangeService } from '#server/features/exchange/service.ts';
import { createDaysService, type DaysService } from '#server/features/reconciliation/service.ts';
import { createHeldRecords, type HeldRecords } from '#server/features/records/held.ts';
import { createRecordsService, type RecordsService } from '#server/features/records/service.ts';
import { createRestorationsService, type RestorationsService } from '#server/features/restorations/service.ts';
import { createRestrictionService, type RestrictionService } from '#server/features/restriction/service.ts';
import { announceServerKeys } from '#server/features/server-key/announce.ts';
import { createPassphraseService, type PassphraseService } from '#server/features/staff/passphrases.ts';
import type { PublishedVerifiers } from '#server/features/staff/ports.ts';
import type { Recipients, Subjects as RequestSubjects } from '#server/features/subject-requests/ports.ts';
import { createSubjectRequestsService, type SubjectRequestsService } from '#server/features/subject-requests/service.ts';
import { createSubjectsService, type SubjectsService } from '#server/features/subjects/service.ts';
import { createSystemClients, type SystemClients } from '#server/features/systems/clients.ts';
import type { Restrictions } from '#server/features/systems/ports.ts';
import type { OnFact } from '#server/features/verification/ports.ts';
import { createVerificationService, type VerificationService } from '#server/features/verification/service.ts';
import { createStaffSessions, type StaffSessions } from '#server/kernel/access/staff-sessions.ts';
import { createAuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import type { DataLayout } from '#server/kernel/data-layout.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import { sealedColumn } from '#server/kernel/keys/sealed-column.ts';
import { Stop } from '#server/kernel/stop.ts';
import { copyStore } from '#server/kernel/store/copy/copy-store.ts';
import { beginCopy, foundingMark, isFounding, readCopyMark, requireWhole } from '#server/kernel/store/copy/mark.ts';
import type { StoreReport } from '#server/kernel/store/copy/report.ts';
import { clearTables, type Progress } from '#server/kernel/store/copy/rows.ts';
import { tablePlans } from '#server/kernel/store/copy/tables.ts';
import { migrate } from '#server/kernel/store/migrate.ts';
import { openPostgresStore, requireFounded } from '#server/kernel/store/postgres/open.ts';
import { openStore, type Store } from '#server/kernel/store/store.ts';
import { createSummaries, type Summaries } from '#server/kernel/summaries/summaries.ts';
import { migrations } from '#server/migrations/list.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { AuditAct } from '#src/domain/audit/leaves.ts';
import { isEnded } from '#src/domain/devices/standing.ts';

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
  readonly subjects: SubjectsService;
  readonly systemClients: SystemClients;
  readonly restrictions: Restrictions;
  readonly verification: VerificationService;
  readonly contact: ContactService;
  readonly days: DaysService;
  readonly restriction: RestrictionService;
  readonly staffSessions: StaffSessions;
  readonly passphrases: PassphraseService;
  readonly requests: SubjectRequestsService;
  /** Renewals of the signing key that opening it has written down. */
  readonly announcedNow: number;
  readonly summaries: Summaries;
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

/** One person's passphrase changes, the rest of the organisation file stays. */
function verifiersOf(configuration: ConfigurationService): PublishedVerifiers {
  return {
    newest: configuration.newest,
    change: (staffId, change, note) =>
      configuration.amend((newest) => {
        const passphrase = change(newest.staff.find(({ id }) => id === staffId));
        if (passphrase === null) return null;
        const { hasInitialPassphrase = false, passphraseVerifier } = passphrase;
        const draft = draftOf(newest);
        const changed = { hasInitialPassphrase, passphraseVerifier };
        return { ...draft, staff: draft.staff.map((one) => (one.id === staffId ? { ...one, ...changed } : one)) };
      }, note),
  };
}

/** A medium goes the way of the network. */
function ingestPorts(
  organisation: Pick<
    Organisation,
    'configuration' | 'devices' | 'heads' | 'records' | 'attachments' | 'standings' | 'store' | 'days'
  >,
): IngestPorts {
  const { configuration, devices, heads, records, attachments, standings, store, days } = organisation;
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
    exchangeDays: days.exchange,
    newestConfiguration: async () => (await configuration.newest()).document,
  };
}

/** Subjects as requests name them. */
function subjectsOf(subjects: SubjectsService): RequestSubjects {
  return {
    find: subjects.find,
    recordsOf: async (store, subjectId) => (await subjects.recordsOf(store, subjectId)).map(({ recordId }) => recordId),
  };
}

/** Nothing is given to anybody yet (R6.1): whatever will be, tells here. */
const noRecipients: Recipients = { of: async () => [] };

function wire(foundation: Foundation, store: Store, organisationId: string): Organisation {
  const { keyRing, clock, randomness } = foundation;
  const audit = createAuditLog(organisationId);
  const attachments = createAttachmentsService({ store, clock, audit, organisationId });
  const configuration = createConfigurationService({ store, keyRing, clock, audit, organisationId });
  const heads = createHeadsService({ store, clock, audit, organisationId });
  const base = { store, keyRing, clock, audit, organisationId, configuration };
  const standings = createStandings({ keyRing, organisationId });
  const devices = createDevicesService({ ...base, randomness, standings });
  const contact = createContactService({ ...base, randomness });
  const tellRefuted: OnFact = async (transaction, fact, { policy }) => {
    const isWanted = policy.contact.notices.includes('not-confirmed');
    if (fact.outcome === 'refuted' && isWanted) await contact.notifyRefuted(transaction, fact);
  };
  // A failure is counted when an answer comes and when it is known whose it is, whichever is later.
  const restriction: RestrictionService = createRestrictionService({
    ...base,
    randomness,
    subjects: {
      subjectAt: (...asked) => subjects.subjectAt(...asked),
      factsOf: (...asked) => verification.factsOf(...asked),
    },
    tellSubject: contact.notify,
  });
  const subjects = createSubjectsService({ ...base, randomness, onIdentified: [restriction.identified] });
  const verification = createVerificationService({
    ...base,
    randomness,
    attachments,
    messages: { after: contact.messagesAfter },
    onFact: [tellRefuted, restriction.answered],
  });
  const records = createRecordsService({
    ...base,
    attachments,
    standing: standings,
    checks: {
      enqueue: async (transaction, deviceId, accepted, policy) => {
        await verification.enqueue(transaction, deviceId, accepted, policy?.requiredChecks ?? []);
        if (policy?.contact.notices.includes('registered') === true) await contact.notifyAccepted(transaction, accepted);
      },
    },
  });
  const held = createHeldRecords({ store, organisationId, records });
  const days = createDaysService({ ...base, devices });
  const decisions = createDecisions({ store, clock, audit, organisationId });
  const log = createAuditService({ store, keyRing, clock, organisationId });
  const own = { checkpoint: log.checkpoint, store, audit, organisationId, configuration, migrations };
  const ingest = ingestPorts({ configuration, devices, heads, records, attachments, standings, store, days });
  return {
    organisationId,
    store,
    configuration,
    heads,
    devices,
    decisions,
    held,
    standings,
    fleet: createFleetService({ store, keyRing, clock, organisationId, configuration, decisions, held }),
    attachments,
    audit: log,
    exchange: createExchangeService({ ...ingest, store, audit, keyRing, clock, organisationId }),
    design: createDesignService({ store, clock, audit, organisationId, configuration: amendable(configuration) }),
    records,
    backups: createBackupsService({ ...foundation, ...own, isPostgres: foundation.databaseUrl !== undefined }),
    keyBackups: createKeyBackupsService({ ...foundation, ...own }),
    restorations: createRestorationsService({ store, keyRing, audit, organisationId, configuration, log }),
    subjects,
    systemClients: createSystemClients({ ...base, randomness }),
    restrictions: { stateOf: async (from, subjectId) => (await restriction.stateOf(from, subjectId)).state },
    verification,
    contact,
    days,
    restriction,
    staffSessions: createStaffSessions(base),
    passphrases: createPassphraseService({ ...base, verifiers: verifiersOf(configuration) }),
    requests: createSubjectRequestsService({
      ...base,
      records,
      subjects: subjectsOf(subjects),
      recipients: noRecipients,
      attachments,
      tidings: { decided: (transaction, recordId) => contact.notify(transaction, recordId, 'request-answered') },
    }),
    announcedNow: 0,
    summaries: createSummaries(store, organisationId),
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
    const organisation = wire(foundation, store, organisationId);
    const { configuration } = organisation;
    const audit = createAuditLog(organisationId);
    const announcedNow = await announceServerKeys({ ...foundation, store, audit, organisationId, configuration });
    return { ...organisation, announcedNow };
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
