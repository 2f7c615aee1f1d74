// One key of the server after another (R4.2, R4.7): a statement for each renewal, in a chain that only goes forward. In order, the former
// key names its successor; after a theft, the new key speaks for itself, and only a person who compares its fingerprint believes it.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { publicKey } from '#src/domain/organisation/schema.ts';

/** Body of a document of kind `key-succession`. */
export const keySuccession = z.object({
  organisationId: z.string(),
  /** 1 for the first renewal; no number is left out. */
  serial: z.int().positive(),
  from: publicKey,
  to: publicKey,
  at: instant,
  /** The former key is in wrong hands: `to` has signed this, and nobody follows it without a person. */
  isEmergency: z.boolean(),
});
export type KeySuccession = z.infer<typeof keySuccession>;

/** A key the server had before. */
export const formerServerKey = publicKey.extend({
  /** 0 for the first key of all. */
  serial: z.int().nonnegative(),
  retiredAt: instant,
  /** Nothing that arrives signed by it counts any more, whatever its date; what lies here stays readable. */
  isDistrusted: z.boolean(),
});
export type FormerServerKey = z.infer<typeof formerServerKey>;

/** What one side knows of the server's keys. */
export interface KnownServerKeys {
  readonly serverKey: z.infer<typeof publicKey>;
  readonly serverKeySerial: number;
  readonly formerServerKeys: readonly FormerServerKey[];
}

/** Is this the next link of the chain? Never back to a key that was one before, and never over a gap. */
export function isNextLink({ serverKey, serverKeySerial, formerServerKeys }: KnownServerKeys, next: KeySuccession): boolean {
  return (
    next.serial === serverKeySerial + 1 &&
    next.from.keyId === serverKey.keyId &&
    next.from.key === serverKey.key &&
    next.to.key !== serverKey.key &&
    !formerServerKeys.some(({ key }) => key === next.to.key)
  );
}

/**
 * The keys after a renewal. After a theft nothing is believed any more that the stolen key signed, nor anything of the keys that came
 * after it: whoever has the key can have named those.
 */
export function renewed(known: KnownServerKeys, { serial, from, to, at, isEmergency }: KeySuccession): KnownServerKeys {
  const stolen = known.formerServerKeys.find(({ key }) => key === from.key)?.serial ?? known.serverKeySerial;
  const retired = { ...known.serverKey, serial: known.serverKeySerial, retiredAt: at, isDistrusted: false };
  const former = [...known.formerServerKeys, retired];
  return {
    serverKey: to,
    serverKeySerial: serial,
    formerServerKeys: isEmergency ? former.map((key) => (key.serial >= stolen ? { ...key, isDistrusted: true } : key)) : former,
  };
}

/**
 * The key that may have signed something that arrives now; null when none may. A former key counts for what was signed in its time only.
 * @param statedAt when the document says it was signed; null where only the key of today will do
 */
export function signerOfArriving(
  { serverKey, formerServerKeys }: Omit<KnownServerKeys, 'serverKeySerial'>,
  keyId: string,
  statedAt: string | null,
): z.infer<typeof publicKey> | null {
  if (keyId === serverKey.keyId) return serverKey;
  const former = formerServerKeys.find((key) => key.keyId === keyId);
  const counts = former !== undefined && !former.isDistrusted && statedAt !== null && statedAt <= former.retiredAt;
  return counts ? { keyId, key: former.key } : null;
}
