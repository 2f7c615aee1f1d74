// Device-signed requests by RFC 9421 (HTTP Message Signatures) with RFC 9530 content digests. Covered: method, path, query and
// body digest, plus created, nonce and keyid. `created` counts by the server's clock (learned from the signed probe), so a
// workstation whose own clock is years off still gets through. Authority is not covered: branches reach one server by many names.
import { type Algorithm, httpbis, type Request } from 'http-message-signatures';
import { sha256 } from '#src/node/crypto/hash.ts';
import { signBytes, verifyBytes } from '#src/node/crypto/signing.ts';

const algorithm: Algorithm = 'ed25519';
const coveredFields = ['@method', '@path', '@query', 'content-digest'];
const requiredParams = ['created', 'nonce', 'keyid'];
/** How far `created` may lie from the server's clock. Requests are idempotent; the nonce refuses a replay within this window. */
export const signatureWindowSeconds = 300;

/** Nonces are kept for a while: one of any length would make anybody's request as large as its headers may be. */
const nonceShape = /^[A-Za-z0-9_-]{22,64}$/;
const longestKeyId = 64;

export interface SignedRequest {
  readonly method: string;
  /** Absolute; only path and query count. */
  readonly url: string;
  readonly body: string;
}

export function contentDigest(body: string): string {
  return `sha-256=:${Buffer.from(sha256(body)).toString('base64')}:`;
}

/** Headers to add to a request so that the server knows which device sent exactly this. */
export async function signRequest(
  request: SignedRequest,
  signer: { readonly deviceId: string; readonly privateKey: string; readonly createdAtMs: number; readonly nonce: string },
): Promise<Record<string, string>> {
  const signed = await httpbis.signMessage(
    {
      key: {
        id: signer.deviceId,
        alg: algorithm,
        sign: async (data) => Buffer.from(signBytes(signer.privateKey, data)),
      },
      fields: coveredFields,
      params: requiredParams,
      paramValues: { created: new Date(signer.createdAtMs), nonce: signer.nonce },
    },
    { method: request.method, url: request.url, headers: { 'content-digest': contentDigest(request.body) } },
  );
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(signed.headers)) headers[name.toLowerCase()] = String(value);
  return headers;
}

export type SignatureVerdict =
  | { readonly outcome: 'valid'; readonly deviceId: string; readonly nonce: string }
  | { readonly outcome: 'refused' };

/**
 * Checks digest, coverage, age and signature.
 * @param findKey answers the device's raw Ed25519 public key (base64url), or null for an unknown device.
 */
export async function verifyRequest(
  request: SignedRequest & { readonly headers: Readonly<Record<string, string | string[] | undefined>> },
  findKey: (deviceId: string) => Promise<string | null>,
  nowMs: number,
): Promise<SignatureVerdict> {
  if (request.headers['content-digest'] !== contentDigest(request.body)) return { outcome: 'refused' };
  const headers: Request['headers'] = {};
  for (const name of ['content-digest', 'signature', 'signature-input']) headers[name] = request.headers[name] ?? '';
  let seen: { deviceId: string; nonce: string } | null = null;
  try {
    const isValid = await httpbis.verifyMessage(
      {
        requiredFields: coveredFields,
        requiredParams,
        notAfter: new Date(nowMs + signatureWindowSeconds * 1_000),
        all: true,
        keyLookup: async ({ keyid, nonce, created }) => {
          const ageMs = created instanceof Date ? nowMs - created.getTime() : Number.POSITIVE_INFINITY;
          if (typeof keyid !== 'string' || keyid.length > longestKeyId || ageMs > signatureWindowSeconds * 1_000) return null;
          if (typeof nonce !== 'string' || !nonceShape.test(nonce)) return null;
          const key = await findKey(keyid);
          if (key === null) return null;
          seen = { deviceId: keyid, nonce };
          return { id: keyid, algs: [algorithm], verify: async (data, signature) => verifyBytes(key, data, signature) };
        },
      },
      { method: request.method, url: request.url, headers },
    );
    return isValid === true && seen !== null
      ? { outcome: 'valid', ...(seen as { deviceId: string; nonce: string }) }
      : { outcome: 'refused' };
  } catch {
    return { outcome: 'refused' };
  }
}
