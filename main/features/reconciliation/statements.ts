// This workstation's closed days as statements for the branch: counts, codes and staff ids of the signed report, and nothing else of it.
import { type Device, loadDevice } from '#main/kernel/device/device.ts';
import type { WriteTransaction } from '#main/store/store.ts';
import type { Json } from '#src/base/canonical-json.ts';
import type { DayStatement } from '#src/domain/reconciliation/branch.ts';
import { closedDay } from '#src/domain/reconciliation/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { keyIdOf, signDocument } from '#src/node/crypto/signing.ts';
import { keepDay, unstatedClosings } from './heard-store.ts';
import type { ReconciliationPorts } from './ports.ts';
import { type Closing, loadClosing, loadUntold, untoldDays } from './store.ts';

/** Beyond these a report is whole on the workstation, and its statement tells the first ones. */
const mostCodes = 200;
const mostLate = 400;

/** What the device signs. The same text every time: it may be made again. */
export function signAsDevice(device: Device, kind: 'day-statement' | 'branch-day', body: unknown) {
  const { publicKey, privateKey } = device;
  return signDocument(kind, JSON.parse(JSON.stringify(body)) as Json, { keyId: keyIdOf(publicKey), publicKey, privateKey });
}

function statementOf({ organisationId, branchId, deviceId }: Device, closing: Closing): DayStatement {
  const report = closedDay.parse(JSON.parse(closing.document.body));
  return {
    format: 1,
    organisationId,
    branchId,
    deviceId,
    day: report.day,
    closing: report.closing,
    report: closing.hash,
    previous: report.previous,
    clerks: report.clerks.map(({ staffId, figures }) => ({ staffId, figures })),
    refusedBy: report.refusedBy.slice(0, mostCodes),
    late: report.late.slice(0, mostLate),
    queue: report.queue,
    closedBy: report.closedBy.staffId,
    closedAt: report.closedAt,
    audit: report.audit,
  };
}

/** Makes the statement of every closed day that has none, in the transaction that closes it or later. */
export function keepOwnStatementsIn(transaction: WriteTransaction, heardAt: string): void {
  const device = loadDevice(transaction);
  if (device === null) return;
  for (const number of unstatedClosings(transaction, device.deviceId)) {
    const closing = loadClosing(transaction, { closing: number });
    if (closing === null) continue;
    const body = statementOf(device, closing);
    const document = signAsDevice(device, 'day-statement', body);
    const heard = {
      kind: 'day-statement',
      document,
      hash: sha256Hex(document.body),
      deviceId: device.deviceId,
      day: body.day,
      number,
      lateDays: body.late.map(({ day }) => day),
    } as const;
    keepDay(transaction, heard, heardAt, 'waiting');
  }
}

export function keepOwnStatements({ store, time }: Pick<ReconciliationPorts, 'store' | 'time'>): void {
  const device = loadDevice(store);
  if (device === null || unstatedClosings(store, device.deviceId).length === 0) return;
  store.write((transaction) => keepOwnStatementsIn(transaction, time.claimedNow()));
}

/** Days up to today on which something happened and that nobody has closed, oldest first. */
export function unclosedDays({ store, time }: Pick<ReconciliationPorts, 'store' | 'time'>): string[] {
  const today = time.businessDay();
  const isOpenToday = untoldDays(store, today).includes(today) && loadClosing(store, { day: today }) === null;
  return [...loadUntold(store, today).unclosed, ...(isOpenToday ? [today] : [])];
}
