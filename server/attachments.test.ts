// Sealed attachments at the server (S4, R4.7): pieces in any order of failures, and no record without what it names.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { largestPieceBytes } from '#src/contract/sync/attachments.ts';
import type { AttachmentPlace } from '#src/crypto/sealed-attachment.ts';
import type { Attachment } from '#src/domain/attachments/schema.ts';
import type { Configuration, PublicKey } from '#src/domain/organisation/schema.ts';
import { sealAttachment } from '#src/node/crypto/attachments.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomBytes, randomId } from '#src/node/crypto/random.ts';
import { generateSealingKey } from '#src/node/crypto/sealing.ts';
import { type Bench, enrolWorkstation, openBench, push, sealRecord, signFor, type Workstation } from './test-bench.ts';

let bench: Bench;
let workstation: Workstation;
let published: Configuration;
beforeEach(async () => {
  bench = await openBench();
  workstation = await enrolWorkstation(bench);
  published = (await bench.organisation.configuration.newest()).body;
});
afterEach(() => bench.close());

interface SealedImage {
  readonly named: Attachment;
  readonly bytes: Uint8Array;
}

async function post(path: string, message: object, by = workstation) {
  const body = JSON.stringify({ protocol: 2, ...message });
  const headers = await signFor(by, bench.clock, { method: 'POST', path, body });
  return (await bench.app.inject({ method: 'POST', url: path, headers, payload: body })).json();
}

/** One attachment of a record, as a workstation seals it. */
async function sealImage(recordId: string, length = 300_000, key?: PublicKey): Promise<SealedImage> {
  const sealTo = key ?? published.classes.find(({ name }) => name === 'identity')?.sealTo;
  if (sealTo === undefined) throw new Error('no such class');
  const place = { id: randomId(), field: 'documentScan', class: 'identity', mediaType: 'image/jpeg' } as const;
  const record = { organisationId: published.organisation.id, deviceId: workstation.deviceId, revision: 1 };
  const bytes = await sealAttachment({ ...record, ...place, recordId } as AttachmentPlace, randomBytes(length), sealTo);
  return { bytes, named: { ...place, sealedBytes: bytes.length, contentHash: sha256Hex(bytes) } };
}

function sendPiece({ named, bytes }: SealedImage, offset: number, length = largestPieceBytes, by = workstation) {
  const piece = Buffer.from(bytes.subarray(offset, offset + length)).toString('base64url');
  const { contentHash, sealedBytes } = named;
  return post('/v1/attachments', { contentHash, sealedBytes, offset, piece }, by);
}

async function sendAll(image: SealedImage): Promise<void> {
  for (let at = 0; at < image.bytes.length; at += largestPieceBytes) await sendPiece(image, at);
}

async function pushWith(recordId: string, attachments: readonly Attachment[]) {
  const sealed = await sealRecord(published, workstation, { header: { recordId, attachments: [...attachments] } });
  return (await push(bench, workstation, [sealed.text])).json().outcomes[0];
}

const rows = () => bench.organisation.store.selectFrom('attachment').select(['record_id', 'is_complete']).execute();
const pieces = async () => (await bench.organisation.store.selectFrom('attachment_piece').select('start').execute()).length;

describe('pieces', () => {
  test('arrive in turn, twice or out of turn, and the answer always says where to go on', async () => {
    const image = await sealImage(randomId());
    const { contentHash, sealedBytes } = image.named;
    expect(await sendPiece(image, 100)).toEqual({ contentHash, receivedBytes: 0, isComplete: false });
    expect(await sendPiece(image, 0, 1_000)).toEqual({ contentHash, receivedBytes: 1_000, isComplete: false });
    expect(await sendPiece(image, 0, 1_000)).toEqual({ contentHash, receivedBytes: 1_000, isComplete: false });
    expect(await sendPiece(image, 5_000)).toMatchObject({ receivedBytes: 1_000 });
    expect(await post('/v1/attachments/progress', { contentHashes: [contentHash, 'f'.repeat(64)] })).toEqual({
      attachments: [
        { contentHash, receivedBytes: 1_000, isComplete: false },
        { contentHash: 'f'.repeat(64), receivedBytes: 0, isComplete: false },
      ],
    });
    await sendPiece(image, 1_000);
    expect(await sendPiece(image, 1_000 + largestPieceBytes)).toEqual({
      contentHash,
      receivedBytes: sealedBytes,
      isComplete: true,
    });
    expect(await sendPiece(image, 0)).toMatchObject({ isComplete: true });
    expect(await pieces()).toBe(3);
  });

  test('the same piece sent twice at once is kept once', async () => {
    const image = await sealImage(randomId());
    const answers = await Promise.all([sendPiece(image, 0), sendPiece(image, 0), sendPiece(image, 0)]);
    expect(answers.map((answer) => answer.receivedBytes)).toEqual([largestPieceBytes, largestPieceBytes, largestPieceBytes]);
    expect(await pieces()).toBe(1);
  });

  test('bytes that do not hash to their name are dropped whole', async () => {
    const image = await sealImage(randomId(), 1_000);
    const altered = { ...image, bytes: image.bytes.map((byte, index) => (index === 500 ? byte ^ 1 : byte)) };
    expect(await sendPiece(altered, 0)).toEqual({ error: { code: 'sync/attachment-invalid', params: {} } });
    expect(await pieces()).toBe(0);
    expect(await sendPiece(image, 0)).toMatchObject({ isComplete: true });
  });

  test.each([
    ['more than was announced', { sealedBytes: 10, offset: 0, piece: 'A'.repeat(40) }, 'sync/attachment-invalid'],
    ['a piece that is too long', { sealedBytes: 500_000, offset: 0, piece: 'A'.repeat(349_528) }, 'internal/invalid-input'],
    ['an attachment that is too long', { sealedBytes: 67_108_865, offset: 0, piece: 'AAAA' }, 'internal/invalid-input'],
    ['a name that is no hash', { contentHash: '../x', sealedBytes: 10, offset: 0, piece: 'AAAA' }, 'internal/invalid-input'],
  ])('%s is refused', async (_name, message, code) => {
    expect(await post('/v1/attachments', { contentHash: 'a'.repeat(64), ...message })).toMatchObject({ error: { code } });
    expect(await pieces()).toBe(0);
  });

  test('another size under the same name is refused and changes nothing', async () => {
    const image = await sealImage(randomId(), 5_000);
    await sendPiece(image, 0, 1_000);
    const other = { ...image, named: { ...image.named, sealedBytes: 1_001 } };
    expect(await sendPiece(other, 1_000, 1)).toMatchObject({ error: { code: 'sync/attachment-invalid' } });
    expect(await sendPiece(image, 1_000)).toMatchObject({ isComplete: true });
  });

  test('one device neither sees nor completes what another sent', async () => {
    const image = await sealImage(randomId(), 5_000);
    await sendAll(image);
    const stranger = await enrolWorkstation(bench);
    const asked = await post('/v1/attachments/progress', { contentHashes: [image.named.contentHash] }, stranger);
    expect(asked.attachments).toMatchObject([{ receivedBytes: 0, isComplete: false }]);
  });

  test('a device may not fill the server with what no record names, and forgotten uploads go', async () => {
    const announce = (index: number) =>
      post('/v1/attachments', { contentHash: sha256Hex(String(index)), sealedBytes: 2_000_000, offset: 0, piece: 'AAAA' });
    let refused = 0;
    for (let index = 0; index < 275; index++) if ('error' in (await announce(index))) refused += 1;
    expect(refused).toBe(7);
    bench.clock.advance(15 * 86_400_000);
    expect(await announce(999)).toMatchObject({ receivedBytes: 3 });
    expect(await rows()).toHaveLength(1);
  });
});

describe('a record', () => {
  test('waits for its attachments and is accepted with them', async () => {
    const recordId = randomId();
    const images = [await sealImage(recordId), await sealImage(recordId, 2_000)] as const;
    const named = images.map((image) => image.named);
    const error = (missing: number) => ({
      outcome: 'incomplete',
      error: { code: 'sync/attachments-missing', params: { missing } },
    });
    expect(await pushWith(recordId, named)).toMatchObject(error(2));
    await sendAll(images[0]);
    await sendPiece(images[1], 0, 1_000);
    expect(await pushWith(recordId, named)).toMatchObject(error(1));
    await sendPiece(images[1], 1_000);
    expect(await pushWith(recordId, named)).toMatchObject({ outcome: 'accepted' });
    expect(await rows()).toEqual([
      { record_id: recordId, is_complete: 1 },
      { record_id: recordId, is_complete: 1 },
    ]);
    bench.clock.advance(30 * 86_400_000);
    await sendPiece(await sealImage(randomId(), 100), 0);
    expect(await rows()).toHaveLength(3);
  });

  test('is quarantined when an attachment is not what it says', async () => {
    const recordId = randomId();
    const own = await sealImage(recordId, 1_000);
    await sendAll(own);
    const code = async (id: string, attachments: readonly Attachment[]) => (await pushWith(id, attachments)).error?.code;
    expect(await code(randomId(), [{ ...own.named, sealedBytes: own.named.sealedBytes + 1 }])).toBe('sync/attachment-invalid');
    expect(await code(randomId(), [own.named, own.named])).toBe('sync/envelope-invalid');
    expect(await code(randomId(), [{ ...own.named, class: 'contact' }])).toBe('sync/class-key-unknown');
    const foreign = await generateSealingKey();
    const other = await sealImage(recordId, 1_000, { keyId: foreign.keyId, key: foreign.publicKey });
    await sendAll(other);
    expect(await code(randomId(), [other.named])).toBe('sync/class-key-unknown');
    const junk = randomBytes(2_000).fill(9, 0, 1);
    const unsealed = { bytes: junk, named: { ...own.named, contentHash: sha256Hex(junk), sealedBytes: junk.length } };
    await sendAll(unsealed);
    expect(await code(randomId(), [unsealed.named])).toBe('sync/attachment-invalid');
    expect(await code(recordId, [own.named])).toBeUndefined();
    expect(await code(randomId(), [own.named])).toBe('sync/attachment-invalid');
  });
});
