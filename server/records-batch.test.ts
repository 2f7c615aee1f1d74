// A batch is read, decided and written as one (S4). What its records see of each other is what they would see one after the other.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AttachmentPlace } from '#src/crypto/sealed-attachment.ts';
import type { Attachment } from '#src/domain/attachments/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { sealAttachment } from '#src/node/crypto/attachments.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomBytes, randomId } from '#src/node/crypto/random.ts';
import {
  type Bench,
  enrolWorkstation,
  openBench,
  openReceipt,
  push,
  sealRecord,
  signFor,
  type Workstation,
} from './test-bench.ts';

interface Outcome {
  readonly sequence: number;
  readonly outcome: string;
  readonly error?: { readonly code: string };
  readonly receipt: Parameters<typeof openReceipt>[0];
}

let bench: Bench;
let workstation: Workstation;
let published: Configuration;
beforeEach(async () => {
  bench = await openBench();
  workstation = await enrolWorkstation(bench);
  published = (await bench.organisation.configuration.newest()).body;
});
afterEach(() => bench.close());

const send = async (texts: readonly string[]): Promise<readonly Outcome[]> =>
  (await push(bench, workstation, texts)).json().outcomes;
const told = (outcomes: readonly Outcome[]) => outcomes.map(({ outcome, error }) => error?.code ?? outcome);

async function leaves(): Promise<readonly Record<string, unknown>[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content));
}

/** A complete attachment on the server. */
async function sendImage(recordId: string): Promise<Attachment> {
  const sealTo = published.classes.find(({ name }) => name === 'identity')?.sealTo;
  if (sealTo === undefined) throw new Error('no such class');
  const named = { id: randomId(), field: 'documentScan', class: 'identity', mediaType: 'image/jpeg' } as const;
  const place = { ...named, organisationId: published.organisation.id, deviceId: workstation.deviceId, recordId, revision: 1 };
  const bytes = await sealAttachment(place as AttachmentPlace, randomBytes(500), sealTo);
  const attachment = { ...named, sealedBytes: bytes.length, contentHash: sha256Hex(bytes) };
  const { contentHash, sealedBytes } = attachment;
  const piece = Buffer.from(bytes).toString('base64url');
  const body = JSON.stringify({ protocol: 2, contentHash, sealedBytes, offset: 0, piece });
  const headers = await signFor(workstation, bench.clock, { method: 'POST', path: '/v1/attachments', body });
  const answer = await bench.app.inject({ method: 'POST', url: '/v1/attachments', headers, payload: body });
  expect(answer.json()).toMatchObject({ isComplete: true });
  return attachment;
}

test('receipts, positions and leaves follow the order of the request, and each receipt is of its own record', async () => {
  // Some are packed, most are not: to the server they are alike.
  const values = (index: number) => (index % 7 === 0 ? { values: { address: '正义路一号'.repeat(90) } } : {});
  const sealed = await Promise.all(Array.from({ length: 40 }, (_, index) => sealRecord(published, workstation, values(index))));
  expect(sealed.filter(({ text }) => text.includes('"packing":"deflate"'))).toHaveLength(6);
  const texts = sealed.flatMap(({ text }, index) => (index % 10 === 3 ? [text, `no envelope ${index}`] : [text]));
  const before = (await leaves()).length;
  const outcomes = await send(texts);
  expect(outcomes.map(({ sequence }) => sequence)).toEqual(texts.map((_, index) => index + 1));
  const receipts = outcomes.filter(({ outcome }) => outcome === 'accepted').map((one) => one.receipt);
  const opened = receipts.map((one) => openReceipt(one, workstation.serverKey));
  expect(opened.map(({ contentHash }) => contentHash)).toEqual(sealed.map(({ contentHash }) => contentHash));
  expect(opened.map(({ position }) => position)).toEqual(sealed.map((_, index) => index + 1));
  const written = (await leaves()).slice(before);
  expect(written).toHaveLength(texts.length);
  for (const { leaf = -1, contentHash } of opened) expect(written[leaf - before]).toMatchObject({ contentHash });
  const stored = await bench.organisation.store.selectFrom('record').select(['content_hash', 'receipt']).execute();
  const byHash = new Map(stored.map((row) => [row.content_hash, JSON.parse(row.receipt)]));
  for (const [index, { contentHash }] of sealed.entries()) expect(byHash.get(contentHash)).toEqual(receipts[index]);
});

test('bytes refused several times in one batch are counted each time and told to the log once', async () => {
  const unknown = { id: 'real-name-registration', version: 9 };
  const refused = await sealRecord(published, workstation, { header: { form: unknown } });
  const good = await sealRecord(published, workstation);
  expect(told(await send([refused.text, good.text, refused.text, 'x', refused.text]))).toEqual([
    'sync/form-unknown',
    'accepted',
    'sync/form-unknown',
    'sync/envelope-invalid',
    'sync/form-unknown',
  ]);
  await send([refused.text, refused.text]);
  const noted = await bench.organisation.store.selectFrom('quarantine').select(['sequence', 'attempts', 'reason']).execute();
  expect(noted.toSorted((one, other) => one.sequence - other.sequence)).toEqual([
    { sequence: 1, attempts: 5, reason: 'sync/form-unknown' },
    { sequence: 4, attempts: 1, reason: 'sync/envelope-invalid' },
  ]);
  const actions = (await leaves()).map(({ action }) => action).filter((action) => String(action).startsWith('record.'));
  expect(actions).toEqual(['record.refused', 'record.accepted', 'record.refused']);
});

test('a whole story of one record in one batch: duplicate, conflict, corrections, and what corrects the refused', async () => {
  const recordId = randomId();
  const first = await sealRecord(published, workstation, { header: { recordId } });
  const other = await sealRecord(published, workstation, { header: { recordId } });
  const corrects = (revision: number, contentHash: string) => ({ revision, contentHash, reason: 'mistake-found' });
  const second = await sealRecord(published, workstation, {
    header: { recordId, revision: 2, corrects: corrects(1, first.contentHash) },
  });
  const wrong = await sealRecord(published, workstation, {
    header: { recordId, revision: 3, corrects: corrects(2, other.contentHash) },
  });
  const outcomes = await send([first.text, other.text, first.text, second.text, wrong.text, second.text]);
  expect(told(outcomes)).toEqual(['accepted', 'sync/conflict', 'duplicate', 'accepted', 'sync/correction-unfit', 'duplicate']);
  expect(outcomes[2]?.receipt).toEqual(outcomes[0]?.receipt);
  expect(outcomes[5]?.receipt).toEqual(outcomes[3]?.receipt);
  const again = await send([second.text, first.text]);
  expect(again.map(({ receipt }) => receipt)).toEqual([outcomes[3]?.receipt, outcomes[0]?.receipt]);
});

test('an attachment belongs to the first record of the batch that is taken in with it', async () => {
  const recordId = randomId();
  const attachment = await sendImage(recordId);
  const first = await sealRecord(published, workstation, { header: { recordId, attachments: [attachment] } });
  const thief = await sealRecord(published, workstation, { header: { attachments: [attachment] } });
  const missing = { ...attachment, contentHash: '0'.repeat(64) };
  const waiting = await sealRecord(published, workstation, { header: { attachments: [missing] } });
  expect(told(await send([waiting.text, first.text, thief.text]))).toEqual([
    'sync/attachments-missing',
    'accepted',
    'sync/attachment-invalid',
  ]);
  const bound = await bench.organisation.store.selectFrom('attachment').select('record_id').execute();
  expect(bound).toEqual([{ record_id: recordId }]);
});

test('receipts signed together are given to who reads them, and to nobody else', async () => {
  const sealed = await Promise.all(Array.from({ length: 5 }, () => sealRecord(published, workstation)));
  const texts = sealed.map(({ text }) => text);
  const mixed = [...texts, 'no envelope', texts[0] ?? ''];
  const ask = async (wish: Parameters<typeof push>[3]): Promise<readonly Outcome[]> =>
    (await push(bench, workstation, mixed, wish)).json().outcomes;
  const first = await ask({ receipts: 'together' });
  expect(told(first)).toEqual([...Array(5).fill('accepted'), 'sync/envelope-invalid', 'duplicate']);
  const receipts = first.flatMap(({ receipt }) => receipt ?? []);
  expect(new Set(receipts.map(({ signature }) => signature)).size).toBe(1);
  expect(receipts.map(({ together }) => together?.index)).toEqual([0, 1, 2, 3, 4, 0]);
  const hashes = receipts.map((one) => openReceipt(one, workstation.serverKey).contentHash);
  expect(hashes).toEqual([...sealed, ...sealed.slice(0, 1)].map(({ contentHash }) => contentHash));
  // The same to the byte for who asks again as before; the same words, signed alone, for a workstation that was put back.
  const again = (await ask({ receipts: 'together' })).flatMap(({ receipt }) => receipt ?? []);
  expect(again).toEqual(receipts);
  const older = (await ask({})).flatMap(({ receipt }) => receipt ?? []);
  expect(older.map(({ body }) => body)).toEqual(receipts.map(({ body }) => body));
  for (const one of older) {
    expect(one.together).toBeUndefined();
    openReceipt(one, workstation.serverKey);
  }
  // One alone needs no tree.
  const single = await sealRecord(published, workstation);
  const [only] = (await push(bench, workstation, [single.text], { receipts: 'together' })).json().outcomes;
  expect(only.receipt.together).toBeUndefined();
  expect(openReceipt(only.receipt, workstation.serverKey).contentHash).toBe(single.contentHash);
});

test('two hundred records are taken, one more is refused as a whole; numbers with gaps and doubles come back as they went', async () => {
  const sealed = await sealRecord(published, workstation);
  const ask = async (sequences: readonly number[]) => {
    const body = JSON.stringify({ protocol: 2, records: sequences.map((sequence) => ({ sequence, envelope: sealed.text })) });
    const headers = await signFor(workstation, bench.clock, { method: 'POST', path: '/v1/records', body });
    return bench.app.inject({ method: 'POST', url: '/v1/records', headers, payload: body });
  };
  const tooMany = await ask(Array.from({ length: 201 }, (_, index) => index + 1));
  expect([tooMany.statusCode, tooMany.json().error.code]).toEqual([400, 'internal/invalid-input']);
  for (const sequence of [0, -1, 1.5, 2 ** 53]) expect((await ask([sequence])).statusCode).toBe(400);
  expect(await bench.organisation.store.selectFrom('record').select('position').execute()).toEqual([]);
  const sequences = [9, 2 ** 53 - 1, 9, ...Array.from({ length: 197 }, (_, index) => 3 * index + 1)];
  const { outcomes } = (await ask(sequences)).json();
  expect(outcomes.map((one: Outcome) => one.sequence)).toEqual(sequences);
  expect(told(outcomes)).toEqual(['accepted', ...Array(199).fill('duplicate')]);
});
