// What the QR code of a receipt says: enough for somebody to ask the server later whether exactly this record arrived, and nothing
// about a person. The content hash is over sealed bytes, so it cannot be guessed back to anybody.
import * as z from 'zod';

const prefix = 'countersign:receipt?';

export const receiptReference = z.object({
  recordId: z.uuid(),
  revision: z.int().positive(),
  /** Hex SHA-256 over the sealed record. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  deviceId: z.string().min(1).max(100),
  /** Present only with a verified receipt of the server: its position, the signing key's id and the first 16 characters of the signature. */
  synced: z.object({ position: z.int().positive(), keyId: z.string().min(1), signature: z.string().length(16) }).nullable(),
});
export type ReceiptReference = z.infer<typeof receiptReference>;

export const signatureReferenceLength = 16;

/** Version 1: `countersign:receipt?v=1&r=…&n=…&h=…&d=…`, with a receipt also `&p=…&k=…&s=…`. */
export function writeReceiptReference({ recordId, revision, contentHash, deviceId, synced }: ReceiptReference): string {
  const members = [
    ['v', '1'],
    ['r', recordId],
    ['n', String(revision)],
    ['h', contentHash],
    ['d', deviceId],
    ...(synced === null
      ? []
      : [['p', String(synced.position)] as const, ['k', synced.keyId] as const, ['s', synced.signature] as const]),
  ];
  return prefix + members.map(([name, value = '']) => `${name}=${encodeURIComponent(value)}`).join('&');
}

/** Reads a code that was scanned. Null for anything that is not a reference of this version. */
export function readReceiptReference(text: string): ReceiptReference | null {
  if (!text.startsWith(prefix)) return null;
  const pairs = text
    .slice(prefix.length)
    .split('&')
    .map((pair) => pair.split('='));
  const members: Readonly<Record<string, string | undefined>> = Object.fromEntries(
    pairs.map(([name = '', value = '']) => [name, decoded(value)]),
  );
  if (members.v !== '1') return null;
  const { r: recordId, n, h: contentHash, d: deviceId, p, k: keyId, s: signature } = members;
  const synced = p === undefined ? null : { position: Number(p), keyId, signature };
  const parsed = receiptReference.safeParse({ recordId, revision: Number(n), contentHash, deviceId, synced });
  return parsed.success ? parsed.data : null;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
