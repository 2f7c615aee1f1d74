// For tests only: a server's audit log over leaves a test chooses anew each time, so that it can also be one that contradicts itself.

import type * as z from 'zod';
import { utf8 } from '#src/base/bytes.ts';
import { logRequest, type logResponse } from '#src/contract/sync/log.ts';
import { checkpointText, logOrigin, signedCheckpoint } from '#src/domain/audit/checkpoint.ts';
import { hashLeaf, TileTree } from '#src/domain/audit/tree.ts';
import { sha256 } from '#src/node/crypto/hash.ts';
import { type PrivateKeyText, signBytes } from '#src/node/crypto/signing.ts';

export async function answerLog(
  leaves: readonly string[],
  organisationId: string,
  key: PrivateKeyText,
  body: string,
): Promise<z.input<typeof logResponse>> {
  const { knownSize } = logRequest.parse(JSON.parse(body));
  const tree = new TileTree(leaves.length, sha256, async () => leaves.map((leaf) => hashLeaf(sha256, utf8(leaf))));
  const name = logOrigin(organisationId);
  const text = checkpointText(name, { size: leaves.length, root: await tree.root() });
  const publicKey = new Uint8Array(Buffer.from(key.publicKey, 'base64url'));
  const checkpoint = signedCheckpoint(text, { name, publicKey, signature: signBytes(key.privateKey, utf8(text)) }, sha256);
  const proof = knownSize > leaves.length ? null : await tree.consistencyProof(knownSize);
  return { checkpoint, consistency: proof?.map((hash) => Buffer.from(hash).toString('hex')) ?? null, inclusion: null };
}
