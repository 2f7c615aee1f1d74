import type { SuccessionDocument } from '#src/crypto/succession-document.ts';
import type { KeyRing } from './key-ring.ts';

/** What a workstation that pins this key has to hear, oldest first. Of a key that was never this server's: all there is. */
export function successionsAfter(
  { serverKey, formerServerKeys, successions }: KeyRing,
  pinnedKeyId: string,
): SuccessionDocument[] {
  if (pinnedKeyId === serverKey.keyId) return [];
  const known = formerServerKeys.find(({ keyId }) => keyId === pinnedKeyId);
  return successions.slice(known?.serial ?? 0);
}
