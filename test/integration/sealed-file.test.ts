// Records to the server and receipts back by removable media (S4, R4.7), over both real stores.
import { createReadStream, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { subject } from '#main/test-bench/organisation.ts';
import { refusalOf, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { draftOf } from '#server/app/organisation.ts';
import { runAuditExport } from '#server/commands/audit-export.ts';
import { runExchangeKey } from '#server/commands/exchange-key.ts';
import { runImportFile } from '#server/commands/import-file.ts';
import { keyPassphrase } from '#server/test-bench.ts';
import { generateSigningKey, signDocument } from '#src/node/crypto/signing.ts';
import { generateAgeKey, openStream, sealStream, sealText } from '#src/node/sealed-file/age.ts';
import { type Frame, frameBytes, readFrames } from '#src/node/sealed-file/frames.ts';
import { type Branch, openBranch, registerWithScan } from '#test/support/branch-in-memory.ts';
import { scanFolder, textNeedles } from '#test/support/plaintext-scan.ts';

let branch: Branch;
let workstation: TestWorkstation;
let folder = '';

beforeEach(async () => {
  branch = await openBranch();
  ({ workstation, folder } = branch);
  workstation.server.mode = 'down';
  unwrap(await workstation.signIn());
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await branch.close();
});

const medium = (name = 'medium.age') => join(folder, name);

async function exported(name = 'medium.age', from = workstation) {
  from.place = medium(name);
  return unwrap(await from.api['exchange.export']({ afterSequence: 0 }));
}
const taken = (name = 'medium.age') =>
  branch.bench.organisation.exchange.importFile(() => createReadStream(medium(name)), branch.identities);
const receiptsOf = async (name?: string) => (await taken(name)).receipts;
const importReceipts = (file: string, to = workstation) => to.api['exchange.importReceipts']({ file });
const stopCode = (running: Promise<unknown>) =>
  running.then(
    () => 'taken',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );
const states = async (of = workstation) => (await of.queue()).map(({ state }) => state);
const stored = async () =>
  Number(
    (
      await branch.bench.organisation.store
        .selectFrom('record')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
    ).total,
  );

async function collected<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

/** The frames inside a file, as only the server can read them. */
async function framesOf(name = 'medium.age'): Promise<Frame[]> {
  return collected(readFrames(await openStream(createReadStream(medium(name)), branch.identities)));
}
/** Writes frames as whoever knows the organisation's public key could. */
async function seal(frames: readonly Uint8Array[], name: string): Promise<void> {
  const recipient = (await branch.bench.organisation.configuration.newest()).body.exchangeKey ?? '';
  const source = (async function* () {
    yield* frames;
  })();
  writeFileSync(medium(name), Buffer.concat(await collected(await sealStream(source, recipient))));
}

test('there and back: exporting changes no state, the receipts do, and both again change nothing', async () => {
  for (const marker of ['one', 'two', 'three']) await registerWithScan(workstation, marker);
  const { label, left } = await exported();
  expect(label).toMatchObject({ number: 1, records: 3, fromSequence: 1, toSequence: 3, answeredAt: null });
  expect(left).toBe(0);
  expect(readdirSync(folder)).toEqual(['medium.age']);
  expect((await workstation.queue()).map(({ state, exported: number }) => [state, number])).toEqual(
    Array.from({ length: 3 }, () => ['waiting', 1]),
  );
  // Nothing of it can be read, neither values nor names nor what it is.
  const needles = textNeedles([...Object.values(subject), 'recordId', 'organisation-1', 'one'.repeat(20), 'envelope', 'device']);
  expect(scanFolder(folder, needles)).toMatchObject({ hits: [], files: 1 });

  const first = await taken();
  expect(first.outcomes).toEqual({ accepted: 3 });
  expect((await taken()).outcomes).toEqual({ duplicate: 3 });
  expect(await stored()).toBe(3);
  expect(scanFolder(folder, needles).hits).toEqual([]);
  expect(first.receipts).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);

  expect(unwrap(await importReceipts(first.receipts))).toMatchObject({ number: 1, synced: 3, refused: 0, waiting: 0 });
  expect(await states()).toEqual(['synced', 'synced', 'synced']);
  expect(unwrap(await importReceipts(first.receipts))).toMatchObject({ synced: 0, refused: 0 });
  expect(unwrap(await workstation.api['exchange.overview']({}))).toMatchObject({
    waiting: 0,
    labels: [{ number: 1, answeredAt: expect.stringMatching(/Z$/) }],
  });
  expect(refusalOf(await workstation.api['exchange.export']({ afterSequence: 0 }))).toBe('exchange/nothing-waiting');
});

test('beside the network, in any order, with parts in common', async () => {
  await registerWithScan(workstation, 'one');
  await exported('first.age');
  await registerWithScan(workstation, 'two');
  await exported('second.age');
  expect((await taken('second.age')).outcomes).toEqual({ accepted: 2 });
  workstation.server.mode = 'up';
  unwrap(await workstation.api['sync.now']({}));
  expect(await states()).toEqual(['synced', 'synced']);
  const late = await taken('first.age');
  expect(late.outcomes).toEqual({ duplicate: 1 });
  expect(unwrap(await importReceipts(late.receipts))).toMatchObject({ synced: 0 });
  expect(await stored()).toBe(2);
  expect(await branch.bench.organisation.heads.attentions()).toEqual([]);
});

test('the same medium twice at the same moment, beside the network: nothing lost, nothing doubled', async () => {
  for (const marker of ['one', 'two', 'three']) await registerWithScan(workstation, marker);
  await exported();
  workstation.server.mode = 'up';
  const [first, second, sent] = await Promise.all([taken(), taken(), workstation.api['sync.now']({})]);
  unwrap(sent);
  for (const { outcomes } of [first, second]) {
    expect(Object.keys(outcomes).filter((outcome) => !['accepted', 'duplicate'].includes(outcome))).toEqual([]);
    expect((outcomes.accepted ?? 0) + (outcomes.duplicate ?? 0)).toBe(3);
  }
  expect((first.outcomes.accepted ?? 0) + (second.outcomes.accepted ?? 0)).toBeLessThanOrEqual(3);
  const rows = await branch.bench.organisation.store.selectFrom('record').select('position').orderBy('position').execute();
  expect(rows.map(({ position }) => position)).toEqual([1, 2, 3]);
  unwrap(await importReceipts(second.receipts));
  expect(await states()).toEqual(['synced', 'synced', 'synced']);
});

test('the administrator’s commands: a medium sealed to the key before the newest is taken in, and the log tells of it', async () => {
  const { layout, databaseUrl } = branch.bench;
  vi.stubEnv('COUNTERSIGN_KEY_PASSPHRASE', keyPassphrase);
  vi.stubEnv('DATABASE_URL', databaseUrl ?? '');
  await registerWithScan(workstation);
  await exported();
  await runExchangeKey(['--data', layout.root]);
  const [receipts, log] = [medium('receipts.age'), medium('log')];
  await runImportFile(['--data', layout.root, '--file', medium(), '--receipts-out', receipts]);
  expect(unwrap(await importReceipts(readFileSync(receipts, 'utf8')))).toMatchObject({ synced: 1, refused: 0 });
  expect(await stored()).toBe(1);
  await runAuditExport(['--data', layout.root, '--out', log]);
  const [, size] = readFileSync(join(log, 'checkpoint'), 'utf8').split('\n');
  const entries = readFileSync(join(log, 'tile', 'entries', '000.p', size ?? ''), 'utf8');
  for (const action of ['configuration.published', 'record.accepted', 'media.taken']) expect(entries).toContain(action);
});

test('the receipts bring the newest configuration, and count as heard when they were signed', async () => {
  await registerWithScan(workstation);
  await exported();
  const { configuration } = branch.bench.organisation;
  const draft = draftOf((await configuration.newest()).body);
  const staff = draft.staff.map((member) => (member.id === 'clerk' ? { ...member, isActive: false } : member));
  await configuration.publish({ ...draft, staff });
  expect(unwrap(await importReceipts(await receiptsOf()))).toMatchObject({ synced: 1 });
  expect(refusalOf(await workstation.signIn())).toBe('staff/inactive');
});

test('a refused record is quarantined, an older file refuses nothing again, and a later receipt mends it', async () => {
  await registerWithScan(workstation);
  await exported();
  const without = await refusingReceipts();
  expect(unwrap(await importReceipts(without))).toMatchObject({ refused: 1 });
  expect(await states()).toEqual(['quarantined']);
  branch.bench.clock.advance(1_000);
  const mended = await receiptsOf();
  expect(unwrap(await importReceipts(mended))).toMatchObject({ synced: 1 });
  expect(unwrap(await importReceipts(without))).toMatchObject({ refused: 0 });
  expect(await states()).toEqual(['synced']);
});

/** What the server would have answered while it did not know the form: its own answer with another outcome, signed by it. */
async function refusingReceipts(): Promise<string> {
  const { keyRing, organisation: opened, clock } = branch.bench;
  const [manifest] = await framesOf();
  const { body } = JSON.parse(Buffer.from(manifest?.bytes ?? []).toString('utf8'));
  const { deviceId, number, replyTo, records, organisationId } = JSON.parse(body);
  const refusal = { outcome: 'quarantined', error: { code: 'sync/form-unknown', params: {} } };
  const document = await keyRing.signDocument('file-receipts', {
    format: 1,
    organisationId,
    deviceId,
    number,
    issuedAt: new Date(clock.nowMs()).toISOString(),
    records: records.map(({ sequence, contentHash }: { sequence: number; contentHash: string }) => ({
      contentHash,
      answer: { sequence, ...refusal },
    })),
    auditAcknowledged: null,
    configuration: JSON.parse(JSON.stringify((await opened.configuration.newest()).document)),
  });
  return sealText(JSON.stringify(document), replyTo);
}

describe('a hostile medium takes nothing in', () => {
  beforeEach(async () => {
    await registerWithScan(workstation, 'one');
    await registerWithScan(workstation, 'two');
    await exported();
  });
  afterEach(async () => expect(await stored()).toBe(0));

  test('one flipped byte anywhere, cut short anywhere, or something appended', async () => {
    const whole = readFileSync(medium());
    const codes = new Set<string>();
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 40)) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      writeFileSync(medium('bad.age'), flipped);
      codes.add(await stopCode(taken('bad.age')));
      writeFileSync(medium('bad.age'), whole.subarray(0, at));
      codes.add(await stopCode(taken('bad.age')));
    }
    writeFileSync(medium('bad.age'), Buffer.concat([whole, Buffer.from('x')]));
    codes.add(await stopCode(taken('bad.age')));
    codes.delete('exchange/foreign');
    expect([...codes]).toEqual(['exchange/damaged']);
  });

  test('frames left out, exchanged, repeated or altered by who knows the public key', async () => {
    const frames = (await framesOf()).map((frame) => frameBytes(frame));
    const [manifest, scan1, record1, scan2, record2, end] = frames;
    if (!(manifest && scan1 && record1 && scan2 && record2 && end)) throw new Error('other frames than expected');
    const altered = Buffer.from(record1);
    altered[200] = (altered[200] ?? 0) ^ 1;
    const forgeries = [
      [manifest, scan1, record1, end],
      [manifest, scan1, record1, scan2, record2],
      [manifest, scan2, record2, scan1, record1, end],
      [manifest, scan1, altered, scan2, record2, end],
      [manifest, scan1, record1, scan2, record2, end, end],
      [manifest, manifest, scan1, record1, scan2, record2, end],
      [scan1, record1, end],
      [],
    ];
    for (const forged of forgeries) {
      await seal(forged, 'forged.age');
      expect(await stopCode(taken('forged.age'))).toBe('exchange/damaged');
    }
  });

  test('signed by another key, of another organisation, of an unknown workstation', async () => {
    const [manifest, ...rest] = await framesOf();
    const { body } = JSON.parse(Buffer.from(manifest?.bytes ?? []).toString('utf8'));
    const forge = async (change: object, kind: 'sealed-file' | 'receipt' = 'sealed-file') => {
      const document = signDocument(kind, { ...JSON.parse(body), ...change }, generateSigningKey());
      const first = frameBytes({ kind: 'manifest', bytes: Buffer.from(JSON.stringify(document)) });
      await seal([first, ...rest.map((frame) => frameBytes(frame))], 'forged.age');
      return stopCode(taken('forged.age'));
    };
    expect(await forge({})).toBe('exchange/signature-refused');
    expect(await forge({ organisationId: 'organisation-2' })).toBe('exchange/foreign');
    expect(await forge({ deviceId: 'nobody' })).toBe('exchange/device-unknown');
    const foreign = (await generateAgeKey()).identity;
    const { exchange } = branch.bench.organisation;
    expect(await stopCode(exchange.importFile(() => createReadStream(medium()), [foreign]))).toBe('exchange/foreign');
    expect(await stopCode(exchange.importFile(() => createReadStream(medium('none.age')), branch.identities))).toBe(
      'exchange/unreadable',
    );
  });
});

test('receipts that are damaged, cut, forged or for another workstation change nothing', async () => {
  await registerWithScan(workstation);
  await exported();
  const receipts = await receiptsOf();
  const cut = receipts.slice(0, receipts.length / 2);
  const lines = receipts.split('\n');
  const damaged = lines
    .with(
      20,
      (lines[20] ?? '').replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
    )
    .join('\n');
  for (const file of ['', 'hello', cut, damaged]) expect(refusalOf(await importReceipts(file))).toBe('exchange/unreadable');

  const other = await branch.another();
  unwrap(await other.signIn());
  expect(refusalOf(await importReceipts(receipts, other))).toBe('exchange/not-ours');
  other.server.mode = 'down';
  await registerWithScan(other);
  await exported('other.age', other);
  expect(refusalOf(await importReceipts(receipts, other))).toBe('exchange/not-ours');

  const [manifest] = await framesOf();
  const { replyTo } = JSON.parse(JSON.parse(Buffer.from(manifest?.bytes ?? []).toString('utf8')).body);
  const forged = signDocument('file-receipts', {}, generateSigningKey());
  expect(refusalOf(await importReceipts(await sealText(JSON.stringify(forged), replyTo)))).toBe('exchange/wrong-signer');
  const honest = await branch.bench.keyRing.signDocument('receipt', {});
  expect(refusalOf(await importReceipts(await sealText(JSON.stringify(honest), replyTo)))).toBe('exchange/wrong-signer');
  expect(await states()).toEqual(['waiting']);
  expect(unwrap(await importReceipts(receipts))).toMatchObject({ synced: 1 });
});

test('a medium that cannot be written, a cancelled dialog and a cancelled export leave nothing behind', async () => {
  await registerWithScan(workstation);
  const attempt = () => workstation.api['exchange.export']({ afterSequence: 0 });
  workstation.place = null;
  expect(refusalOf(await attempt())).toBe('exchange/cancelled');
  workstation.place = join(folder, 'nowhere', 'medium.age');
  expect(await attempt()).toMatchObject({ error: { code: 'exchange/medium-failed', params: { reason: 'ENOENT' } } });
  // What a killed export left, or a link somebody put there, is neither in the way nor followed.
  writeFileSync(medium('elsewhere'), 'untouched');
  symlinkSync(medium('elsewhere'), `${medium()}.part`);
  workstation.place = medium();
  const running = attempt();
  expect(refusalOf(await attempt())).toBe('exchange/busy');
  unwrap(await workstation.api['exchange.cancel']({}));
  expect(refusalOf(await running)).toBe('exchange/cancelled');
  expect(readFileSync(medium('elsewhere'), 'utf8')).toBe('untouched');
  expect(readdirSync(folder).filter((name) => name.startsWith('medium'))).toEqual([]);
  expect((await workstation.queue())[0]).toMatchObject({ state: 'waiting', exported: null });
  expect((await exported()).label.records).toBe(1);
});
