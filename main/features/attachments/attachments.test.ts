// Images and signatures over a whole workstation (R2.2, R2.6, R4.2, R4.7, S4): what is refused, what is deleted, what is sealed, what is sent.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { subject, type TestOrganisation, testOrganisation } from '#main/test-bench/organisation.ts';
import { sampleJpeg, samplePng, withPictures } from '#main/test-bench/pictures.ts';
import { refusalOf, TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { largestPieceBytes } from '#src/contract/sync/attachments.ts';
import { type Envelope, envelope } from '#src/crypto/envelope.ts';
import type { RegistrationId } from '#src/domain/registration/schema.ts';
import { openAttachment } from '#src/node/crypto/attachments.ts';

let organisation: TestOrganisation;
let workstation: TestWorkstation;
let id: RegistrationId;

const marker = 'marker-of-the-scan-5c1f';
const scan = sampleJpeg(marker);
const signature = samplePng('marker-of-the-signature-77aa');
const shown = { serviceId: 'core', noticeId: 'notice', noticeVersion: 3, language: 'zh-CN' } as const;

beforeAll(async () => {
  organisation = await withPictures(await testOrganisation());
});
beforeEach(async () => {
  workstation = new TestWorkstation(organisation);
  await workstation.start(workstation.order);
  unwrap(await workstation.signIn());
  id = unwrap(await workstation.api['consent.accept'](shown)).registrationId;
});
afterEach(() => workstation.remove());

const add = (field = 'documentScan', bytes: Uint8Array<ArrayBuffer> = scan) =>
  workstation.api['attachments.add']({ registrationId: id, field, bytes });
const decide = (agreed: boolean) => workstation.api['consent.decide']({ registrationId: id, field: 'portrait', agreed });
const sign = (values: Record<string, string>) =>
  workstation.api['attachments.sign']({ registrationId: id, values, bytes: signature });
const list = async () => unwrap(await workstation.api['attachments.list']({ registrationId: id })).kept.map(({ field }) => field);

/** The place of a text in any file of the workstation; the store is encrypted, so there must be none. */
function filesWith(text: string): string[] {
  return readdirSync(workstation.dataDir).filter((name) => readFileSync(join(workstation.dataDir, name)).includes(text));
}

/** Captured, signed, reviewed, submitted; the server is tried once. */
async function submitPictured(bytes = scan): Promise<void> {
  const values = { ...subject, documentScan: unwrap(await add('documentScan', bytes)).id };
  unwrap(await sign(values));
  unwrap(await workstation.review(id, values));
  unwrap(await workstation.api['registration.submit']({ registrationId: id }));
  await workstation.api['sync.now']({});
}

function storedHeader(): Envelope['header'] {
  return envelope.parse(JSON.parse(workstation.server.stored.get(id) ?? '')).header;
}

describe('adding', () => {
  test.each([
    ['a text field', 'name', scan, 'attachments/field-unknown'],
    ['no field', 'invented', scan, 'attachments/field-unknown'],
    ['a signature by the back door', 'form-signature', scan, 'attachments/field-unknown'],
    ['a file that is no image', 'documentScan', new Uint8Array([1, 2, 3]), 'attachments/not-an-image'],
    ['a cut image', 'documentScan', scan.slice(0, -4), 'attachments/not-an-image'],
    ['nothing', 'documentScan', new Uint8Array(), 'internal/invalid-input'],
    ['too much', 'documentScan', new Uint8Array(2 * 1024 * 1024 + 1), 'attachments/too-large'],
    ['far too much', 'documentScan', new Uint8Array(5 * 1024 * 1024), 'internal/invalid-input'],
    ['too many pixels', 'documentScan', sampleJpeg(marker, 2_001), 'attachments/too-many-pixels'],
    [
      'an image that says where it was taken',
      'documentScan',
      sampleJpeg(marker, 800, 500, [Buffer.from('\xff\xe1\0\x0aExif\0\0MM', 'latin1')]),
      'attachments/metadata',
    ],
    ['an image nobody agreed to', 'portrait', scan, 'attachments/no-consent'],
  ])('%s is refused', async (_name, field, bytes, code) => {
    expect(refusalOf(await add(field, bytes))).toBe(code);
    expect(await list()).toEqual([]);
  });

  test('replaces the earlier image, and nothing of either is readable in any file', async () => {
    unwrap(await add('documentScan', sampleJpeg('the-first-image-9d2e')));
    const { id: second } = unwrap(await add());
    expect(unwrap(await workstation.api['attachments.list']({ registrationId: id })).kept).toMatchObject([
      { field: 'documentScan', id: second, mediaType: 'image/jpeg' },
    ]);
    expect([...filesWith(marker), ...filesWith('the-first-image-9d2e')]).toEqual([]);
  });

  test('only its own clerk sees or touches it', async () => {
    unwrap(await add());
    unwrap(await workstation.api['staff.signOut']({}));
    unwrap(await workstation.signIn('other'));
    for (const answer of [
      await add(),
      await workstation.api['attachments.list']({ registrationId: id }),
      await workstation.api['attachments.view']({ registrationId: id, field: 'documentScan' }),
      await workstation.api['attachments.remove']({ registrationId: id, field: 'documentScan' }),
      await sign(subject),
    ]) {
      expect(refusalOf(answer)).toBe('registration/unknown');
    }
  });

  test('is kept without any further save: a killed screen finds the image again', async () => {
    const { id: imageId } = unwrap(await add());
    await workstation.restart();
    unwrap(await workstation.signIn());
    const resumed = unwrap(await workstation.api['registration.resume']({ registrationId: id }));
    expect(resumed.values).toEqual({ documentScan: imageId });
    const viewed = unwrap(await workstation.api['attachments.view']({ registrationId: id, field: 'documentScan' }));
    expect(Buffer.from(viewed.bytes).equals(Buffer.from(scan))).toBe(true);
  });

  test('the draft never names an image that is not there', async () => {
    unwrap(await workstation.api['registration.save']({ registrationId: id, values: { name: '赵', documentScan: 'invented' } }));
    expect(unwrap(await workstation.api['registration.resume']({ registrationId: id })).values).toEqual({ name: '赵' });
  });
});

describe('deleting', () => {
  test('removing, withdrawing the consent and discarding leave no image', async () => {
    unwrap(await add());
    unwrap(await workstation.api['attachments.remove']({ registrationId: id, field: 'documentScan' }));
    expect(await list()).toEqual([]);
    unwrap(await decide(true));
    unwrap(await add('portrait'));
    expect(await list()).toEqual(['portrait']);
    unwrap(await decide(false));
    expect(await list()).toEqual([]);
    expect(refusalOf(await workstation.api['attachments.remove']({ registrationId: id, field: 'portrait' }))).toBe(
      'attachments/unknown',
    );
  });

  test('any change of an image undoes the review', async () => {
    const values = { ...subject, documentScan: unwrap(await add()).id };
    unwrap(await sign(values));
    unwrap(await workstation.review(id, values));
    unwrap(await add());
    expect(refusalOf(await workstation.api['registration.submit']({ registrationId: id }))).toBe('registration/not-reviewed');
  });
});

describe('the review', () => {
  test('needs the image a core field asks for, and takes no other id', async () => {
    const { id: imageId } = unwrap(await add());
    const fieldOf = async (values: Record<string, string>) => {
      const answer = await workstation.review(id, values);
      return answer.ok || answer.error.code !== 'registration/invalid' ? null : answer.error.params.errors;
    };
    expect(await fieldOf(subject)).toEqual([{ field: 'documentScan', code: 'forms/image-required', params: {} }]);
    expect(await fieldOf({ ...subject, documentScan: 'x' })).toMatchObject([{ code: 'forms/image-unknown' }]);
    expect(await fieldOf({ ...subject, documentScan: id })).toMatchObject([{ code: 'forms/image-unknown' }]);
    expect(refusalOf(await workstation.review(id, { ...subject, documentScan: imageId }))).toBe('registration/signature-missing');
  });

  test('a signature stands for exactly the values that were signed', async () => {
    const values = { ...subject, documentScan: unwrap(await add()).id };
    unwrap(await sign(values));
    expect(refusalOf(await workstation.review(id, { ...values, phone: '13900139000' }))).toBe('registration/signature-missing');
    unwrap(await workstation.review(id, { ...values, name: ` ${values.name} ` }));
    // An edit that is saved makes it void for good, also when it is taken back.
    unwrap(await workstation.api['registration.save']({ registrationId: id, values: { ...values, phone: '13900139000' } }));
    unwrap(await workstation.api['registration.save']({ registrationId: id, values }));
    expect(await list()).toEqual(['documentScan']);
    expect(refusalOf(await workstation.review(id, values))).toBe('registration/signature-missing');
  });

  test('a required signature cannot be declined, nor values signed that are wrong', async () => {
    const declined = await workstation.api['attachments.declineSignature']({ registrationId: id, reason: 'declined' });
    expect(refusalOf(declined)).toBe('attachments/signature-not-optional');
    expect(refusalOf(await sign(subject))).toBe('registration/invalid');
  });
});

describe('the notice', () => {
  test('keeps the signature it was accepted with, or why there is none', async () => {
    const accept = (given: 'declined' | 'not-possible' | Uint8Array<ArrayBuffer>) =>
      workstation.api['consent.accept']({ ...shown, signature: given });
    id = unwrap(await accept(signature)).registrationId;
    expect(await list()).toEqual(['notice-signature']);
    const field = 'notice-signature';
    expect(refusalOf(await workstation.api['attachments.remove']({ registrationId: id, field }))).toBe('attachments/unknown');
    id = unwrap(await accept('not-possible')).registrationId;
    await submitPictured();
    const header = storedHeader();
    expect(header.declinedSignatures).toMatchObject([{ place: 'notice', reason: 'not-possible' }]);
    expect(header.attachments?.map((one) => one.field)).toEqual(['documentScan', 'form-signature']);
    expect(refusalOf(await accept(new Uint8Array([1])))).toBe('attachments/not-an-image');
  });

  test('that requires a signature cannot be accepted without one', async () => {
    const [notice] = organisation.configuration.notices;
    if (notice === undefined) throw new Error('no notice');
    const strict = { ...notice, signature: { need: 'required', class: 'image' } as const };
    workstation.server.configuration = { ...organisation.configuration, version: 2, notices: [strict] };
    await workstation.api['sync.now']({});
    for (const more of [{}, { signature: 'declined' as const }]) {
      expect(refusalOf(await workstation.api['consent.accept']({ ...shown, ...more }))).toBe('registration/signature-missing');
    }
    unwrap(await workstation.api['consent.accept']({ ...shown, signature }));
  });
});

describe('the submission', () => {
  test('seals each image to its class, bound to its record, and leaves nothing to read', async () => {
    await submitPictured();
    const header = storedHeader();
    const [named, signed] = header.attachments ?? [];
    const { image, identity } = organisation.classKeys;
    if (named === undefined || image === undefined || identity === undefined) throw new Error('no attachment or no key');
    const sealed = workstation.server.attachments.received.get(named.contentHash) ?? Buffer.alloc(0);
    expect(sealed.length).toBe(named.sealedBytes);
    expect(sealed.includes(marker)).toBe(false);
    const place = { ...header, ...named };
    expect(Buffer.from(await openAttachment(place, sealed, image)).equals(Buffer.from(scan))).toBe(true);
    await expect(openAttachment(place, sealed, identity)).rejects.toThrow();
    for (const other of [{ field: 'portrait' }, { revision: 2 }, { deviceId: 'other' }, { mediaType: 'image/png' as const }]) {
      await expect(openAttachment({ ...place, ...other }, sealed, image)).rejects.toThrow();
    }
    expect(signed).toMatchObject({ field: 'form-signature', class: 'image', mediaType: 'image/png' });
    expect(Object.keys(envelope.parse(JSON.parse(workstation.server.stored.get(id) ?? '')).classes)).toEqual(['identity']);
    expect(filesWith(marker)).toEqual([]);
    expect(refusalOf(await add())).toBe('registration/already-submitted');
  });

  test('leaves out what was not agreed to', async () => {
    unwrap(await decide(true));
    unwrap(await add('portrait'));
    unwrap(await decide(false));
    await submitPictured();
    expect(storedHeader().attachments?.map((one) => one.field)).toEqual(['documentScan', 'form-signature']);
  });
});

describe('sending', () => {
  const large = () => sampleJpeg('x'.repeat(700_000));

  test('goes on where a broken line stopped, and only then the record is synced', async () => {
    const { server } = workstation;
    server.attachments.afterPiece = () => {
      server.mode = 'down';
    };
    await submitPictured(large());
    expect(server.stored.size).toBe(0);
    expect(await workstation.queue()).toMatchObject([{ state: 'waiting', lastError: { code: 'server/unreachable' } }]);
    for (let round = 0; round < 6 && server.stored.size === 0; round++) {
      server.mode = 'up';
      await workstation.restart();
      unwrap(await workstation.signIn());
      await workstation.api['sync.now']({});
    }
    expect(await workstation.queue()).toMatchObject([{ state: 'synced' }]);
    // Each piece once: 700 kB in three, the signature in one.
    const offsets = server.attachments.pieces.map(({ offset }) => offset);
    expect(offsets).toEqual([0, largestPieceBytes, 2 * largestPieceBytes, 0]);
  });

  test('a server that lost what it had gets it again', async () => {
    const { server } = workstation;
    const beforeRecord = server.attachments.missing.bind(server.attachments);
    let times = 0;
    server.attachments.missing = (named) => {
      times += 1;
      if (times === 1) server.attachments.forget();
      return beforeRecord(named);
    };
    await submitPictured();
    await workstation.api['sync.now']({});
    expect(await workstation.queue()).toMatchObject([{ state: 'synced' }]);
    expect(times).toBe(2);
    expect(server.attachments.pieces.map(({ offset }) => offset)).toEqual([0, 0, 0, 0]);
  });

  test('a record whose image is refused is quarantined alone', async () => {
    const { server } = workstation;
    server.mode = 'down';
    await submitPictured();
    id = unwrap(await workstation.api['consent.accept'](shown)).registrationId;
    server.attachments.take = () => {
      server.attachments.take = Object.getPrototypeOf(server.attachments).take;
      return null;
    };
    server.mode = 'up';
    await submitPictured();
    const states = (await workstation.queue()).map(({ state }) => state);
    expect(states).toEqual(['synced', 'quarantined']);
  });
});
