// Taking a medium in (S4): first the whole file is read and checked, then everything in it goes the way a push goes, with the same
// outcomes. What was taken before is a duplicate: twice, in any order, or beside the network, the result is the same.
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import { largestPieceBytes } from '#src/contract/sync/attachments.ts';
import type { FileManifest, FileReceipts } from '#src/contract/sync/sealed-file.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { sealText } from '#src/node/sealed-file/age.ts';
import type { IngestPorts } from './ports.ts';
import { type FileItem, type Reading, readSealedFile } from './read-file.ts';

/** Of one transaction; its attachments are far below what a device may have waiting. */
const batchRecords = 50;
const batchBytes = 8 * 1024 * 1024;

export interface ImportedFile {
  readonly deviceId: string;
  readonly number: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** An armoured age file for the workstation. */
  readonly receipts: string;
}

export interface ExchangeService {
  /**
   * @param openSource the file from its start, each time it is called
   * @throws Stop as readSealedFile; nothing was taken then
   */
  readonly importFile: (openSource: () => AsyncIterable<Uint8Array>, identities: readonly string[]) => Promise<ImportedFile>;
}

interface Dependencies extends IngestPorts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly organisationId: string;
}

type RecordItem = Extract<FileItem, { kind: 'record' }>;
type Answers = FileReceipts['records'];

async function check(source: AsyncIterable<Uint8Array>, reading: Reading): Promise<FileManifest> {
  let manifest: FileManifest | null = null;
  for await (const item of readSealedFile(source, reading)) if (item.kind === 'manifest') manifest = item.manifest;
  if (manifest === null) throw new Error('a sealed file without a manifest was read');
  return manifest;
}

export function createExchangeService(dependencies: Dependencies): ExchangeService {
  const {
    store,
    audit,
    keyRing,
    clock,
    organisationId,
    publicKeyOf,
    push,
    progress,
    takePiece,
    reportHead,
    newestConfiguration,
    exchangeDays,
    endOf,
  } = dependencies;

  /** Puts an attachment where the network would have put it. One that is refused leaves its record incomplete. */
  const takeAttachment = async (deviceId: string, contentHash: string, bytes: Uint8Array): Promise<void> => {
    const [known] = (await progress(deviceId, { protocol: protocolVersion, contentHashes: [contentHash] })).attachments;
    let { receivedBytes, isComplete } = known ?? { receivedBytes: 0, isComplete: false };
    while (!isComplete) {
      const piece = Buffer.from(bytes.subarray(receivedBytes, receivedBytes + largestPieceBytes)).toString('base64url');
      const request = { protocol: protocolVersion, contentHash, sealedBytes: bytes.length, offset: receivedBytes, piece };
      const answer = await takePiece(deviceId, request);
      if (!answer.isComplete && answer.receivedBytes <= receivedBytes) throw new Error('an attachment does not get on');
      ({ receivedBytes, isComplete } = answer);
    }
  };

  const ingest = async (source: AsyncIterable<Uint8Array>, reading: Reading, { deviceId }: FileManifest): Promise<Answers> => {
    const answers: Answers = [];
    let batch: RecordItem[] = [];
    let bytes = 0;
    const flush = async () => {
      if (batch.length === 0) return;
      const records = batch.map(({ sequence, envelope }) => ({ sequence, envelope }));
      const { outcomes } = await push(deviceId, { protocol: protocolVersion, records });
      for (const [index, answer] of outcomes.entries()) answers.push({ contentHash: batch[index]?.contentHash ?? '', answer });
      batch = [];
      bytes = 0;
    };
    for await (const item of readSealedFile(source, reading)) {
      if (item.kind === 'attachment' && item.bytes !== null) {
        bytes += item.bytes.length;
        await takeAttachment(deviceId, item.contentHash, item.bytes).catch((error: unknown) => {
          if (!(error instanceof Refusal) || !error.wire.code.startsWith('sync/')) throw error;
        });
      }
      if (item.kind !== 'record') continue;
      batch.push(item);
      bytes += item.envelope.length;
      if (batch.length >= batchRecords || bytes >= batchBytes) await flush();
    }
    await flush();
    return answers;
  };

  return {
    importFile: async (openSource, identities) => {
      const reading = { organisationId, identities, publicKeyOf };
      const manifest = await check(openSource(), reading);
      // Read again from the medium, and checked again as it is read: it may be exchanged in between.
      const records = await ingest(openSource(), reading, manifest);
      const { deviceId, number, replyTo, auditHead } = manifest;
      const isHeadKept = auditHead !== null && (await reportHead(deviceId, auditHead, manifest.auditAcknowledged));
      const issuedAt = instantFromMs(clock.nowMs());
      await store
        .transaction()
        .execute((transaction) =>
          audit.append(transaction, issuedAt, { action: 'media.taken', deviceId, medium: number, records: records.length }),
        );
      // One that was taken out of service gets nothing more of the organisation's, only the word about itself.
      const end = await endOf(deviceId);
      const days = end === null && manifest.days !== undefined ? await exchangeDays(deviceId, manifest.days) : null;
      const body: FileReceipts = {
        format: 1,
        organisationId,
        deviceId,
        number,
        issuedAt,
        records,
        auditAcknowledged: isHeadKept ? auditHead : null,
        ...(days === null ? {} : { days }),
        ...(end === null ? { configuration: await newestConfiguration() } : { standing: end }),
      };
      const document = await keyRing.signDocument('file-receipts', JSON.parse(JSON.stringify(body)));
      const outcomes: Record<string, number> = {};
      for (const { answer } of records) outcomes[answer.outcome] = (outcomes[answer.outcome] ?? 0) + 1;
      return {
        deviceId,
        number,
        outcomes,
        receipts: await sealText(JSON.stringify({ ...document, successions: keyRing.successions }), replyTo),
      };
    },
  };
}
