// The features over an open store. Each is given exactly the ports it declares; nothing else connects them.

import { attachmentsHandlers } from '#main/features/attachments/handlers.ts';
import { consentedAttachments } from '#main/features/attachments/of-notice.ts';
import { registeredAttachments } from '#main/features/attachments/of-registration.ts';
import { consentHandlers } from '#main/features/consent/handlers.ts';
import { registeredContact } from '#main/features/contact/of-registration.ts';
import { sendCalls } from '#main/features/contact/send-calls.ts';
import { designHandlers } from '#main/features/design/handlers.ts';
import { devicesHandlers } from '#main/features/devices/handlers.ts';
import { enrol } from '#main/features/devices/service.ts';
import { ownStatus } from '#main/features/devices/status.ts';
import { documentsHandlers } from '#main/features/documents/handlers.ts';
import { exchangeHandlers } from '#main/features/exchange/handlers.ts';
import { formsHandlers } from '#main/features/forms/handlers.ts';
import { policyHandlers } from '#main/features/policy/handlers.ts';
import { requireRoom } from '#main/features/policy/service.ts';
import { printingHandlers } from '#main/features/printing/handlers.ts';
import { readingHandlers } from '#main/features/reading/handlers.ts';
import { receiptsHandlers } from '#main/features/receipts/handlers.ts';
import { DayExchange } from '#main/features/reconciliation/exchange-days.ts';
import { reconciliationHandlers } from '#main/features/reconciliation/handlers.ts';
import { daysQuestionOf, takePage } from '#main/features/reconciliation/hear-days.ts';
import { forgetServer } from '#main/features/reconciliation/heard-store.ts';
import { recordsHandlers } from '#main/features/records/handlers.ts';
import { renewableRecords } from '#main/features/records/reopen.ts';
import { registrationHandlers } from '#main/features/registration/handlers.ts';
import { openRegistrations } from '#main/features/registration/open-registrations.ts';
import { restrictionHandlers } from '#main/features/restriction/handlers.ts';
import type { RestrictionPorts } from '#main/features/restriction/ports.ts';
import { pullRestrictions } from '#main/features/restriction/pull-restrictions.ts';
import { restrictedRegistrations } from '#main/features/restriction/recognise.ts';
import { forgetRestrictions } from '#main/features/restriction/store.ts';
import { serverKeyHandlers } from '#main/features/server-key/handlers.ts';
import { staffHandlers } from '#main/features/staff/handlers.ts';
import { IdleWatch } from '#main/features/staff/idle-watch.ts';
import { endRevokedSession } from '#main/features/staff/service.ts';
import { stepUp } from '#main/features/staff/step-up.ts';
import type { OpenProgram } from '#main/features/startup/ports.ts';
import { statisticsHandlers } from '#main/features/statistics/handlers.ts';
import { subjectRequestsHandlers } from '#main/features/subject-requests/handlers.ts';
import { syncHandlers } from '#main/features/sync/handlers.ts';
import { SyncLoop } from '#main/features/sync/loop.ts';
import { keepAcknowledgedHead, readAcknowledgedHead } from '#main/features/sync/report-head.ts';
import { verificationHandlers } from '#main/features/verification/handlers.ts';
import type { TellingPorts, VerificationPorts } from '#main/features/verification/ports.ts';
import { pullFacts } from '#main/features/verification/pull-facts.ts';
import { workstationHandlers } from '#main/features/workstation/handlers.ts';
import type { AuditScope } from '#main/kernel/audit/audit-scope.ts';
import { HeadMirror, readMirroredHead, requireNotRolledBack } from '#main/kernel/audit/head-mirror.ts';
import { refusedCalls } from '#main/kernel/audit/refused-calls.ts';
import { AuditTrail } from '#main/kernel/audit/trail.ts';
import { Configurations } from '#main/kernel/configuration/configurations.ts';
import { tellCallsAgain } from '#main/kernel/contact/facts.ts';
import { closeCopiesHourly } from '#main/kernel/copies/closing.ts';
import type { DataFolder } from '#main/kernel/data-folder.ts';
import { type Device, loadDevice } from '#main/kernel/device/device.ts';
import { DeviceStandings } from '#main/kernel/device/standing.ts';
import { describeError } from '#main/kernel/file-log.ts';
import { keepGenerations } from '#main/kernel/generations/keep-generations.ts';
import { storeIdOf } from '#main/kernel/keys/key-info.ts';
import { recordKeyNotes } from '#main/kernel/keys/key-notes.ts';
import { type OpenedWorkstation, openWorkstation } from '#main/kernel/keys/open-workstation.ts';
import { ensureRecoveryWrap } from '#main/kernel/keys/recovery-wrap.ts';
import { retireReplacedKey } from '#main/kernel/keys/rotation.ts';
import { PrintDesk } from '#main/kernel/printing/print-desk.ts';
import { PersonAtServer } from '#main/kernel/server/person-at-server.ts';
import { ServerKeys } from '#main/kernel/server-key/server-keys.ts';
import type { SessionHolder } from '#main/kernel/session/session-holder.ts';
import { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { Emit } from '#main/ports/emit.ts';
import type { ProgramCalls } from '#main/rpc/dispatcher.ts';
import type { WriteTransaction } from '#main/store/store.ts';
import type { WireError } from '#src/contract/errors.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { keyIdOf } from '#src/node/crypto/signing.ts';
import { wiredContact } from './wire-contact.ts';

export interface ProgramParts extends MachinePorts {
  readonly folder: DataFolder;
  readonly appVersion: string;
  readonly session: SessionHolder;
  readonly auditScope: AuditScope;
  readonly emit: Emit;
  /** An enrolment was stored. */
  readonly enrolled: () => Promise<void>;
  /** A change of the database key was ordered: closes the store and opens it again under the new key. */
  readonly changeKey: () => Promise<void>;
  readonly onStoreTrouble: (trouble: WireError) => void;
}

export interface RunningProgram extends OpenProgram {
  readonly handlers: Handlers<ProgramCalls>;
  /** @throws Refusal `devices/stopped` where this workstation may not work (any more) */
  readonly requireWorking: () => void;
  /** A signed-in person's call was refused because of who they are. */
  readonly denied: (session: Session, call: string) => void;
}

const idleLookMs = 15_000;

interface Kernel {
  readonly opened: OpenedWorkstation;
  readonly time: TrustedTime;
  readonly trail: AuditTrail;
  readonly configurations: Configurations;
  readonly mirror: HeadMirror;
  readonly standings: DeviceStandings;
  readonly serverKeys: ServerKeys;
}

/** The second wrap is a safety net: when it cannot be made now, the work goes on and the next start makes it. */
async function wrapKey(parts: ProgramParts, { opened, configurations }: Kernel): Promise<void> {
  const device = loadDevice(opened.store);
  const configuration = configurations.current();
  if (device === null || configuration === null) return;
  try {
    await ensureRecoveryWrap({
      path: parts.folder.recovery,
      databaseKeyId: opened.keyInfo.keyId,
      deviceId: device.deviceId,
      recoveryKey: configuration.recoveryKey,
      readKey: opened.readKey,
    });
    await retireReplacedKey(parts.folder, parts);
  } catch (error) {
    parts.log.write('recovery-wrap.failed', describeError(error));
  }
}

function standingOf({ standings }: Kernel, { enrolledAt }: Device) {
  const { state, reason, decidedAt } = standings.current() ?? { state: 'active', reason: null, decidedAt: enrolledAt };
  return { state, reason, decidedAt };
}

function names(kernel: Kernel): ReturnType<OpenProgram['names']> {
  const device = loadDevice(kernel.opened.store);
  const configuration = kernel.configurations.current();
  const branch = configuration?.branches.find((candidate) => candidate.id === device?.branchId);
  return {
    organisation: configuration?.organisation.name ?? null,
    branch: branch?.name ?? null,
    workstation: device?.name ?? null,
    standing: device === null ? null : { ...standingOf(kernel, device), keyId: keyIdOf(device.publicKey) },
  };
}

/** What the server is told and tells beside the records, and what is forgotten of it when it was put back to an older state. */
function serverNews(ports: RestrictionPorts & VerificationPorts & Parameters<typeof sendCalls>[0]) {
  return {
    pullPages: async (device: Device, signal: AbortSignal): Promise<void> => {
      await pullRestrictions(ports, device, signal);
      await sendCalls(ports, device, signal);
      await pullFacts(ports, device, signal);
    },
    serverRestored: (transaction: WriteTransaction): void => {
      forgetServer(transaction);
      forgetRestrictions(transaction);
      tellCallsAgain(transaction);
    },
  };
}

/** What comes to paper by itself. */
function paperHandlers(ports: Parameters<typeof printingHandlers>[0] & TellingPorts) {
  return { ...receiptsHandlers(ports), ...verificationHandlers(ports), ...printingHandlers(ports) };
}

function wire(parts: ProgramParts, kernel: Kernel): RunningProgram {
  const { opened, ...kernelParts } = kernel;
  const { store } = opened;
  const ports = { ...parts, ...kernelParts, store, isOnline: (): boolean => loop.isOnline };
  const devicesPorts = { ...ports, stepUp: stepUp(ports) };
  const person = new PersonAtServer(devicesPorts);
  const printDesk = new PrintDesk(ports);
  const configurationApplied = async (version: number) => {
    endRevokedSession(ports);
    await wrapKey(parts, kernel);
    parts.emit('configuration.changed', { version });
  };
  const reconciliationPorts = { ...ports, stepUp: stepUp(ports), printDesk };
  const days = new DayExchange(reconciliationPorts);
  const registrations = openRegistrations(ports);
  const restrictionPorts = { ...ports, stepUp: stepUp(ports), registrations };
  const syncPorts = {
    ...ports,
    stepUp: stepUp(ports),
    configurationApplied,
    attempted: () => kernel.mirror.renew(),
    ownStatus: () => ownStatus(ports),
    exchangeDays: (device: Device, signal: AbortSignal) => days.run(device, signal),
    ...serverNews(restrictionPorts),
  };
  const loop = new SyncLoop(syncPorts);
  const exchange = exchangeHandlers({
    ...ports,
    configurationApplied,
    acknowledgedHead: () => readAcknowledgedHead(store),
    keepAcknowledgedHead,
    daysQuestion: () => daysQuestionOf(reconciliationPorts),
    takeDays: (page) => void takePage(reconciliationPorts, page),
  });
  let stopClosing = (): void => undefined;
  let stopGenerations = async (): Promise<void> => undefined;
  const idleWatch = new IdleWatch(ports);
  const stopWatching = parts.timers.every(idleLookMs, () => {
    try {
      idleWatch.check();
    } catch (error) {
      // The session has ended by then; only its entry found no room on a full disk.
      parts.log.write('idle-watch.not-recorded', describeError(error));
    }
  });
  const recordSaved = () => {
    parts.emit('sync.changed', {});
    void loop.attempt(false);
  };
  return {
    handlers: {
      ...devicesHandlers(devicesPorts),
      ...staffHandlers({ ...ports, person, stepUp: stepUp(ports), configurationApplied }, idleWatch),
      ...formsHandlers(ports),
      ...designHandlers({ ...ports, stepUp: stepUp(ports), configurationApplied }),
      ...policyHandlers(ports),
      ...consentHandlers({
        ...ports,
        printDesk,
        registrations,
        records: renewableRecords({ ...ports, registrations }),
        attachments: consentedAttachments(ports),
        requireRoom: () => requireRoom(ports),
      }),
      ...documentsHandlers({ ...ports, registrations }),
      ...registrationHandlers({
        ...ports,
        stepUp: stepUp(ports),
        recordSaved,
        attachments: registeredAttachments,
        contact: registeredContact(ports),
        restrictions: restrictedRegistrations(ports),
      }),
      ...restrictionHandlers({ ...restrictionPorts, person }),
      ...attachmentsHandlers({ ...ports, registrations }),
      ...wiredContact(ports, registrations),
      ...recordsHandlers({ ...ports, registrations }),
      ...readingHandlers({ ...ports, person }),
      ...statisticsHandlers({ person }),
      ...subjectRequestsHandlers({ ...ports, person, printDesk }),
      ...paperHandlers({ ...ports, printDesk }),
      ...syncHandlers(syncPorts, loop),
      ...exchange.handlers,
      ...reconciliationHandlers(reconciliationPorts),
      ...workstationHandlers(ports),
      ...serverKeyHandlers({ ...ports, stepUp: stepUp(ports), confirmed: () => void loop.attempt(true) }),
    },
    isEnrolled: () => loadDevice(store) !== null,
    enrol: (order) => enrol(devicesPorts, order),
    requireWorking: () => kernel.standings.requireWorking(),
    denied: refusedCalls(ports),
    names: () => names(kernel),
    begin: async () => {
      await wrapKey(parts, kernel);
      stopClosing();
      stopClosing = closeCopiesHourly({
        ...ports,
        onFailure: (error) => parts.log.write('copies.closing-failed', describeError(error)),
      });
      await stopGenerations();
      stopGenerations = keepGenerations({ ...ports, keyInfo: opened.keyInfo, readKey: opened.readKey });
      kernel.mirror.begin();
      loop.start();
    },
    close: async () => {
      parts.session.end();
      stopClosing();
      stopWatching();
      await stopGenerations();
      await person.stop();
      await exchange.stop();
      await loop.stop();
      await kernel.mirror.end();
      opened.close();
    },
  };
}

/**
 * Opens key and store and wires the features over them.
 * @throws Refusal `keychain/…`, `store/…`
 */
export async function openProgram(parts: ProgramParts): Promise<RunningProgram> {
  const opened = await openWorkstation(parts.folder, parts);
  const storeId = storeIdOf(opened.keyInfo);
  try {
    requireNotRolledBack(opened.store, await readMirroredHead(parts.keyStore, storeId));
    const time = new TrustedTime(parts.clock, opened.store);
    // The first write of every start: a full or read-only disk shows here, before anybody relies on it.
    opened.store.write((transaction) => time.recordSeen(transaction, time.decisionMs()));
    const trail = new AuditTrail(time, parts.auditScope);
    recordKeyNotes(parts.folder, opened.store, trail);
    const mirror = new HeadMirror(parts, opened.store, storeId);
    const standings = new DeviceStandings({ store: opened.store, trail, emit: parts.emit });
    const serverKeys = new ServerKeys({ store: opened.store, trail, emit: parts.emit });
    const configurations = new Configurations(opened.store);
    return wire(parts, { opened, time, trail, configurations, mirror, standings, serverKeys });
  } catch (error) {
    opened.close();
    throw error;
  }
}
