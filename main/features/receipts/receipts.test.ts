// The receipt and its prints over the real store: true words about the record, and "printed" only when it was.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { openStore } from '#main/store/open.ts';
import { subject } from '#main/test-bench/organisation.ts';
import { enrolledWorkstation, refusalOf, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { parseReceiptNumber } from '#src/domain/receipts/number.ts';
import { readReceiptReference } from '#src/domain/receipts/qr.ts';

let workstation: TestWorkstation;
let recordId: string;

beforeEach(async () => {
  workstation = await enrolledWorkstation();
  workstation.server.mode = 'down';
  unwrap(await workstation.signIn());
  recordId = await workstation.register();
});
afterEach(() => workstation.remove());

const show = async () => unwrap(await workstation.api['receipts.show']({ recordId }));
const print = () => workstation.api['receipts.print']({ recordId });
const savePdf = () => workstation.api['receipts.savePdf']({ recordId });

const event = z.object({ event: z.string() });
/** The audit events about prints, oldest first. Ends the workstation. */
async function printEvents() {
  await workstation.app.close();
  const [key = new Uint8Array()] = workstation.keychain.entries.values();
  const store = openStore({ path: dataFolder(workstation.dataDir).database, cipher: 'aegis', key });
  const rows = store.all(event, 'SELECT event FROM audit ORDER BY sequence');
  store.close();
  return rows
    .map((row) => JSON.parse(row.event) as { action: string; actorId: string; detail: Record<string, unknown> })
    .filter(({ action }) => action.startsWith('receipt.') || action.startsWith('print.'));
}

describe('what the receipt says', () => {
  test('is masked, complete, and waiting until the server signed', async () => {
    const { sheet } = await show();
    expect(sheet).toMatchObject({
      language: 'zh-CN',
      organisation: { en: 'Organisation' },
      branch: { en: 'Branch' },
      service: { en: 'Core' },
      maskedName: '赵**',
      recordId,
      clerkNumber: 'CLERK',
      at: { state: 'waiting' },
      notice: { version: 3, title: { en: 'Notice' } },
      rights: null,
    });
    expect(parseReceiptNumber(sheet.number)?.sequence).toBe(1);
    const text = JSON.stringify(sheet);
    for (const value of [subject.name, subject.documentNumber, subject.phone]) expect(text).not.toContain(value);
    const { contentHash, revision } = sheet;
    expect(readReceiptReference(sheet.qr)).toEqual({ recordId, revision, contentHash, deviceId: 'device-1', synced: null });
  });

  test('names the signed receipt once there is one, and keeps its number', async () => {
    const before = await show();
    workstation.server.mode = 'up';
    await workstation.api['sync.now']({});
    const { sheet } = await show();
    expect(sheet.at).toMatchObject({ state: 'synced', position: 1 });
    expect(sheet.number).toBe(before.sheet.number);
    expect(readReceiptReference(sheet.qr)?.synced).toMatchObject({ position: 1, keyId: workstation.server.key.keyId });
  });

  test('does not say synced for a receipt that does not verify any more', async () => {
    workstation.server.mode = 'up';
    await workstation.api['sync.now']({});
    await workstation.app.close();
    const [key = new Uint8Array()] = workstation.keychain.entries.values();
    const store = openStore({ path: dataFolder(workstation.dataDir).database, cipher: 'aegis', key });
    store.write((transaction) =>
      transaction.run(`UPDATE outbox SET receipt = replace(receipt, '\\"position\\":1', '\\"position\\":9')`),
    );
    store.close();
    await workstation.start();
    unwrap(await workstation.signIn());
    const { sheet } = await show();
    expect(sheet.at).toEqual({ state: 'waiting' });
    expect(readReceiptReference(sheet.qr)?.synced).toBeNull();
  });

  test('exists for known records and permitted roles only', async () => {
    const unknown = '3f2b8c54-9f10-4a6e-8d53-0f6a1c2b3d4e';
    expect(refusalOf(await workstation.api['receipts.show']({ recordId: unknown }))).toBe('receipts/unknown');
    expect(refusalOf(await workstation.api['receipts.print']({ recordId: unknown }))).toBe('receipts/unknown');
    unwrap(await workstation.signIn('it'));
    expect(refusalOf(await print())).toBe('access/denied');
  });
});

describe('printed', () => {
  test('the first is the receipt, every further one says that it is a reprint', async () => {
    expect(unwrap(await print())).toEqual({ copies: 0 });
    expect(unwrap(await print())).toEqual({ copies: 1 });
    expect(unwrap(await savePdf())).toEqual({ copies: 0 });
    expect(workstation.printer.papers.map(({ document }) => document)).toMatchObject([
      { medium: 'paper', reprint: 0 },
      { medium: 'paper', reprint: 1 },
    ]);
    expect(workstation.printer.files).toMatchObject([{ document: { medium: 'pdf', reprint: 0 } }]);
    expect(workstation.printer.files[0]?.path).toMatch(/^[0-9A-Z]{6}-000001-.\.pdf$/);
    expect(await show()).toMatchObject({ printed: 2, unknown: 0, saved: 1 });
    expect(await printEvents()).toMatchObject([
      { action: 'receipt.printed', actorId: 'clerk', detail: { channel: 'paper', copy: 1, outcome: 'done' } },
      { action: 'receipt.reprinted', detail: { channel: 'paper', copy: 2 } },
      { action: 'receipt.saved', detail: { channel: 'pdf', copy: 1 } },
    ]);
  });

  test.each([
    [{ outcome: 'no-printer' }, 'printing/printer-missing', 'no-printer'],
    [{ outcome: 'cancelled' }, 'printing/cancelled', 'cancelled'],
    [{ outcome: 'failed', reason: 'Print job failed' }, 'printing/failed', 'failed'],
  ] as const)('is not said after %j', async (outcome, code, name) => {
    workstation.printer.outcome = outcome;
    expect(refusalOf(await print())).toBe(code);
    expect(await show()).toMatchObject({ printed: 0, unknown: 0 });
    workstation.printer.outcome = { outcome: 'printed' };
    expect(unwrap(await print())).toEqual({ copies: 0 });
    expect(await printEvents()).toMatchObject([
      { action: 'print.not-done', detail: { outcome: name } },
      { action: 'receipt.printed', detail: { copy: 1 } },
    ]);
  });

  test('is unknown when the printer never answers, and the next paper says reprint', async () => {
    workstation.printer.outcome = null;
    workstation.time.tasks = [];
    const asked = print();
    expect(refusalOf(await print())).toBe('printing/busy');
    expect(workstation.time.fireNext()).toBe(60_000);
    expect(refusalOf(await asked)).toBe('printing/outcome-unknown');
    expect(await show()).toMatchObject({ printed: 0, unknown: 1 });
    workstation.printer.outcome = { outcome: 'printed' };
    expect(unwrap(await print())).toEqual({ copies: 1 });
    expect(workstation.printer.papers[0]?.document).toMatchObject({ reprint: 1 });
  });

  test('is unknown when the program ended before the answer', async () => {
    workstation.printer.outcome = null;
    void print();
    await workstation.restart();
    unwrap(await workstation.signIn());
    expect(await show()).toMatchObject({ printed: 0, unknown: 1 });
  });

  test('a PDF that could not be written is not saved', async () => {
    workstation.printer.pdf = { outcome: 'failed', reason: 'ENOSPC' };
    expect(await savePdf()).toMatchObject({ error: { code: 'printing/pdf-failed', params: { reason: 'ENOSPC' } } });
    workstation.printer.pdf = new Error('the host failed');
    expect(refusalOf(await savePdf())).toBe('printing/pdf-failed');
    workstation.placeOfPdf = async () => null;
    expect(refusalOf(await savePdf())).toBe('printing/cancelled');
    expect(await show()).toMatchObject({ saved: 0 });
  });
});

test('a PDF whose place is chosen after a lock is not written, and an open dialog keeps nobody from printing', async () => {
  const dialog = Promise.withResolvers<string | null>();
  workstation.placeOfPdf = () => dialog.promise;
  const saved = savePdf();
  expect(refusalOf(await savePdf())).toBe('printing/busy');
  unwrap(await workstation.api['staff.signOut']({}));
  unwrap(await workstation.signIn('other'));
  expect(unwrap(await print())).toEqual({ copies: 0 });
  dialog.resolve('/tmp/chosen-by-the-next.pdf');
  expect(refusalOf(await saved)).not.toBe('ok');
  expect(workstation.printer.files).toEqual([]);
  expect(await show()).toMatchObject({ saved: 0, printed: 1 });
});

test('printer and paper are chosen for the workstation and kept', async () => {
  const { api } = workstation;
  expect(unwrap(await api['printing.settings']({}))).toEqual({
    settings: { printer: null, paper: 'a5' },
    printers: [{ name: 'counter', displayName: 'Counter printer' }],
  });
  unwrap(await api['printing.choose']({ printer: 'counter', paper: 'roll-80' }));
  await workstation.restart();
  unwrap(await workstation.signIn());
  unwrap(await print());
  expect(workstation.printer.papers[0]?.settings).toEqual({ printer: 'counter', paper: 'roll-80' });
});
