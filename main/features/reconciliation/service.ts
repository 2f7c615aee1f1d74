// The end of the day (S6). Who captured what comes from the trail's counters, where it stands from the queue; the two are compared. A
// supervisor closes the day with their passphrase: the report is signed by the workstation's key, chained to the one before, and final.
// What happens on a closed day afterwards is told by the next report.
import { auditHead } from '#main/kernel/audit/trail.ts';
import type { ReadStore } from '#main/store/store.ts';
import { canonicalJson } from '#src/base/canonical-json.ts';
import { Refusal } from '#src/contract/errors.ts';
import { isPermitted } from '#src/domain/access/roles.ts';
import { addFigures, isEmpty, noFigures } from '#src/domain/reconciliation/rules.ts';
import { type ClosedDay, closedDay, type DayReport } from '#src/domain/reconciliation/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { keyIdOf, openDocument, signDocument } from '#src/node/crypto/signing.ts';
import { requireDevice } from './hear-days.ts';
import type { ReconciliationPorts } from './ports.ts';
import { keepOwnStatementsIn } from './statements.ts';
import {
  type Closing,
  loadClosing,
  loadClosings,
  loadDrafts,
  loadFigures,
  loadQueue,
  loadRefusals,
  loadSince,
  loadUntold,
  saveClosing,
} from './store.ts';

const historyLimit = 60;

/** Each clerk's line, by staff number. Drafts count on an open day only: a closed one does not change. */
function clerksOf(ports: ReconciliationPorts, day: string, closing: number): DayReport['clerks'] {
  const { store, configurations } = ports;
  const staff = configurations.current()?.staff ?? [];
  const figures = loadFigures(store, day, closing);
  const drafts = closing === 0 ? loadDrafts(store) : new Map<string, number>();
  const ids = new Set([...figures.keys(), ...drafts.keys()]);
  return [...ids]
    .map((staffId) => {
      const member = staff.find(({ id }) => id === staffId);
      const own = { ...(figures.get(staffId) ?? noFigures), drafts: drafts.get(staffId) ?? 0 };
      return { staffId, number: member?.number ?? staffId, name: member?.name ?? staffId, figures: own };
    })
    .sort((a, b) => (a.number < b.number ? -1 : 1));
}

/** The day as it stands. @param closing 0: what no report has told; otherwise what that report told, as it stands now */
function makeReport(ports: ReconciliationPorts, day: string, closing: number): DayReport {
  const { store, configurations } = ports;
  const device = requireDevice(ports);
  const configuration = configurations.current();
  const same = (text: string) => ({ 'zh-CN': text, en: text });
  const clerks = clerksOf(ports, day, closing);
  return {
    version: 1,
    day,
    organisation: configuration?.organisation.name ?? same(device.organisationId),
    branch: configuration?.branches.find(({ id }) => id === device.branchId)?.name ?? same(device.branchId),
    workstation: device.name,
    deviceId: device.deviceId,
    clerks,
    total: addFigures(clerks.map(({ figures }) => figures)),
    refusedBy: loadRefusals(store, day, closing),
    late: closing === 0 ? loadUntold(store, day).late : loadSince(store, day),
    queue: loadQueue(store),
    previous: loadClosings(store, 1)[0]?.hash ?? null,
  };
}

export function headOf(store: ReadStore): ClosedDay['audit'] {
  const head = auditHead(store);
  if (head === null) throw new Error('a day is closed before anything happened');
  return head;
}

function digestOf(report: DayReport): string {
  return sha256Hex(canonicalJson(report));
}

/** Only the caller's own line, and what they did on the day after it was closed: nobody else's, and nothing of the whole. */
function ownPart(store: ReadStore, report: DayReport, closing: number | null, { staffId }: Session): DayReport {
  const clerks = report.clerks.filter((clerk) => clerk.staffId === staffId);
  const since = closing === null ? undefined : loadFigures(store, report.day, 0).get(staffId);
  const late = since === undefined ? [] : [{ day: report.day, figures: since }];
  return { ...report, clerks, total: addFigures(clerks.map(({ figures }) => figures)), refusedBy: [], late, previous: null };
}

/** @throws Refusal as `reconciliation.day` declares them */
export function showDay(ports: ReconciliationPorts, session: Session, asked: string | null) {
  const { store } = ports;
  const today = ports.time.businessDay();
  const day = asked ?? today;
  const mayClose = isPermitted('day:close', session.role);
  const closing = loadClosing(store, { day })?.closing ?? null;
  const report = makeReport(ports, day, closing ?? 0);
  return {
    today,
    report: mayClose ? report : ownPart(store, report, closing, session),
    digest: digestOf(report),
    closing,
    unclosed: mayClose ? loadUntold(store, today).unclosed : [],
  };
}

function sign(ports: ReconciliationPorts, body: ClosedDay): Closing {
  const { privateKey, publicKey } = requireDevice(ports);
  const document = signDocument('day-report', body, { keyId: keyIdOf(publicKey), publicKey, privateKey });
  return { closing: body.closing, day: body.day, document, hash: sha256Hex(document.body) };
}

/** @throws Refusal as `reconciliation.close` declares them */
export async function closeDay(
  ports: ReconciliationPorts,
  session: Session,
  { day, digest, passphrase }: { readonly day: string; readonly digest: string; readonly passphrase: string },
): Promise<{ readonly closing: number }> {
  const { store, trail, time } = ports;
  if (day > time.businessDay()) throw new Refusal('reconciliation/not-yet', {});
  const demand = { session, who: 'self', permission: 'day:close' } as const;
  const { staffId, number, name } = await ports.stepUp.confirm({ number: session.number, passphrase }, demand);
  const closedAt = time.claimedNow();
  return store.write((transaction) => {
    if (loadClosing(transaction, { day }) !== null) throw new Refusal('reconciliation/already-closed', {});
    const report = makeReport(ports, day, 0);
    if (digestOf(report) !== digest) throw new Refusal('reconciliation/changed', {});
    if (isEmpty(report.total) && report.late.length === 0) throw new Refusal('reconciliation/nothing-to-close', {});
    const closing = (loadClosings(transaction, 1)[0]?.closing ?? 0) + 1;
    const signed = sign(ports, { ...report, closing, closedBy: { staffId, number, name }, closedAt, audit: headOf(transaction) });
    saveClosing(
      transaction,
      signed,
      closedAt,
      report.late.map((late) => late.day),
    );
    keepOwnStatementsIn(transaction, closedAt);
    trail.append(transaction, {
      action: 'day.closed',
      actorId: staffId,
      subjectId: null,
      detail: { closing, day, hash: signed.hash, captured: report.total.captured, late: report.late.length },
    });
    return { closing };
  });
}

/** The report as it was signed. @throws Refusal `reconciliation/unknown`, `reconciliation/not-verified` */
export function openClosing(
  ports: ReconciliationPorts,
  closing: number,
): { readonly saved: Closing; readonly report: ClosedDay } {
  const saved = loadClosing(ports.store, { closing });
  if (saved === null) throw new Refusal('reconciliation/unknown', {});
  const { publicKey } = requireDevice(ports);
  const opened = openDocument('day-report', saved.document, { keyId: keyIdOf(publicKey), key: publicKey }, closedDay);
  if (!opened.ok || sha256Hex(saved.document.body) !== saved.hash) throw new Refusal('reconciliation/not-verified', {});
  return { saved, report: opened.value };
}

export function listClosings(ports: ReconciliationPorts) {
  return loadClosings(ports.store, historyLimit).map(({ closing, day, document, hash }) => {
    const { closedAt, closedBy, total } = closedDay.parse(JSON.parse(document.body));
    return { closing, day, closedAt, closedByName: closedBy.name, captured: total.captured, hash };
  });
}
