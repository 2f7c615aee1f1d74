// A workstation's sealed file as a stream of what it holds (S4). The device's signature stands over the hashes of all that follows, so
// nothing is given out that is not exactly what the workstation wrote; order, count and end included.

import * as z from 'zod';
import { Stop } from '#server/kernel/stop.ts';
import { type FileManifest, fileManifest, fileManifestDocument } from '#src/contract/sync/sealed-file.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { keyIdOf, openDocument } from '#src/node/crypto/signing.ts';
import { openStream } from '#src/node/sealed-file/age.ts';
import { type Frame, FramesBroken, readFrames } from '#src/node/sealed-file/frames.ts';

export type FileItem =
  | { readonly kind: 'manifest'; readonly manifest: FileManifest }
  /** Null: the workstation had it no more, because the server has it. */
  | { readonly kind: 'attachment'; readonly contentHash: string; readonly bytes: Uint8Array | null }
  | { readonly kind: 'record'; readonly sequence: number; readonly contentHash: string; readonly envelope: string };

export interface Reading {
  readonly organisationId: string;
  readonly identities: readonly string[];
  readonly publicKeyOf: (deviceId: string) => Promise<string | null>;
}

const claimed = z.object({ organisationId: z.string(), deviceId: z.string() });

function damaged(cause?: unknown): Stop {
  return new Stop('exchange/damaged', 'The file is damaged or cut short. Nothing was taken; export it again.', cause);
}

async function openManifest(bytes: Uint8Array, reading: Reading): Promise<FileManifest> {
  const document = fileManifestDocument.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  // Read before it is verified only to know whose key verifies it.
  const { organisationId, deviceId } = claimed.parse(JSON.parse(document.body));
  if (organisationId !== reading.organisationId) {
    throw new Stop('exchange/foreign', 'The file is of another organisation. Nothing was taken.');
  }
  const key = await reading.publicKeyOf(deviceId);
  if (key === null) {
    throw new Stop('exchange/device-unknown', 'The file is of a workstation that is not enrolled here. Nothing was taken.');
  }
  const opened = openDocument('sealed-file', document, { keyId: keyIdOf(key), key }, fileManifest);
  if (opened.ok) return opened.value;
  if (opened.error === 'shape') throw damaged();
  throw new Stop('exchange/signature-refused', 'The file was not signed by the workstation it names. Nothing was taken.');
}

function requireHash(frame: Frame, contentHash: string): void {
  if (sha256Hex(frame.bytes) !== contentHash) throw damaged();
}

async function nextFrame(frames: AsyncGenerator<Frame>, kind: Frame['kind']): Promise<Frame> {
  const { value: frame, done } = await frames.next();
  if (done === true || frame.kind !== kind) throw damaged();
  return frame;
}

async function* readItems(source: AsyncIterable<Uint8Array>, reading: Reading): AsyncGenerator<FileItem> {
  const frames = readFrames(await openStream(source, reading.identities));
  const manifest = await openManifest((await nextFrame(frames, 'manifest')).bytes, reading);
  yield { kind: 'manifest', manifest };
  for (const { sequence, contentHash, attachments } of manifest.records) {
    for (const named of attachments) {
      const frame = await nextFrame(frames, 'attachment');
      if (frame.bytes.length > 0) requireHash(frame, named);
      yield { kind: 'attachment', contentHash: named, bytes: frame.bytes.length === 0 ? null : frame.bytes };
    }
    const frame = await nextFrame(frames, 'record');
    requireHash(frame, contentHash);
    yield { kind: 'record', sequence, contentHash, envelope: Buffer.from(frame.bytes).toString('utf8') };
  }
  await nextFrame(frames, 'end');
  // Whatever follows the end is refused by the reader of frames.
  await frames.next();
}

/** Why a file does not open, in words. */
function explained(error: unknown): unknown {
  if (error instanceof Stop) return error;
  const isForeign = error instanceof Error && error.message.startsWith('no identity matched');
  if (isForeign) return new Stop('exchange/foreign', 'The file is not encrypted to this server. Nothing was taken.', error);
  const isOfSystem = error instanceof Error && 'syscall' in error;
  if (isOfSystem) return new Stop('exchange/unreadable', 'The file cannot be read from its medium.', error);
  return error instanceof FramesBroken || error instanceof Error ? damaged(error) : error;
}

/** @throws Stop exchange/damaged, exchange/foreign, exchange/device-unknown, exchange/signature-refused, exchange/unreadable */
export async function* readSealedFile(source: AsyncIterable<Uint8Array>, reading: Reading): AsyncGenerator<FileItem> {
  const items = readItems(source, reading);
  for (;;) {
    // Only what reading itself throws is explained here, never what the reader does with an item.
    const next = await items.next().catch((error: unknown) => {
      throw explained(error);
    });
    if (next.done === true) return;
    yield next.value;
  }
}
