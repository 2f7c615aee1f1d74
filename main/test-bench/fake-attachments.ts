// For tests only: the server's side of the attachments, in memory.
import { type AttachmentProgress, pieceRequest, progressRequest } from '#src/contract/sync/attachments.ts';
import type { Attachment } from '#src/domain/attachments/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';

export class FakeAttachments {
  /** Content hash → bytes so far. */
  readonly received = new Map<string, Buffer>();
  readonly #complete = new Set<string>();
  /** Every piece as it came: hash and offset. */
  readonly pieces: { readonly contentHash: string; readonly offset: number }[] = [];
  /** Called after each piece was kept. */
  afterPiece: (() => void) | undefined;

  progress(body: string): { attachments: AttachmentProgress[] } {
    const { contentHashes } = progressRequest.parse(JSON.parse(body));
    return { attachments: contentHashes.map((contentHash) => this.#progressOf(contentHash)) };
  }

  /** @returns null when the bytes are not what they are called */
  take(body: string): AttachmentProgress | null {
    const { contentHash, sealedBytes, offset, piece } = pieceRequest.parse(JSON.parse(body));
    this.pieces.push({ contentHash, offset });
    const before = this.received.get(contentHash) ?? Buffer.alloc(0);
    const after = offset === before.length ? Buffer.concat([before, Buffer.from(piece, 'base64url')]) : before;
    this.received.set(contentHash, after);
    if (after.length === sealedBytes && sha256Hex(after) !== contentHash) return null;
    if (after.length === sealedBytes) this.#complete.add(contentHash);
    this.afterPiece?.();
    return this.#progressOf(contentHash);
  }

  forget(): void {
    this.received.clear();
    this.#complete.clear();
  }

  missing(named: readonly Attachment[]): number {
    return named.filter(({ contentHash }) => !this.#complete.has(contentHash)).length;
  }

  #progressOf(contentHash: string): AttachmentProgress {
    const receivedBytes = this.received.get(contentHash)?.length ?? 0;
    return { contentHash, receivedBytes, isComplete: this.#complete.has(contentHash) };
  }
}
