import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { recordHeader } from '#src/domain/registration/schema.ts';
import { hashPassphrase, verifyPassphrase } from '#src/node/crypto/passphrase.ts';
import { generateSealingKey, openEnvelopeClass, sealEnvelope } from '#src/node/crypto/sealing.ts';
import { openSecret, sealSecret } from '#src/node/crypto/secret-box.ts';
import { generateSigningKey, openDocument, signDocument } from '#src/node/crypto/signing.ts';

const header = recordHeader.parse({
  organisationId: 'o',
  branchId: 'b',
  deviceId: 'd',
  recordId: '3f2b8c54-9f10-4a6e-8d53-0f6a1c2b3d4e',
  revision: 1,
  serviceId: 's',
  form: { id: 'f', version: 1 },
  language: 'zh-CN',
  notice: { noticeId: 'n', noticeVersion: 1, language: 'zh-CN', channel: 'screen', acceptedAt: '2026-11-24T08:00:00.000Z' },
  consents: [],
  capturedBy: 'c',
  review: { reviewedBy: 'c', reviewedAt: '2026-11-24T08:00:00.000Z', checks: ['document'] },
  submittedAt: '2026-11-24T08:00:00.000Z',
});

describe('envelope', () => {
  test('opens with the class key and hides the values', async () => {
    const key = await generateSealingKey();
    const sealed = await sealEnvelope({
      header,
      groups: { identity: { name: '王小明' } },
      classKeys: { identity: { keyId: key.keyId, key: key.publicKey } },
    });
    expect(sealed.text).not.toContain('王小明');
    expect(await openEnvelopeClass(sealed.text, 'identity', key)).toEqual({ name: '王小明' });
  });

  test('does not open with another key, nor after the header was changed', async () => {
    const key = await generateSealingKey();
    const sealed = await sealEnvelope({
      header,
      groups: { identity: { name: 'x' } },
      classKeys: { identity: { keyId: key.keyId, key: key.publicKey } },
    });
    await expect(openEnvelopeClass(sealed.text, 'identity', await generateSealingKey())).rejects.toThrow();
    await expect(openEnvelopeClass(sealed.text.replace('"branchId":"b"', '"branchId":"c"'), 'identity', key)).rejects.toThrow();
  });
});

describe('signed documents', () => {
  const key = generateSigningKey();
  const signer = { keyId: key.keyId, key: key.publicKey };
  const schema = z.object({ a: z.number() });
  const document = signDocument('receipt', { a: 1 }, key);

  test('open with the signer', () => {
    expect(openDocument('receipt', document, signer, schema)).toEqual({ ok: true, value: { a: 1 } });
  });

  test('refuse another kind, another text, another signer', () => {
    const other = generateSigningKey();
    expect(openDocument('configuration', document, signer, schema).ok).toBe(false);
    expect(openDocument('receipt', { ...document, body: '{"a":2}' }, signer, schema).ok).toBe(false);
    expect(openDocument('receipt', document, { keyId: key.keyId, key: other.publicKey }, schema).ok).toBe(false);
  });
});

test('a secret box opens only with its key and context', () => {
  const key = new Uint8Array(32).fill(7);
  const box = sealSecret(key, 'a', new Uint8Array([1, 2, 3]));
  expect(openSecret(key, 'a', box)).toEqual(new Uint8Array([1, 2, 3]));
  expect(openSecret(key, 'b', box)).toBeNull();
  expect(openSecret(new Uint8Array(32), 'a', box)).toBeNull();
  expect(openSecret(key, 'a', box.subarray(0, 20))).toBeNull();
});

test('passphrases verify; a malformed verifier is simply wrong', async () => {
  const verifier = await hashPassphrase('实名柜 pass');
  expect(await verifyPassphrase(verifier, '实名柜 pass')).toBe(true);
  expect(await verifyPassphrase(verifier, '实名柜 pas')).toBe(false);
  expect(await verifyPassphrase('$argon2id$broken', 'x')).toBe(false);
});
