// Receipts that came back on a medium (S4). They count by the same checks as receipts over the network; the file as a whole by the
// server's signature and by being for this workstation. The same file again, or an older one later, changes nothing that stands.
import { openAnswered, takeOver } from '#main/kernel/configuration/take-over.ts';
import { type Device, loadDevice } from '#main/kernel/device/device.ts';
import { applyOutcome } from '#main/kernel/outbox/apply-outcome.ts';
import { makeDue } from '#main/kernel/outbox/outbox.ts';
import { dropSealed } from '#main/kernel/outbox/sealed-attachments.ts';
import { verifyReceipt } from '#main/kernel/outbox/verify-receipt.ts';
import { openArriving } from '#main/kernel/server-key/open-from-server.ts';
import type { WriteTransaction } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import { type FileReceipts, fileReceipts, fileReceiptsDocument } from '#src/contract/sync/sealed-file.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { openText } from '#src/node/sealed-file/age.ts';
import type { ExchangePorts } from './ports.ts';
import { findAnswered, loadReplyKey, markAnswered } from './store.ts';

/** Records of one transaction: the counter goes on working in between. */
const chunkRecords = 200;

interface Opened {
  /** With the key it pins after what came along. */
  readonly device: Device;
  readonly body: FileReceipts;
  /** Of the configuration that came along; null when none did. */
  readonly version: number | null;
}

function parseDocument(text: string) {
  try {
    return fileReceiptsDocument.parse(JSON.parse(text));
  } catch {
    throw new Refusal('exchange/unreadable', {});
  }
}

async function open(ports: ExchangePorts, file: string, identity: string, enrolled: Device): Promise<Opened> {
  const text = await openText(file, identity);
  if (!text.ok) throw new Refusal(text.error === 'foreign' ? 'exchange/not-ours' : 'exchange/unreadable', {});
  const document = parseDocument(text.value);
  const device = ports.serverKeys.follow(enrolled, document.successions ?? []);
  const opened = openArriving('file-receipts', document, device, fileReceipts, (body) => body.issuedAt);
  if (!opened.ok) throw new Refusal(opened.error === 'signature' ? 'exchange/wrong-signer' : 'exchange/unreadable', {});
  const body = opened.value;
  if (body.organisationId !== device.organisationId || body.deviceId !== device.deviceId) {
    throw new Refusal('exchange/not-ours', {});
  }
  const configuration = body.configuration === undefined ? null : openAnswered(body.configuration, device);
  if (configuration?.ok === false) throw new Refusal('exchange/wrong-signer', {});
  return { device, body, version: configuration?.value.version ?? null };
}

type Answered = FileReceipts['records'][number];

/**
 * @param isNewest false for a file older than one that was taken over: it still proves what arrived, but what it refuses may have been
 *   mended since
 */
function applyOne(
  ports: ExchangePorts,
  device: Device,
  transaction: WriteTransaction,
  { contentHash, answer }: Answered,
  isNewest: boolean,
): ReturnType<typeof applyOutcome> {
  const record = findAnswered(transaction, answer.sequence, contentHash);
  if (record === null) return 'untouched';
  const isReceipted = 'receipt' in answer && verifyReceipt(answer.receipt, record, device) !== null;
  // Refused by an earlier file, and taken since the reason was removed.
  if (isReceipted && record.state === 'quarantined') makeDue(transaction, record.sequence, ['quarantined']);
  else if (record.state !== 'waiting' || (!isReceipted && !isNewest)) return 'untouched';
  const applied = applyOutcome(ports, device, transaction, record, answer);
  // A branch that never connects hears of no backup.
  if (applied === 'synced') dropSealed(transaction, record);
  return applied;
}

/** @throws Refusal as `exchange.importReceipts` declares them; nothing is changed then */
export async function importReceipts(ports: ExchangePorts, session: Session, file: string) {
  const { store, trail, time, emit } = ports;
  const enrolled = loadDevice(store);
  if (enrolled === null) throw new Refusal('devices/not-enrolled', {});
  const key = loadReplyKey(store);
  if (key === null) throw new Refusal('exchange/not-ours', {});
  const { device, body, version } = await open(ports, file, key.identity, enrolled);
  const isNewest = body.issuedAt > key.latestIssuedAt;
  const counts = { synced: 0, refused: 0, waiting: 0, untouched: 0 };
  for (let at = 0; at < body.records.length; at += chunkRecords) {
    store.write((transaction) => {
      for (const one of body.records.slice(at, at + chunkRecords)) {
        counts[applyOne(ports, device, transaction, one, isNewest)] += 1;
      }
    });
    await new Promise(setImmediate);
  }
  const { number, issuedAt } = body;
  const { synced, refused, waiting } = counts;
  const note = (transaction: WriteTransaction) => {
    if (isNewest && body.auditAcknowledged !== null) ports.keepAcknowledgedHead(transaction, body.auditAcknowledged);
    markAnswered(transaction, number, issuedAt);
    // Heard from the server when it signed this, not when it was carried in.
    time.recordHeard(transaction, Date.parse(issuedAt));
    trail.append(transaction, {
      action: 'media.imported',
      actorId: session.staffId,
      subjectId: device.deviceId,
      detail: { medium: number, synced, refused, waiting },
    });
  };
  // A workstation that was taken out of service gets the word about that instead of a configuration.
  if (body.configuration === undefined || version === null) store.write(note);
  else await takeOver(ports, device, body.configuration, version, note);
  if (body.days !== undefined) ports.takeDays(body.days);
  if (body.standing !== undefined) ports.standings.hear(device, body.standing);
  emit('sync.changed', {});
  return { number, issuedAt, synced, refused, waiting };
}
