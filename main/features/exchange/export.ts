// Waiting records onto a removable medium (S4, R4.7): encrypted to the organisation, signed inside by this workstation. Exporting changes
// no record: each goes on waiting until a receipt for it was verified, and may be exported again at any time.
import { auditHead } from '#main/kernel/audit/trail.ts';
import { type Device, loadDevice } from '#main/kernel/device/device.ts';
import { writeChecked } from '#main/kernel/media/write-checked.ts';
import { sealedOf, sealedWhole } from '#main/kernel/outbox/sealed-attachments.ts';
import { utf8 } from '#src/base/bytes.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { MediaLabel } from '#src/contract/ipc/exchange.ts';
import { type FileManifest, largestFileBytes, mostFileRecords } from '#src/contract/sync/sealed-file.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { keyIdOf, signDocument } from '#src/node/crypto/signing.ts';
import { generateAgeKey, sealStream } from '#src/node/sealed-file/age.ts';
import { frameBytes } from '#src/node/sealed-file/frames.ts';
import type { ExchangePorts } from './ports.ts';
import {
  beginExport,
  countWaiting,
  envelopeOf,
  finishExport,
  keepReplyKey,
  loadReplyKey,
  nextNumber,
  type RecordToExport,
  readLabel,
  recordsToExport,
} from './store.ts';

export interface ExportProgress {
  readonly done: number;
  readonly total: number;
  readonly isChecking: boolean;
}

interface Planned {
  readonly record: RecordToExport;
  readonly attachments: readonly string[];
}

const empty = new Uint8Array();

/** The longest run from the start that fits one file; at least one. */
export function fitting<T extends { readonly bytes: number }>(records: readonly T[], largest = largestFileBytes): readonly T[] {
  let bytes = 0;
  const tooMany = records.findIndex((record, index) => {
    bytes += record.bytes;
    return index > 0 && bytes > largest;
  });
  return tooMany === -1 ? records : records.slice(0, tooMany);
}

/** A question that nobody answers does not keep the application from ending. */
function whenAborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
}

async function replyRecipient({ store }: ExchangePorts): Promise<string> {
  if (loadReplyKey(store) === null) {
    const key = await generateAgeKey();
    store.write((transaction) => keepReplyKey(transaction, key));
  }
  return loadReplyKey(store)?.recipient ?? '';
}

export class MediaExport {
  readonly #ports: ExchangePorts;
  #progress: ExportProgress | null = null;
  #cancel: AbortController | null = null;
  #running: Promise<unknown> | null = null;

  constructor(ports: ExchangePorts) {
    this.#ports = ports;
  }

  get progress(): ExportProgress | null {
    return this.#progress;
  }

  cancel(): void {
    this.#cancel?.abort();
  }

  /** Ends a running export before the store closes. */
  async stop(): Promise<void> {
    this.cancel();
    await this.#running?.catch(() => undefined);
  }

  /** @throws Refusal as `exchange.export` declares them */
  async run(session: Session, afterSequence: number): Promise<{ readonly label: MediaLabel; readonly left: number }> {
    if (this.#cancel !== null) throw new Refusal('exchange/busy', {});
    const cancel = new AbortController();
    this.#cancel = cancel;
    try {
      const running = this.#export(session, afterSequence, cancel.signal);
      this.#running = running;
      return await running;
    } finally {
      this.#cancel = null;
      this.#progress = null;
      this.#running = null;
    }
  }

  async #export(session: Session, afterSequence: number, signal: AbortSignal) {
    const { store, media, configurations } = this.#ports;
    const device = loadDevice(store);
    if (device === null) throw new Refusal('devices/not-enrolled', {});
    const recipient = configurations.current()?.exchangeKey;
    if (recipient === undefined) throw new Refusal('exchange/no-key', {});
    if (countWaiting(store, afterSequence) === 0) throw new Refusal('exchange/nothing-waiting', {});
    const fileName = `countersign-${device.deviceId.slice(0, 8)}-${nextNumber(store)}.age`;
    const place = await Promise.race([media.choosePlace({ fileName }), whenAborted(signal)]);
    if (place === null || signal.aborted) throw new Refusal('exchange/cancelled', {});
    const replyTo = await replyRecipient(this.#ports);
    // What is there when the file is begun: records saved meanwhile go into the next one.
    const records = fitting(recordsToExport(store, afterSequence, mostFileRecords));
    if (records.length === 0) throw new Refusal('exchange/nothing-waiting', {});
    const number = store.write((transaction) => beginExport(transaction, records));
    this.#progress = { done: 0, total: records.length, isChecking: false };
    const planned = records.map((record) => ({
      record,
      attachments: sealedOf(store, record).map(({ contentHash }) => contentHash),
    }));
    const content = this.#content(device, { number, replyTo, planned }, signal);
    const written = await writeChecked(place, await sealStream(content, recipient), () => {
      this.#progress = { done: records.length, total: records.length, isChecking: true };
    });
    this.#finish(session, device, number, records, written);
    return { label: readLabel(store, number), left: countWaiting(store, records.at(-1)?.sequence ?? 0) };
  }

  #finish(
    session: Session,
    device: Device,
    number: number,
    records: readonly RecordToExport[],
    written: { readonly bytes: number; readonly fileHash: string },
  ): void {
    const { store, trail, time, emit } = this.#ports;
    const sequences = records.map(({ sequence }) => sequence);
    store.write((transaction) => {
      finishExport(transaction, number, { ...written, at: time.claimedNow(), sequences });
      trail.append(transaction, {
        action: 'media.exported',
        actorId: session.staffId,
        subjectId: device.deviceId,
        detail: {
          medium: number,
          records: records.length,
          from: sequences[0] ?? 0,
          to: sequences.at(-1) ?? 0,
          file: written.fileHash.slice(0, 16),
        },
      });
    });
    emit('sync.changed', {});
  }

  #manifest(device: Device, file: { readonly number: number; readonly replyTo: string; readonly planned: readonly Planned[] }) {
    const { store, time, acknowledgedHead } = this.#ports;
    const manifest: FileManifest = {
      format: 1,
      protocol: protocolVersion,
      organisationId: device.organisationId,
      branchId: device.branchId,
      deviceId: device.deviceId,
      number: file.number,
      madeAt: time.claimedNow(),
      auditHead: auditHead(store),
      auditAcknowledged: acknowledgedHead(),
      replyTo: file.replyTo,
      records: file.planned.map(({ record, attachments }) => ({
        sequence: record.sequence,
        contentHash: record.contentHash,
        attachments: [...attachments],
      })),
      days: this.#ports.daysQuestion(),
    };
    const { publicKey, privateKey } = device;
    return signDocument('sealed-file', JSON.parse(JSON.stringify(manifest)), {
      keyId: keyIdOf(publicKey),
      publicKey,
      privateKey,
    });
  }

  async *#content(
    device: Device,
    file: { readonly number: number; readonly replyTo: string; readonly planned: readonly Planned[] },
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    const { store } = this.#ports;
    yield frameBytes({ kind: 'manifest', bytes: utf8(JSON.stringify(this.#manifest(device, file))) });
    for (const [index, { record, attachments }] of file.planned.entries()) {
      for (const contentHash of attachments) {
        if (signal.aborted) throw new Refusal('exchange/cancelled', {});
        // Synced over the network since the file was begun: an empty frame, the server has it.
        yield frameBytes({ kind: 'attachment', bytes: sealedWhole(store, contentHash) ?? empty });
      }
      if (signal.aborted) throw new Refusal('exchange/cancelled', {});
      yield frameBytes({ kind: 'record', bytes: utf8(envelopeOf(store, record)) });
      this.#progress = { done: index + 1, total: file.planned.length, isChecking: false };
    }
    yield frameBytes({ kind: 'end', bytes: empty });
  }
}
