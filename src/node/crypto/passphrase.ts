// Passphrases: Argon2id (RFC 9106) at 46 MiB, one pass, one lane — the first choice of OWASP's password storage cheat sheet.
import { type Algorithm, hash, hashRaw, verify } from '@node-rs/argon2';

const cost = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;

/** A verifier of a random passphrase nobody knows: an unknown number must cost the same time as a known one. */
export const decoyVerifier = '$argon2id$v=19$m=47104,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$Zm9yIGFuIHVua25vd24gbnVtYmVyIG5vIGtleSBmaXRz';

/** A verifier in PHC text form with its own random salt. */
export function hashPassphrase(passphrase: string): Promise<string> {
  return hash(passphrase.normalize('NFKC'), cost);
}

export async function verifyPassphrase(verifier: string, passphrase: string): Promise<boolean> {
  try {
    return await verify(verifier, passphrase.normalize('NFKC'));
  } catch {
    return false;
  }
}

/** A 32-byte key from a passphrase and a salt of at least 16 bytes. */
export async function deriveKey(passphrase: string, salt: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await hashRaw(passphrase.normalize('NFKC'), { ...cost, outputLen: 32, salt }));
}
