// docs/protocol.md is enough to write a client, so what it says is held true: its vectors are checked here by the document's own
// words (signature base, kinds, key ids, canonical form), not only by the functions that made them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { utf8 } from '#src/base/bytes.ts';
import { canonicalJson } from '#src/base/canonical-json.ts';
import { errorCodes } from '#src/contract/errors.ts';
import { signedDocument } from '#src/crypto/signed.ts';
import { attachment } from '#src/domain/attachments/schema.ts';
import { parseEnrolmentCode } from '#src/domain/devices/enrolment-code.ts';
import { recordHeader } from '#src/domain/registration/schema.ts';
import { receipt } from '#src/domain/sync/receipt.ts';
import { openAttachment } from '#src/node/crypto/attachments.ts';
import { sha256, sha256Hex } from '#src/node/crypto/hash.ts';
import { openEnvelopeClass } from '#src/node/crypto/sealing.ts';
import { keyFingerprint, signBytes, verifyBytes } from '#src/node/crypto/signing.ts';
import { verifyRequest } from '#src/node/http/signed-requests.ts';

const document = readFileSync(join(import.meta.dirname, '..', 'docs', 'protocol.md'), 'utf8');
const blocks = [...document.matchAll(/```(?:json)?\n([\s\S]*?)\n```/g)].map((match) => match[1] ?? '');

const vectors = z
  .object({
    device: z.object({ deviceId: z.string(), publicKey: z.string(), privateKey: z.string() }),
    server: z.object({ keyId: z.string(), publicKey: z.string(), fingerprint: z.string() }),
    enrolmentCode: z.string(),
    request: z.object({
      method: z.string(),
      path: z.string(),
      createdAt: z.string(),
      nonce: z.string(),
      body: z.string(),
      headers: z.object({ 'content-digest': z.string(), signature: z.string(), 'signature-input': z.string() }),
    }),
    classKey: z.object({ keyId: z.string(), publicKey: z.string(), privateKey: z.string() }),
    envelope: z.object({ text: z.string(), contentHash: z.string(), values: z.record(z.string(), z.string()) }),
    attachment: z.object({
      place: z.object({
        ...recordHeader.pick({ organisationId: true, deviceId: true, recordId: true, revision: true }).shape,
        ...attachment.pick({ id: true, field: true, class: true, mediaType: true }).shape,
      }),
      content: z.string(),
      sealed: z.string(),
      contentHash: z.string(),
    }),
    receipt: signedDocument,
  })
  .parse(JSON.parse(blocks.find((block) => block.includes('"enrolmentCode"')) ?? ''));

const raw = (text: string) => Buffer.from(text, 'base64url');

describe('requests', () => {
  const { request, device } = vectors;
  const base = blocks.find((block) => block.startsWith('"@method": POST')) ?? '';
  const signature = Buffer.from(request.headers.signature.slice('sig=:'.length, -1), 'base64');

  test('the printed signature base is what was signed', () => {
    expect(verifyBytes(device.publicKey, utf8(base), signature)).toBe(true);
    expect(verifyBytes(device.publicKey, utf8(`${base}\n`), signature)).toBe(false);
    expect(base).toContain(`"@signature-params": ${request.headers['signature-input'].slice('sig='.length)}`);
    expect(request.headers['content-digest']).toBe(`sha-256=:${Buffer.from(sha256(request.body)).toString('base64')}:`);
  });

  test('the printed private key makes the printed signature', () => {
    // PKCS #8 of an Ed25519 key is this fixed head and the seed (RFC 8410).
    const privateKey = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), raw(device.privateKey)]);
    expect(Buffer.from(signBytes(privateKey.toString('base64url'), utf8(base)))).toEqual(signature);
  });

  test('the server accepts it', async () => {
    const asked = {
      method: request.method,
      url: `https://any.example${request.path}`,
      body: request.body,
      headers: request.headers,
    };
    const verdict = await verifyRequest(asked, async () => device.publicKey, Date.parse(request.createdAt));
    expect(verdict).toEqual({ outcome: 'valid', deviceId: device.deviceId, nonce: request.nonce });
  });
});

test('key ids and fingerprints are parts of the hash of the raw key', () => {
  const { server, classKey, enrolmentCode } = vectors;
  expect(sha256Hex(raw(server.publicKey)).slice(0, 16)).toBe(server.keyId);
  expect(sha256Hex(raw(classKey.publicKey)).slice(0, 16)).toBe(classKey.keyId);
  expect(keyFingerprint(server.publicKey)).toBe(server.fingerprint);
  expect(parseEnrolmentCode(enrolmentCode.toLowerCase().replace('0', 'o'))).toMatchObject({
    ok: true,
    value: { secret: '0123456789ABCDEF', fingerprint: server.fingerprint },
  });
});

test('the envelope is canonical, hashes to its hash, and opens to its values', async () => {
  const { text, contentHash, values } = vectors.envelope;
  expect(canonicalJson(JSON.parse(text))).toBe(text);
  expect(sha256Hex(text)).toBe(contentHash);
  expect(await openEnvelopeClass(text, 'identity', vectors.classKey)).toEqual(values);
});

test('the attachment has the printed layout, hashes to its hash, and opens in its place only', async () => {
  const { place, content, sealed, contentHash } = vectors.attachment;
  const bytes = raw(sealed);
  expect(bytes.length).toBe(1 + 8 + 32 + 48 + 12 + content.length + 16);
  expect([bytes[0], bytes.subarray(1, 9).toString('hex')]).toEqual([1, vectors.classKey.keyId]);
  expect(sha256Hex(bytes)).toBe(contentHash);
  expect(Buffer.from(await openAttachment(place, bytes, vectors.classKey)).toString('utf8')).toBe(content);
  await expect(openAttachment({ ...place, field: 'portrait' }, bytes, vectors.classKey)).rejects.toThrow();
});

test('the receipt is signed as section 2 says and names the envelope', () => {
  const { body, signature } = vectors.receipt;
  expect(verifyBytes(vectors.server.publicKey, utf8(`countersign/receipt/suite-1\n${body}`), raw(signature))).toBe(true);
  expect(receipt.parse(JSON.parse(body)).contentHash).toBe(vectors.envelope.contentHash);
});

test('every error code the document names exists', () => {
  const named = [...document.matchAll(/`((?:internal|server|devices|store|sync)\/[a-z-]+)`/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(10);
  for (const code of named) expect(errorCodes).toHaveProperty([code]);
});
