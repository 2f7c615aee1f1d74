import { expect, test } from 'vitest';
import { generateSigningKey } from '#src/node/crypto/signing.ts';
import { signRequest, verifyRequest } from '#src/node/http/signed-requests.ts';

const device = generateSigningKey();
const now = Date.UTC(2026, 10, 24);
const request = { method: 'POST', url: 'http://127.0.0.1:1/v1/records?a=1', body: '{"x":1}' };
const sign = (createdAtMs = now, nonce = 'n'.repeat(22), deviceId = 'd1') =>
  signRequest(request, { deviceId, privateKey: device.privateKey, createdAtMs, nonce });
const findKey = async (id: string) => (id === 'd1' ? device.publicKey : null);

test('accepts what the device signed, under another host name', async () => {
  const headers = await sign();
  const verdict = await verifyRequest({ ...request, url: 'https://other.example/v1/records?a=1', headers }, findKey, now + 1_000);
  expect(verdict).toEqual({ outcome: 'valid', deviceId: 'd1', nonce: 'n'.repeat(22) });
});

test.each([
  ['another body', { body: '{"x":2}' }],
  ['another path', { url: 'http://127.0.0.1:1/v1/other?a=1' }],
  ['another query', { url: 'http://127.0.0.1:1/v1/records?a=2' }],
  ['another method', { method: 'PUT' }],
])('refuses %s', async (_name, change) => {
  const headers = await sign();
  expect(await verifyRequest({ ...request, ...change, headers }, findKey, now)).toEqual({ outcome: 'refused' });
});

test('refuses old and future signatures, unknown devices, missing and garbled headers', async () => {
  const refused = { outcome: 'refused' };
  expect(await verifyRequest({ ...request, headers: await sign(now - 301_000) }, findKey, now)).toEqual(refused);
  expect(await verifyRequest({ ...request, headers: await sign(now + 301_000) }, findKey, now)).toEqual(refused);
  expect(await verifyRequest({ ...request, headers: await sign() }, async () => null, now)).toEqual(refused);
  expect(await verifyRequest({ ...request, headers: {} }, findKey, now)).toEqual(refused);
  const headers = await sign();
  expect(await verifyRequest({ ...request, headers: { ...headers, signature: '%%%' } }, findKey, now)).toEqual(refused);
});

test('refuses a nonce that is guessable, endless or no base64url, and an endless device id', async () => {
  for (const nonce of ['', 'n'.repeat(21), 'n'.repeat(65), `${'n'.repeat(22)}\u0020`, 'n'.repeat(5_000)]) {
    const headers = await sign(now, nonce);
    expect(await verifyRequest({ ...request, headers }, findKey, now), nonce).toEqual({ outcome: 'refused' });
  }
  const headers = await sign(now, 'n'.repeat(22), 'd'.repeat(65));
  expect(await verifyRequest({ ...request, headers }, async () => device.publicKey, now)).toEqual({ outcome: 'refused' });
  expect((await verifyRequest({ ...request, headers: await sign(now, 'n'.repeat(64)) }, findKey, now)).outcome).toBe('valid');
});
