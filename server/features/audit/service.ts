// What the audit log shows (R10.4): checkpoints signed by the server's identity key, tiles, entries and proofs. Everything is computed
// from committed leaves; a checkpoint is kept once it was signed, because it may never be contradicted.
import { type AuditTreeReader, treeReader } from '#server/kernel/audit/tree-reader.ts';
import { findCheckpoint, loadCheckpoints, saveCheckpoint } from '#server/kernel/audit/tree-store.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { SuccessionDocument } from '#src/crypto/succession-document.ts';
import { checkpointText, logOrigin, openCheckpoint, signedCheckpoint, verifierKey } from '#src/domain/audit/checkpoint.ts';
import { leafBytes } from '#src/domain/audit/leaves.ts';
import type { TileName } from '#src/domain/audit/tile-path.ts';
import { type Hash, TileTree, tileHashes, tileWidth } from '#src/domain/audit/tree.ts';
import { sha256 } from '#src/node/crypto/hash.ts';
import { verifyBytes } from '#src/node/crypto/signing.ts';

export interface LogProof {
  readonly checkpoint: string;
  /** From the size that was asked about to that of the checkpoint; null when the log has never been so large. */
  readonly consistency: readonly Hash[] | null;
  /** Of the leaf that was asked for; null when none was, or there is none. */
  readonly inclusion: readonly Hash[] | null;
}

export interface AuditService {
  /** The log's key as verifiers take it. */
  readonly verifierKey: string;
  /** How that key came in the place of the former ones, oldest first. */
  readonly successions: readonly SuccessionDocument[];
  /** The newest checkpoint: of all leaves committed by now. */
  readonly checkpoint: () => Promise<{ readonly size: number; readonly note: string }>;
  /** A checkpoint of the log as it was with so many leaves. */
  readonly checkpointAt: (size: number) => Promise<string>;
  /** Every checkpoint ever signed, oldest first. */
  readonly checkpoints: () => Promise<readonly { readonly size: number; readonly note: string }[]>;
  /** The bytes of a tile or entry bundle; null when the log does not have so many. */
  readonly tile: (name: TileName) => Promise<Buffer | null>;
  readonly prove: (question: { readonly knownSize: number; readonly leaf: number | null }) => Promise<LogProof>;
}

interface Dependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly organisationId: string;
}

/** An entry bundle: each entry after its length in two bytes. */
function bundle(entries: readonly string[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const bytes = leafBytes(entry);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      return [length, bytes];
    }),
  );
}

export function createAuditService({ store, keyRing, clock, organisationId }: Dependencies): AuditService {
  const reader: AuditTreeReader = treeReader(store, organisationId);
  const origin = logOrigin(organisationId);
  const publicKey = new Uint8Array(Buffer.from(keyRing.serverKey.key, 'base64url'));
  const treeOf = (size: number) => new TileTree(size, sha256, reader.hashes);

  const isOfToday = (note: string) =>
    openCheckpoint(note, { origin, publicKey }, sha256, (text, signature) =>
      verifyBytes(keyRing.serverKey.key, text, signature),
    ) !== null;

  const checkpointAt: AuditService['checkpointAt'] = async (size) => {
    const kept = await findCheckpoint(store, organisationId, size);
    if (kept !== null && isOfToday(kept)) return kept;
    const text = checkpointText(origin, { size, root: await treeOf(size).root() });
    const signature = await keyRing.signCheckpoint(text);
    const note = signedCheckpoint(text, { name: origin, publicKey, signature }, sha256);
    // Signed by a former key before: both signatures stand under the same text.
    const all = kept?.startsWith(`${text}\n`) === true ? kept + note.slice(text.length + 1) : note;
    await saveCheckpoint(
      store,
      { organisation_id: organisationId, size, note: all, signed_at: instantFromMs(clock.nowMs()) },
      kept,
    );
    return all;
  };

  const checkpoint: AuditService['checkpoint'] = async () => {
    const size = await reader.size();
    return { size, note: await checkpointAt(size) };
  };

  return {
    verifierKey: verifierKey(sha256, origin, publicKey),
    successions: keyRing.successions,
    checkpoint,
    checkpointAt,
    checkpoints: () => loadCheckpoints(store, organisationId),
    tile: async ({ level, tile, width }) => {
      const available = tileHashes(await reader.size(), level === 'entries' ? 0 : level, tile);
      if (width > available || width > tileWidth) return null;
      return level === 'entries'
        ? bundle((await reader.entries(tile)).slice(0, width))
        : Buffer.concat((await reader.hashes(level, tile)).slice(0, width));
    },
    prove: async ({ knownSize, leaf }) => {
      const { size, note } = await checkpoint();
      const tree = treeOf(size);
      return {
        checkpoint: note,
        consistency: knownSize <= size ? await tree.consistencyProof(knownSize) : null,
        inclusion: leaf !== null && leaf < size ? await tree.inclusionProof(leaf) : null,
      };
    },
  };
}
