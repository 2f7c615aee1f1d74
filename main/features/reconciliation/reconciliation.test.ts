// The end of the day over the real store: figures that agree with what was done, a signature that holds, and a day that stays closed.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { openStore } from '#main/store/open.ts';
import type { WriteTransaction } from '#main/store/store.ts';
import { passphrase } from '#main/test-bench/organisation.ts';
import { enrolledWorkstation, refusalOf, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { unaccounted } from '#src/domain/reconciliation/rules.ts';

const hourMs = 3_600_000;
const today = '2026-11-24';
let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await enrolledWorkstation();
  workstation.server.mode = 'down';
});
afterEach(() => workstation.remove());

const day = async (asked: string | null = null) => unwrap(await workstation.api['reconciliation.day']({ day: asked }));
const shown = { serviceId: 'core', noticeId: 'notice', noticeVersion: 3, language: 'en' } as const;

async function close(asked: string, typed = passphrase) {
  const { digest } = await day(asked);
  return workstation.api['reconciliation.close']({ day: asked, digest, passphrase: typed });
}

async function act(staff: string, work: () => Promise<unknown>): Promise<void> {
  unwrap(await workstation.signIn(staff));
  await work();
  unwrap(await workstation.api['staff.signOut']({}));
}

/** A day of two clerks: three records, one of them discarded and one left open; one declined; prints of each kind. */
async function workADay(): Promise<void> {
  await act('clerk', async () => {
    const recordId = await workstation.register();
    unwrap(await workstation.api['receipts.print']({ recordId }));
    unwrap(await workstation.api['receipts.print']({ recordId }));
    unwrap(await workstation.api['receipts.savePdf']({ recordId }));
    unwrap(await workstation.api['consent.decline'](shown));
    const registrationId = await workstation.begin();
    unwrap(await workstation.app.call('registration.discard', { registrationId }));
    await workstation.begin();
  });
  await act('other', async () => {
    await workstation.register();
    const recordId = await workstation.register();
    workstation.printer.outcome = { outcome: 'no-printer' };
    await workstation.api['receipts.print']({ recordId });
    workstation.printer.outcome = { outcome: 'printed' };
  });
}

function tamper(change: (transaction: WriteTransaction) => void): void {
  const [key = new Uint8Array()] = workstation.keychain.entries.values();
  const store = openStore({ path: dataFolder(workstation.dataDir).database, cipher: 'aegis', key });
  try {
    store.write(change);
  } finally {
    store.close();
  }
}

describe('the figures', () => {
  test('say what each clerk did and where it stands', async () => {
    await workADay();
    unwrap(await workstation.signIn('supervisor'));
    const { report } = await day();
    expect(report).toMatchObject({ day: today, workstation: 'Counter 1', queue: { pending: 3 }, late: [], previous: null });
    expect(report.clerks.map(({ number, figures }) => [number, figures])).toEqual([
      [
        'CLERK',
        {
          begun: 3,
          declined: 1,
          captured: 1,
          corrected: 0,
          discarded: 1,
          synced: 0,
          pending: 1,
          refused: 0,
          superseded: 0,
          printed: 1,
          reprinted: 1,
          saved: 1,
          notPrinted: 0,
          drafts: 1,
        },
      ],
      ['OTHER', expect.objectContaining({ begun: 2, captured: 2, pending: 2, printed: 0, notPrinted: 1, drafts: 0 })],
    ]);
    expect(unaccounted(report.total)).toBe(0);
  });

  test('follow the queue: synced, and refused with its reason', async () => {
    await workADay();
    workstation.server.mode = 'up';
    workstation.server.answerInstead = (_recordId, sequence) =>
      sequence === 2 ? { sequence, outcome: 'quarantined', error: { code: 'sync/form-unknown', params: {} } } : undefined;
    unwrap(await workstation.signIn('supervisor'));
    await workstation.api['sync.now']({});
    const { report } = await day();
    expect(report.total).toMatchObject({ captured: 3, synced: 2, refused: 1, pending: 0 });
    expect(report.refusedBy).toEqual([{ code: 'sync/form-unknown', count: 1 }]);
    expect(report.queue).toEqual({ pending: 0, refused: 1, oldestPendingAt: null });
    expect(unaccounted(report.total)).toBe(0);
  });

  test('show a record that is nowhere as a difference', async () => {
    await workADay();
    await workstation.app.close();
    tamper((transaction) => {
      transaction.run('PRAGMA defer_foreign_keys = ON');
      transaction.run('DROP TRIGGER outbox_no_delete');
      transaction.run('DELETE FROM outbox WHERE sequence = 1');
    });
    await workstation.start();
    unwrap(await workstation.signIn('supervisor'));
    const { report } = await day();
    expect(unaccounted(report.total)).toBe(1);
    expect(report.clerks.map(({ figures }) => unaccounted(figures))).toEqual([1, 0]);
  });

  test('a clerk sees their own and nothing of the others', async () => {
    await workADay();
    unwrap(await workstation.signIn('other'));
    const { report } = await day();
    expect(report.clerks.map(({ number }) => number)).toEqual(['OTHER']);
    expect(report.total.captured).toBe(2);
    expect(refusalOf(await close(today))).toBe('access/denied');
    expect(refusalOf(await workstation.api['reconciliation.history']({}))).toBe('access/denied');
    unwrap(await workstation.signIn('it'));
    expect(refusalOf(await workstation.api['reconciliation.day']({ day: null }))).toBe('access/denied');
  });
});

describe('closing', () => {
  test('needs the supervisor’s own passphrase, and what was looked at', async () => {
    await workADay();
    unwrap(await workstation.signIn('supervisor'));
    expect(refusalOf(await close(today, 'wrong'))).toBe('staff/wrong-credentials');
    const { digest } = await day();
    await workstation.register();
    const stale = await workstation.api['reconciliation.close']({ day: today, digest, passphrase });
    expect(refusalOf(stale)).toBe('reconciliation/changed');
    expect(refusalOf(await close('2026-11-25'))).toBe('reconciliation/not-yet');
    expect(unwrap(await close(today))).toEqual({ closing: 1 });
    expect(refusalOf(await close(today))).toBe('reconciliation/already-closed');
    expect((await day()).closing).toBe(1);
  });

  test('is signed, chained and final', async () => {
    await workADay();
    unwrap(await workstation.signIn('supervisor'));
    unwrap(await close(today));
    const closed = { closing: 1, language: 'zh-CN' } as const;
    const { sheet } = unwrap(await workstation.api['reconciliation.closed'](closed));
    expect(sheet.report).toMatchObject({ closing: 1, day: today, closedBy: { number: 'SUPERVISOR' }, previous: null });
    expect(sheet.report.total).toMatchObject({ captured: 3, pending: 3 });
    workstation.server.mode = 'up';
    await workstation.api['sync.now']({});
    expect(unwrap(await workstation.api['reconciliation.closed'](closed)).sheet.report).toEqual(sheet.report);

    workstation.server.mode = 'down';
    workstation.time.advance(24 * hourMs);
    await workstation.register();
    unwrap(await close('2026-11-25'));
    const { items } = unwrap(await workstation.api['reconciliation.history']({}));
    expect(items).toMatchObject([
      { closing: 2, day: '2026-11-25', captured: 1 },
      { closing: 1, hash: sheet.hash, captured: 3 },
    ]);
    const second = unwrap(await workstation.api['reconciliation.closed']({ closing: 2, language: 'en' }));
    expect(second.sheet.report.previous).toBe(sheet.hash);

    await workstation.app.close();
    expect(() => tamper((transaction) => transaction.run("UPDATE day_closing SET hash = 'x'"))).toThrow();
    expect(() => tamper((transaction) => transaction.run('DELETE FROM day_closing'))).toThrow();
    tamper((transaction) => {
      transaction.run('DROP TRIGGER day_closing_no_update');
      transaction.run(
        `UPDATE day_closing SET document = replace(document, '\\"captured\\":3', '\\"captured\\":2') WHERE closing = 1`,
      );
    });
    await workstation.start();
    unwrap(await workstation.signIn('supervisor'));
    expect(refusalOf(await workstation.api['reconciliation.closed'](closed))).toBe('reconciliation/not-verified');
    expect(refusalOf(await workstation.api['reconciliation.print'](closed))).toBe('reconciliation/not-verified');
  });

  test('what happens on a closed day is told by the next report', async () => {
    unwrap(await workstation.signIn('supervisor'));
    await workstation.register();
    unwrap(await close(today));
    await workstation.register();
    const closedDay = await day();
    expect([closedDay.unclosed, closedDay.closing]).toEqual([[], 1]);
    expect(closedDay.report.total.captured).toBe(1);
    expect(closedDay.report.late).toMatchObject([{ day: today, figures: { captured: 1 } }]);
    workstation.time.advance(24 * hourMs);
    const { report, unclosed } = await day();
    expect(unclosed).toEqual([]);
    expect(report.late).toMatchObject([{ day: today, figures: { captured: 1, pending: 1 } }]);
    unwrap(await close('2026-11-25'));
    workstation.time.advance(24 * hourMs);
    expect((await day()).report.late).toEqual([]);
    expect(refusalOf(await close('2026-11-26'))).toBe('reconciliation/nothing-to-close');
  });

  test('a clerk sees what they did after the day was closed, and nobody else’s', async () => {
    await act('clerk', () => workstation.register());
    await act('supervisor', async () => unwrap(await close(today)));
    await act('other', () => workstation.register());
    await act('other', async () => {
      const { report, closing } = await day();
      expect([closing, report.clerks]).toEqual([1, []]);
      expect(report.late).toMatchObject([{ day: today, figures: { captured: 1, pending: 1 } }]);
    });
    await act('clerk', async () => expect((await day()).report).toMatchObject({ total: { captured: 1 }, late: [] }));
  });

  test('an earlier day nobody closed is reminded of, and closed by itself', async () => {
    await workADay();
    workstation.time.advance(48 * hourMs);
    unwrap(await workstation.signIn('supervisor'));
    const { unclosed, report } = await day();
    expect(unclosed).toEqual([today]);
    expect(report.total.captured).toBe(0);
    unwrap(await close(today));
    expect((await day()).unclosed).toEqual([]);
  });

  test('a clock set back does not reopen yesterday', async () => {
    unwrap(await workstation.signIn('supervisor'));
    await workstation.register();
    unwrap(await close(today));
    workstation.time.advance(24 * hourMs);
    await workstation.register();
    workstation.time.clockMs -= 24 * hourMs;
    await workstation.restart();
    unwrap(await workstation.signIn('supervisor'));
    await workstation.register();
    const { today: now, report } = await day();
    expect([now, report.total.captured, report.late]).toEqual(['2026-11-25', 2, []]);
  });
});

test('a closed day is printed and saved, and both are audited', async () => {
  await workADay();
  unwrap(await workstation.signIn('supervisor'));
  unwrap(await close(today));
  const closed = { closing: 1, language: 'en' } as const;
  expect(unwrap(await workstation.api['reconciliation.print'](closed))).toEqual({ copies: 0 });
  expect(unwrap(await workstation.api['reconciliation.print'](closed))).toEqual({ copies: 1 });
  unwrap(await workstation.api['reconciliation.savePdf'](closed));
  expect(workstation.printer.papers.slice(-2).map(({ document }) => document)).toMatchObject([
    { kind: 'day-report', reprint: 0 },
    { kind: 'day-report', reprint: 1 },
  ]);
  expect(workstation.printer.files.at(-1)?.path).toBe('2026-11-24 1.pdf');
  await workstation.app.close();
  const [key = new Uint8Array()] = workstation.keychain.entries.values();
  const store = openStore({ path: dataFolder(workstation.dataDir).database, cipher: 'aegis', key });
  const actions = store.all(
    z.object({ action: z.string() }),
    "SELECT json_extract(event, '$.action') AS action FROM audit ORDER BY sequence DESC LIMIT 4",
  );
  store.close();
  expect(actions.map(({ action }) => action).reverse()).toEqual(['day.closed', 'day.printed', 'day.printed', 'day.saved']);
});
