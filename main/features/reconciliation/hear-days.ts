// Takes in what others say of the branch's days (S6). Whoever carried it, a document counts by the signature of the workstation it is
// of, whose key the server names in a signed roster, and by being of this branch.
import { type Device, loadDevice } from '#main/kernel/device/device.ts';
import { openArriving } from '#main/kernel/server-key/open-from-server.ts';
import type { WriteTransaction } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { DayDocument, DaysPage, DaysQuestion } from '#src/contract/sync/days.ts';
import { daysPage } from '#src/contract/sync/days.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import { branchDay, branchRoster, dayStatement, type RosterEntry } from '#src/domain/reconciliation/branch.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { keyIdOf, openDocument } from '#src/node/crypto/signing.ts';
import {
  type AtServer,
  type HeardDay,
  type HeardRoster,
  keepDay,
  keepRoster,
  loadRoster,
  markAtServer,
  moveCursor,
  readCursor,
  waitingDays,
} from './heard-store.ts';
import type { ReconciliationPorts } from './ports.ts';
import { keepOwnStatements, unclosedDays } from './statements.ts';

const mostUnclosed = 60;
const mostDocuments = 50;
const mostCharacters = 1_000_000;

export function requireDevice({ store }: Pick<ReconciliationPorts, 'store'>): Device {
  const device = loadDevice(store);
  if (device === null) throw new Refusal('devices/not-enrolled', {});
  return device;
}

/** The roster of this branch by our server, or null. */
export function openRoster(device: Device, document: SignedDocument): HeardRoster | null {
  const opened = openArriving('branch-roster', document, device, branchRoster, ({ issuedAt }) => issuedAt);
  if (!opened.ok || opened.value.organisationId !== device.organisationId) return null;
  return opened.value.branchId === device.branchId ? { document, body: opened.value } : null;
}

function claimedSigner({ body }: SignedDocument): string | null {
  try {
    const { deviceId } = JSON.parse(body) as { readonly deviceId?: unknown };
    return typeof deviceId === 'string' ? deviceId : null;
  } catch {
    return null;
  }
}

/** @returns null when no workstation of this branch that may work signed it */
export function openDay(device: Device, roster: readonly RosterEntry[], { kind, document }: DayDocument): HeardDay | null {
  // Read before it is verified only to know whose key verifies it.
  const deviceId = claimedSigner(document);
  const entry = roster.find((one) => one.deviceId === deviceId);
  const isOwn = deviceId === device.deviceId;
  if (deviceId === null || (!isOwn && entry?.state !== 'active')) return null;
  const key = isOwn ? device.publicKey : (entry?.key ?? '');
  const signer = { keyId: keyIdOf(key), key };
  const hash = sha256Hex(document.body);
  const isOurs = (body: { readonly organisationId: string; readonly branchId: string }) =>
    body.organisationId === device.organisationId && body.branchId === device.branchId;
  if (kind === 'branch-day') {
    const opened = openDocument(kind, document, signer, branchDay);
    if (!opened.ok || !isOurs(opened.value)) return null;
    return { kind, document, hash, deviceId, day: opened.value.day, number: opened.value.number, lateDays: [] };
  }
  const opened = openDocument(kind, document, signer, dayStatement);
  if (!opened.ok || !isOurs(opened.value)) return null;
  const { day, closing, late } = opened.value;
  return { kind, document, hash, deviceId, day, number: closing, lateDays: late.map((one) => one.day) };
}

export interface Heard {
  readonly taken: number;
  readonly known: number;
  readonly refused: number;
}

/** Keeps what is good; each new one of somebody else is audited. */
export function keepHeard(
  ports: ReconciliationPorts,
  transaction: WriteTransaction,
  device: Device,
  documents: readonly DayDocument[],
  how: { readonly roster: readonly RosterEntry[]; readonly atServer: AtServer; readonly actorId: string | null },
): Heard {
  const counts = { taken: 0, known: 0, refused: 0 };
  const heardAt = ports.time.claimedNow();
  for (const one of documents) {
    const opened = openDay(device, how.roster, one);
    if (opened === null) {
      counts.refused += 1;
      continue;
    }
    const isNew = keepDay(transaction, opened, heardAt, how.atServer);
    counts[isNew ? 'taken' : 'known'] += 1;
    if (!isNew) continue;
    const { kind, day, number, hash, deviceId } = opened;
    ports.trail.append(transaction, {
      action: 'day.heard',
      actorId: how.actorId,
      subjectId: deviceId,
      detail: { kind, day, closing: number, hash },
    });
  }
  return counts;
}

/** What this workstation says of its days and asks for; what was closed before there were statements gets one first. */
export function daysQuestionOf(ports: ReconciliationPorts): DaysQuestion {
  const { store, time } = ports;
  keepOwnStatements(ports);
  return {
    after: readCursor(store),
    businessDay: time.businessDay(),
    unclosed: unclosedDays(ports).slice(-mostUnclosed),
    documents: [...waitingDays(store, mostDocuments, mostCharacters)],
  };
}

/** Opens a page for this workstation that leads on from what is known. @returns null for any other */
export function openPage(
  device: Device,
  document: SignedDocument,
  known: number,
): { readonly page: DaysPage; readonly roster: HeardRoster } | null {
  const opened = openDocument('branch-days', document, device.serverKey, daysPage);
  if (!opened.ok) return null;
  const page = opened.value;
  const isMeant =
    page.organisationId === device.organisationId && page.branchId === device.branchId && page.deviceId === device.deviceId;
  const leadsOn = page.after <= known && page.cursor >= page.after && (page.documents.length === 0 || page.cursor > page.after);
  const roster = openRoster(device, page.roster);
  return isMeant && leadsOn && roster !== null ? { page, roster } : null;
}

/** @returns null when the page is not for us; nothing is changed then */
export function takePage(ports: ReconciliationPorts, document: SignedDocument): { readonly isMore: boolean } | null {
  const { store, log, emit } = ports;
  const device = requireDevice(ports);
  const opened = openPage(device, document, readCursor(store));
  if (opened === null) {
    log.write('reconciliation.page-refused');
    return null;
  }
  const { page, roster } = opened;
  const { taken } = store.write((transaction) => {
    keepRoster(transaction, roster);
    for (const { hash, outcome } of page.outcomes) {
      markAtServer(transaction, hash, outcome === 'taken' ? 'there' : 'refused');
    }
    const workstations = (loadRoster(transaction) ?? roster).body.workstations;
    const heard = keepHeard(ports, transaction, device, page.documents, {
      roster: workstations,
      atServer: 'there',
      actorId: null,
    });
    if (heard.refused > 0) log.write('reconciliation.documents-refused', { count: heard.refused });
    moveCursor(transaction, page.cursor);
    return heard;
  });
  if (taken > 0) emit('sync.changed', {});
  return { isMore: page.isMore };
}
