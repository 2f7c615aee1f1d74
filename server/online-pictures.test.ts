// Pictures, handwriting and representatives at the online channel (R2.2, R4.2, R4.7): what a registration of the counter may hold.
import { rmSync } from 'node:fs';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { sealedKeyIdOf } from '#src/crypto/sealed-attachment.ts';
import type { Attachment } from '#src/domain/attachments/schema.ts';
import type { RecordHeader } from '#src/domain/registration/schema.ts';
import { openAttachment } from '#src/node/crypto/attachments.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { findClassKey, openClassKeys } from './kernel/keys/file-key-ring.ts';
import { type Bench, classPassphrase, openBench } from './test-bench.ts';
import { builtPage, codeOf, onlineValues, PageTab, sampleJpeg, samplePng } from './test-bench-page.ts';

const page = builtPage();
let bench: Bench;

afterAll(() => {
  rmSync(page, { recursive: true });
});
beforeEach(async () => {
  bench = await openBench({ online: { page } });
});
afterEach(() => bench.close());

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const scan = sampleJpeg('marker-of-the-scan');
const ink = samplePng('marker-of-the-ink');
const formInk = { bytes: base64(samplePng('under the form')) };
const documentScan = '11111111-1111-4111-8111-111111111111';
const portrait = '22222222-2222-4222-8222-222222222222';
const values = { ...onlineValues, documentScan };
const pictures = [{ field: 'documentScan', id: documentScan, bytes: base64(scan) }];
const signature = { sha256: sha256Hex(ink) };
const whole = { attempt: 'a'.repeat(22), values, pictures, noticeInk: base64(ink), formInk };

async function begun(change: object = { signature }): Promise<PageTab> {
  const tab = new PageTab(bench.app);
  expect((await tab.accept(change, 'card-replacement')).statusCode).toBe(200);
  return tab;
}

async function headers(): Promise<RecordHeader[]> {
  const rows = await bench.organisation.store.selectFrom('record').select('envelope').orderBy('position').execute();
  return rows.map(({ envelope }) => JSON.parse(envelope).header);
}

const faultsOf = (answer: LightMyRequestResponse) =>
  answer.json().error?.params.errors?.map(({ field, code }: { field: string; code: string }) => [field, code]);

async function opened(header: RecordHeader, named: Attachment): Promise<Buffer> {
  const rows = await bench.organisation.store
    .selectFrom('attachment_piece')
    .select('bytes')
    .where('content_hash', '=', named.contentHash)
    .orderBy('start')
    .execute();
  const sealed = Buffer.concat(rows.map(({ bytes }) => bytes));
  const key = findClassKey(await openClassKeys(bench.layout, classPassphrase), named.class, sealedKeyIdOf(sealed) ?? '');
  if (key === null) throw new Error('sealed to no key of its class');
  return Buffer.from(await openAttachment({ ...header, ...named }, sealed, key));
}

test('pictures and signatures are sealed to their own class and named by the record', async () => {
  const tab = await begun();
  await tab.ask('decide', { field: 'portrait', agreed: true });
  // Of several pieces; withdrawn later, it is kept nowhere.
  const face = { field: 'portrait', id: portrait, bytes: base64(sampleJpeg('x'.repeat(700_000))) };
  const more = { ...whole, values: { ...values, portrait }, pictures: [...pictures, face] };
  expect((await tab.submit(more)).statusCode).toBe(200);
  const [header] = await headers();
  const named = header?.attachments ?? [];
  if (header === undefined) throw new Error('no record');
  expect(named.map((one) => [one.field, one.class, one.mediaType])).toEqual([
    ['documentScan', 'image', 'image/jpeg'],
    ['portrait', 'image', 'image/jpeg'],
    ['notice-signature', 'image', 'image/png'],
    ['form-signature', 'image', 'image/png'],
  ]);
  const back = await Promise.all(named.map((one) => opened(header, one)));
  expect(back.map((bytes) => base64(bytes))).toEqual([base64(scan), face.bytes, base64(ink), formInk.bytes]);
  expect(header.declinedSignatures).toBeUndefined();
});

test('what was not agreed to is left out, and reasons for no signature are kept', async () => {
  const tab = await begun({ signature: { declined: 'not-possible' } });
  const face = { field: 'portrait', id: portrait, bytes: base64(scan) };
  await tab.submit({ ...whole, noticeInk: null, values: { ...values, portrait }, pictures: [...pictures, face] });
  const [header] = await headers();
  expect(header?.attachments?.map(({ field }) => field)).toEqual(['documentScan', 'form-signature']);
  expect(header?.declinedSignatures).toMatchObject([{ place: 'notice', reason: 'not-possible' }]);
});

const wrongPictures: readonly (readonly [what: string, change: object, code: string])[] = [
  ['no picture where one is needed', { values: onlineValues, pictures: [] }, 'forms/image-required'],
  ['a picture that was not sent', { pictures: [] }, 'forms/image-unknown'],
  ['another picture than the one named', { pictures: pictures.map((one) => ({ ...one, id: portrait })) }, 'forms/image-unknown'],
  ['a picture of another field', { pictures: pictures.map((one) => ({ ...one, field: 'name' })) }, 'forms/image-unknown'],
  ['a file that is no picture', { pictures: pictures.map((one) => ({ ...one, bytes: 'AAAA' })) }, 'attachments/not-an-image'],
  [
    'a picture that says where it was taken',
    {
      pictures: pictures.map((one) => ({
        ...one,
        bytes: base64(sampleJpeg('m', 800, [0xff, 0xe1, 0, 10, ...Buffer.from('Exif\0\0MM')])),
      })),
    },
    'attachments/metadata',
  ],
  ['too many pixels', { pictures: [{ ...pictures[0], bytes: base64(sampleJpeg('m', 2_001)) }] }, 'attachments/too-many-pixels'],
];

test('wrong pictures are told at the field, and nothing is kept', async () => {
  const tab = await begun();
  for (const [what, change, code] of wrongPictures) {
    expect(faultsOf(await tab.submit({ ...whole, ...change })), what).toEqual([['documentScan', code]]);
  }
  expect(await headers()).toEqual([]);
  expect(await bench.organisation.store.selectFrom('attachment').selectAll().execute()).toEqual([]);
});

const wrongInk: readonly (readonly [what: string, change: object])[] = [
  ['a form that has to be signed and is not', { formInk: null }],
  ['a reason where signing is not open', { formInk: { declined: 'declined' } }],
  ['other ink than what the notice was accepted with', { noticeInk: formInk.bytes }],
  ['the ink of the notice left away', { noticeInk: null }],
];

test('a signature that is missing or another than was given is refused', async () => {
  const tab = await begun();
  for (const [what, change] of wrongInk) {
    expect(codeOf(await tab.submit({ ...whole, ...change })), what).toEqual([409, 'registration/signature-missing']);
  }
  expect(await headers()).toEqual([]);
});

test('a notice that asks for a hand is not accepted without an answer to it', async () => {
  const tab = new PageTab(bench.app);
  expect(codeOf(await tab.accept({}, 'card-replacement'))).toEqual([400, 'internal/invalid-input']);
});

test('a large body comes only from who has begun, and only as large as the form needs', async () => {
  const large = { ...whole, pictures: [{ ...pictures[0], bytes: base64(sampleJpeg('x'.repeat(700_000))) }] };
  expect(codeOf(await new PageTab(bench.app).submit(large))).toEqual([401, 'online/session-ended']);
  const tab = await begun();
  const many = Array.from({ length: 6 }, () => ({ ...pictures[0], bytes: 'A'.repeat(2_796_200) }));
  expect(codeOf(await tab.submit({ ...whole, pictures: many }))).toEqual([413, 'internal/too-large']);
  expect((await tab.submit(large)).statusCode).toBe(200);
  // The answer was lost and the session is over: sent again it is the same record.
  const small = await tab.submit({ ...whole, pictures: [] });
  expect(small.json().receipt.recordId).toBe((await headers())[0]?.recordId);
});

const guardian = {
  representativeName: '李建国',
  representativeDocumentType: 'resident-id',
  representativeDocumentNumber: '110101198003071052',
  representativePhone: '13900139000',
  representativeRelation: 'parent',
  representativeBasis: 'household-register',
};
const child = { ...onlineValues, documentNumber: '110101201903071052' };

test('a guardian registers a child: both are in the record, and who accepted', async () => {
  const tab = new PageTab(bench.app);
  const asked = (await tab.accept({ acceptedBy: 'guardian' })).json();
  expect(asked.form.fields.map(({ name }: { name: string }) => name)).toContain('representativeName');
  const { attempt } = whole;
  const missing = await tab.submit({ attempt, values: child });
  expect(faultsOf(missing)).toContainEqual(['representativeRelation', 'forms/required']);
  const same = { ...guardian, representativeDocumentNumber: child.documentNumber };
  expect(faultsOf(await tab.submit({ attempt, values: { ...child, ...same } }))).toEqual([
    ['representativeDocumentNumber', 'forms/same-person'],
  ]);
  expect((await tab.submit({ attempt, values: { ...child, ...guardian } })).statusCode).toBe(200);
  expect((await headers())[0]?.notice.acceptedBy).toBe('guardian');
  // Of a child alone it is refused as before.
  const alone = new PageTab(bench.app);
  await alone.accept();
  expect(faultsOf(await alone.submit({ attempt: 'b'.repeat(22), values: child }))).toEqual([
    ['documentNumber', 'forms/guardian-needed'],
  ]);
});

test('nobody acts for the subject where the form has no place for them', async () => {
  const tab = new PageTab(bench.app);
  expect(codeOf(await tab.accept({ acceptedBy: 'agent', signature }, 'card-replacement'))).toEqual([
    400,
    'internal/invalid-input',
  ]);
});
