import { deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '#src/base/canonical-json.ts';
import { classContext, type Envelope } from '#src/crypto/envelope.ts';
import { type FieldValues, recordHeader } from '#src/domain/registration/schema.ts';
import { largestUnpackedBytes, pack, unpack } from '#src/node/crypto/packing.ts';
import { generateSealingKey, openEnvelopeClass, sealBox, sealEnvelope } from '#src/node/crypto/sealing.ts';
import type { PrivateKeyText } from '#src/node/crypto/signing.ts';

const at = '2026-11-24T08:00:00.000Z';
const header = recordHeader.parse({
  organisationId: 'o',
  branchId: 'b',
  deviceId: 'd',
  recordId: '3f2b8c54-9f10-4a6e-8d53-0f6a1c2b3d4e',
  revision: 1,
  serviceId: 's',
  form: { id: 'f', version: 1 },
  language: 'zh-CN',
  notice: { noticeId: 'n', noticeVersion: 1, language: 'zh-CN', channel: 'screen', acceptedAt: at },
  consents: [],
  capturedBy: 'c',
  review: { reviewedBy: 'c', reviewedAt: at, checks: ['document'] },
  submittedAt: at,
});
const long: FieldValues = { address: '云南省昆明市五华区正义路一号，'.repeat(40), name: '王小明' };
const short: FieldValues = { name: '王小明', documentNumber: '110101199003071057' };

let key: PrivateKeyText;
beforeAll(async () => {
  key = await generateSealingKey();
});

const sealTo = () => ({ keyId: key.keyId, key: key.publicKey });

async function seal(values: FieldValues): Promise<Envelope> {
  const { text } = await sealEnvelope({ header, groups: { identity: values }, classKeys: { identity: sealTo() } });
  return JSON.parse(text);
}

const classOf = ({ classes }: Envelope) => {
  if (classes.identity === undefined) throw new Error('no such class');
  return classes.identity;
};
const open = (envelope: Envelope) => openEnvelopeClass(JSON.stringify(envelope), 'identity', key);
const sealedLength = (envelope: Envelope) => Buffer.from(classOf(envelope).ciphertext, 'base64url').length - 16;

describe('bytes', () => {
  test.each([0, 1, 63, 64, 65, 1_000, 100_000])('%d bytes come back whole, in whole steps, or are not packed', (length) => {
    for (const bytes of [
      Buffer.alloc(length, 'ab'),
      Buffer.from(crypto.getRandomValues(new Uint8Array(Math.min(length, 60_000)))),
    ]) {
      const packed = pack(bytes);
      if (packed === null) continue;
      expect(packed.length % 64).toBe(0);
      expect(packed.length).toBeLessThan(bytes.length);
      expect(unpack(packed)).toEqual(bytes);
    }
  });

  test('what repeats itself is packed, what is random is not', () => {
    expect(pack(Buffer.alloc(1_000, 'ab'))?.length).toBe(64);
    expect(pack(crypto.getRandomValues(new Uint8Array(1_000)))).toBeNull();
    expect(pack(Buffer.alloc(largestUnpackedBytes + 1))).toBeNull();
  });

  test('a few bytes that would fill the memory are refused, and so is what is no such stream', () => {
    const bomb = deflateRawSync(Buffer.alloc(200 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(300_000);
    expect(() => unpack(bomb)).toThrow();
    expect(unpack(deflateRawSync(Buffer.alloc(largestUnpackedBytes)))).toHaveLength(largestUnpackedBytes);
    expect(() => unpack(Buffer.alloc(64, 0xff))).toThrow();
  });
});

describe('sealed values', () => {
  test('long ones are sealed packed, in whole steps, and open as they were', async () => {
    const sealed = await seal(long);
    expect(classOf(sealed).packing).toBe('deflate');
    expect(sealedLength(sealed) % 64).toBe(0);
    expect(sealedLength(sealed)).toBeLessThan(Buffer.byteLength(canonicalJson(long)) / 4);
    expect(await open(sealed)).toEqual(long);
  });

  test('short ones are sealed as they are, as before there was packing', async () => {
    const sealed = await seal(short);
    expect(classOf(sealed)).not.toHaveProperty('packing');
    expect(sealedLength(sealed)).toBe(Buffer.byteLength(canonicalJson(short)));
    expect(await open(sealed)).toEqual(short);
  });

  test('whether they are packed is authenticated', async () => {
    const [packed, plain] = [await seal(long), await seal(short)];
    const { packing: _, ...without } = classOf(packed);
    await expect(open({ ...packed, classes: { identity: without } })).rejects.toThrow();
    await expect(open({ ...plain, classes: { identity: { ...classOf(plain), packing: 'deflate' } } })).rejects.toThrow();
  });

  test('a bomb that a workstation sealed does not open', async () => {
    const bomb = deflateRawSync(Buffer.alloc(200 * 1024 * 1024, ' '));
    const box = await sealBox(sealTo(), classContext(header, 'identity', 'deflate'), bomb);
    const envelope = await seal(long);
    const forged = {
      ...classOf(envelope),
      encapsulation: box.key.encapsulation,
      sealedKey: box.key.ciphertext,
      iv: Buffer.from(box.iv).toString('base64url'),
      ciphertext: Buffer.from(box.ciphertext).toString('base64url'),
    };
    await expect(open({ ...envelope, classes: { identity: forged } })).rejects.toThrow();
  });
});
