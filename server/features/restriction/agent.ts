// What the agent does about restricted subjects: it makes the digest by which workstations recognise a document, and hands out the key of
// these digests, which belongs to them alone.
import { type ActHandler, answering } from '#server/kernel/agent/act.ts';
import { openFields } from '#server/kernel/agent/open-fields.ts';
import type { ClassKeys } from '#server/kernel/keys/file-key-ring.ts';
import { documentKey } from '#src/domain/subjects/document-key.ts';
import { hmacSha256 } from '#src/node/crypto/hash.ts';
import { deriveSubkey } from '#src/node/crypto/subkey.ts';
import { digestAct, digestKeyAct } from './agent-acts.ts';

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

export function restrictionHandlers(classKeys: ClassKeys, indexKey: Uint8Array): readonly ActHandler[] {
  const key = deriveSubkey(indexKey, 'countersign/index/restriction');
  return [
    answering(digestAct, async ({ envelope, fields: { type, number } }) => {
      const values = await openFields(envelope, [type, number], classKeys).catch(() => null);
      const [documentType = '', documentNumber = ''] = [values?.[type.field], values?.[number.field]];
      if (documentType === '' || documentNumber === '') return { digest: null };
      return { digest: base64url(hmacSha256(key, documentKey(documentType, documentNumber))) };
    }),
    answering(digestKeyAct, async () => ({ key: base64url(key) })),
  ];
}
