// The branch's day (S6) as far as it was heard here: every workstation with its closed day or what is known instead, each person over all
// of them, and the supervisor's signature under the whole. A signature names what it is over, so what comes later shows.
import type { Device } from '#main/kernel/device/device.ts';
import type { ReadStore } from '#main/store/store.ts';
import { canonicalJson } from '#src/base/canonical-json.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { BranchView } from '#src/contract/ipc/branch-day.ts';
import type { AbsenceReason, BranchDay, RosterEntry } from '#src/domain/reconciliation/branch.ts';
import {
  type BranchLine,
  branchLines,
  countedStatements,
  type HeardStatement,
  isIn,
  lateFigures,
  sumClerks,
} from '#src/domain/reconciliation/branch-rules.ts';
import { addFigures } from '#src/domain/reconciliation/rules.ts';
import type { DayFigures } from '#src/domain/reconciliation/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { requireDevice } from './hear-days.ts';
import { branchDaysOf, keepDay, laterStatements, loadRoster, statementsOf } from './heard-store.ts';
import type { ReconciliationPorts } from './ports.ts';
import { headOf } from './service.ts';
import { keepOwnStatements, signAsDevice, unclosedDays } from './statements.ts';

interface Gathered {
  readonly lines: readonly BranchLine[];
  readonly counted: readonly HeardStatement[];
  readonly later: readonly HeardStatement[];
  readonly clerks: { staffId: string; figures: DayFigures }[];
  readonly late: DayFigures | null;
}

/** This workstation knows itself better than the roster does. */
function ownEntry(ports: ReconciliationPorts, device: Device): RosterEntry {
  return {
    deviceId: device.deviceId,
    name: device.name,
    key: device.publicKey,
    state: 'active',
    enrolledAt: device.enrolledAt,
    endedAt: null,
    heardAt: instantFromMs(ports.time.decisionMs()),
    businessDay: ports.time.businessDay(),
    unclosed: unclosedDays(ports),
  };
}

function gather(ports: ReconciliationPorts, store: ReadStore, day: string): Gathered {
  const device = requireDevice(ports);
  const others = (loadRoster(store)?.body.workstations ?? []).filter(({ deviceId }) => deviceId !== device.deviceId);
  const when = { day, nowMs: ports.time.decisionMs() };
  const lines = branchLines([ownEntry(ports, device), ...others], statementsOf(store, day), when);
  const counted = countedStatements(lines);
  const later = laterStatements(store, day);
  return { lines, counted, later, clerks: sumClerks(counted), late: lateFigures(later, day) };
}

/** What a signature is over: the same again means that nothing came since. */
function basisOf(hashes: readonly string[], late: DayFigures | null): string {
  return canonicalJson({ hashes: hashes.toSorted(), late });
}

function signedBasis({ workstations, late }: BranchDay): string {
  return basisOf(
    workstations.flatMap(({ statements }) => statements),
    late,
  );
}

function basisNow({ lines, late }: Gathered): string {
  return basisOf(
    lines.flatMap(({ statements }) => statements.map(({ hash }) => hash)),
    late,
  );
}

function digestOf(day: string, gathered: Gathered): string {
  const states = gathered.lines.map(({ entry, state }) => [entry.deviceId, state]);
  return sha256Hex(canonicalJson({ day, states, basis: basisNow(gathered) }));
}

function figuresOf(line: BranchLine): DayFigures | null {
  const [counted] = countedStatements([line]);
  return counted === undefined ? null : addFigures(counted.body.clerks.map(({ figures }) => figures));
}

/** @throws Refusal as `reconciliation.branch` declares them */
export function showBranch(ports: ReconciliationPorts, asked: string | null): BranchView {
  keepOwnStatements(ports);
  const { store, configurations } = ports;
  const device = requireDevice(ports);
  const today = ports.time.businessDay();
  const day = asked ?? today;
  const gathered = gather(ports, store, day);
  const staff = configurations.current()?.staff ?? [];
  const nameOf = (staffId: string) => staff.find(({ id }) => id === staffId)?.name ?? staffId;
  const roster = loadRoster(store);
  const names = new Map((roster?.body.workstations ?? []).map(({ deviceId, name }) => [deviceId, name]));
  const basis = basisNow(gathered);
  const name = configurations.current()?.branches.find(({ id }) => id === device.branchId)?.name;
  return {
    today,
    day,
    branch: name ?? { 'zh-CN': device.branchId, en: device.branchId },
    rosterAt: roster?.body.issuedAt ?? null,
    workstations: gathered.lines.map(({ entry, state, statements }) => ({
      deviceId: entry.deviceId,
      name: entry.name,
      isOwn: entry.deviceId === device.deviceId,
      state,
      heardAt: entry.heardAt,
      closings: statements.map(({ hash, body }) => ({
        hash,
        closing: body.closing,
        closedAt: body.closedAt,
        closedByName: nameOf(body.closedBy),
      })),
      figures: figuresOf({ entry, state, statements }),
      late: lateFigures(
        gathered.later.filter(({ body }) => body.deviceId === entry.deviceId),
        day,
      ),
    })),
    clerks: gathered.clerks
      .map(({ staffId, figures }) => {
        const member = staff.find(({ id }) => id === staffId);
        return { staffId, number: member?.number ?? staffId, name: member?.name ?? staffId, figures };
      })
      .sort((a, b) => (a.number < b.number ? -1 : 1)),
    total: addFigures(gathered.clerks.map(({ figures }) => figures)),
    late: gathered.late,
    digest: digestOf(day, gathered),
    signatures: branchDaysOf(store, day).map(({ hash, body }) => ({
      hash,
      number: body.number,
      closedAt: body.closedAt,
      closedByName: nameOf(body.closedBy),
      workstation: body.deviceId === device.deviceId ? device.name : (names.get(body.deviceId) ?? body.deviceId),
      missing: body.workstations.filter(({ reason }) => reason !== null).length,
      isCurrent: signedBasis(body) === basis,
    })),
  };
}

interface SignOrder {
  readonly day: string;
  readonly digest: string;
  readonly passphrase: string;
  readonly reasons: readonly { readonly deviceId: string; readonly reason: AbsenceReason }[];
}

function workstationsOf({ lines }: Gathered, reasons: SignOrder['reasons']): BranchDay['workstations'] {
  return lines.map(({ entry, state, statements }) => {
    const reason = isIn(state) ? null : (reasons.find(({ deviceId }) => deviceId === entry.deviceId)?.reason ?? null);
    if (reason === null && !isIn(state)) throw new Refusal('reconciliation/reason-missing', {});
    return { deviceId: entry.deviceId, state, statements: statements.map(({ hash }) => hash), heardAt: entry.heardAt, reason };
  });
}

/** @throws Refusal as `reconciliation.signBranch` declares them */
export async function signBranch(ports: ReconciliationPorts, session: Session, order: SignOrder): Promise<{ hash: string }> {
  const { store, trail, time } = ports;
  const { day, digest, passphrase, reasons } = order;
  if (day > time.businessDay()) throw new Refusal('reconciliation/not-yet', {});
  const demand = { session, who: 'self', permission: 'day:close' } as const;
  const { staffId } = await ports.stepUp.confirm({ number: session.number, passphrase }, demand);
  const device = requireDevice(ports);
  const closedAt = time.claimedNow();
  return store.write((transaction) => {
    const gathered = gather(ports, transaction, day);
    if (digestOf(day, gathered) !== digest) throw new Refusal('reconciliation/changed', {});
    if (gathered.counted.length === 0) throw new Refusal('reconciliation/nothing-to-close', {});
    const before = branchDaysOf(transaction, day);
    if (before[0] !== undefined && signedBasis(before[0].body) === basisNow(gathered)) {
      throw new Refusal('reconciliation/branch-signed', {});
    }
    const workstations = workstationsOf(gathered, reasons);
    const body: BranchDay = {
      format: 1,
      organisationId: device.organisationId,
      branchId: device.branchId,
      deviceId: device.deviceId,
      day,
      number: Math.max(0, ...before.map((one) => one.body.number)) + 1,
      replaces: before[0]?.hash ?? null,
      workstations,
      clerks: gathered.clerks,
      total: addFigures(gathered.clerks.map(({ figures }) => figures)),
      late: gathered.late,
      closedBy: staffId,
      closedAt,
      audit: headOf(transaction),
    };
    const document = signAsDevice(device, 'branch-day', body);
    const hash = sha256Hex(document.body);
    const { number } = body;
    keepDay(
      transaction,
      { kind: 'branch-day', document, hash, deviceId: device.deviceId, day, number, lateDays: [] },
      closedAt,
      'waiting',
    );
    trail.append(transaction, {
      action: 'day.branch-signed',
      actorId: staffId,
      subjectId: null,
      detail: {
        day,
        closing: number,
        hash,
        workstations: workstations.length,
        missing: workstations.filter(({ reason }) => reason !== null).length,
        captured: body.total.captured,
      },
    });
    return { hash };
  });
}
